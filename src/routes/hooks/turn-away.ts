import type { AgentDocument } from '../../agents/agent-document.ts'
import { objectNameOf } from '../../calls/call-ref.ts'
import type { CallEvent, CallReply } from '../../calls/call.ts'
import type { RefusedFor } from '../../calls/guards/decide.ts'
import { mayBegin } from '../../calls/guards/may-begin.ts'
import { noteRefusal } from '../../calls/guards/note-refusal.ts'
import { refusalWords } from '../../calls/guards/refusal-words.ts'
import type { Line } from '../../calls/line.ts'
import { contextFor, type Door } from './voice-door.ts'
import { standIn } from './without-call.ts'

type Incoming = Extract<CallEvent, { type: 'incoming' }>

interface Rung {
  readonly line: Line
  readonly document: AgentDocument
  readonly phoneToken: string | null
}

/** What a caller hears whom the business does not answer now, or null for everybody else. */
export async function turnAway(
  door: Door,
  event: Incoming,
  { line, document, phoneToken }: Rung,
): Promise<CallReply | null> {
  const objectName = objectNameOf(event.call)
  const ctx = { ...contextFor(door, { ...line, objectName, epoch: 0 }), livemode: line.livemode }
  const { tenantId, livemode, limits } = line
  const formerTokens = event.from === null ? [] : await door.vault.formerTokens(tenantId, 'phone', event.from)
  const isForged = event.verdict === 'failed' && document.guardrails.refuseForged === true
  const reason = isForged
    ? 'forged_number'
    : await mayBegin(ctx.db, { tenantId, livemode, limits, objectName, phoneToken, formerTokens }, door.nowMs)
  if (reason === null) return null
  // The webhook of a call that has begun, sent once more: it gets the answer it got.
  if ((await ctx.objects.liveCall(objectName).peek()) !== null) return null
  await noteRefusal(ctx, event.call, reason)
  const { lead, whole, connecting, language } = refusalWords(reason, document.languages.default)
  const offered = IS_OURS.has(reason)
    ? await standIn(door, { call: event.call, from: event.from, line, document, lead, connecting, language })
    : null
  return offered ?? { type: 'say_and_hang_up', text: whole, language }
}

/** Reasons that lie with us and not with the caller, who is offered what else the business has. */
const IS_OURS: ReadonlySet<RefusedFor> = new Set(['concurrent_calls', 'minutes', 'model_tokens'])
