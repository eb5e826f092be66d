import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
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
  const { default: language } = document.languages
  return openingOf(document, {
    purpose: outbound.purpose,
    business: textIn(document.business, language),
    language,
    recorded,
  })
}
