import type { AgentDocument } from '../../agents/agent-document.ts'
import type { CallPins } from '../call-state.ts'
import { announcementOf, greetingOf } from '../opening.ts'
import { openingOf, type OutboundOpening } from '../outbound-talk/opening.ts'

/** What a call begins with, in words: of one that we make, who calls and how that is stopped comes first. */
export function spokenOpening(
  document: AgentDocument,
  { outbound }: Pick<CallPins, 'outbound'>,
  recorded: boolean,
  nowMs: number,
): OutboundOpening {
  if (outbound === undefined)
    return { announcement: announcementOf(document, recorded), greeting: greetingOf(document, recorded, nowMs) }
  return openingOf(document, { purpose: outbound.purpose, recorded })
}
