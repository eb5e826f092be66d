import { publishedAgent } from '../../agents/published.ts'
import type { AgentDocument } from '../../agents/agent-document.ts'
import type { Answer } from '../../calls/answer.ts'
import type { CallReply } from '../../calls/call.ts'
import { writeCallRef, type CallRef } from '../../calls/call-ref.ts'
import { callUrls, mediaUrl, relayUrl } from '../../calls/callback-urls.ts'
import type { CallAnswer } from '../../calls/live-call.ts'
import { isSpeech } from '../../calls/media/speech-door.ts'
import { hintsOf } from '../../calls/opening.ts'
import { inCallLanguage } from '../../calls/outbound/call-language.ts'
import { spokenOpening } from '../../calls/outbound/spoken-opening.ts'
import { inRegion } from '../../context.ts'
import { sorryIn, type Door } from './voice-door.ts'
import { byHand } from './voice-reply-by-hand.ts'

/** An answer of the call, and what the door needs to put it in the carrier's terms. */
export interface Opening {
  readonly answer: Answer
  readonly words: string | null
  readonly keysMax: number | null
  readonly pins: CallAnswer['pins']
  readonly streams: boolean
  readonly ref: CallRef
  readonly document: AgentDocument
  readonly urls: ReturnType<typeof callUrls>
}

/** The call's answer in the carrier's terms, with the words of the agent version it began with. */
export async function replyOf(
  door: Door,
  { answer, words, keysMax, pins, streams, agentId, agentVersion }: CallAnswer,
  ref: CallRef,
  known?: AgentDocument,
): Promise<CallReply> {
  if (answer.type === 'hang_up' || answer.type === 'nothing') return answer
  const published =
    known ?? (await publishedAgent(inRegion(door.env, ref.region).db, ref.tenantId, agentId, agentVersion))
  // The carrier asks at the fallback then, where somebody stands in for the agent.
  if (!published) throw new Error('the version this call began with is gone')
  const isForStaff = answer.type === 'whisper' || answer.type === 'bridge'
  const document = isForStaff ? published : inCallLanguage(published, pins)
  if (answer.type === 'apologise') return sorryIn(document.languages.default)
  const callRef = await writeCallRef(door.vault, 'call-ref', { ...ref, epoch: 0 })
  const urls = callUrls(door.publicUrl, door.carrier.name, callRef)
  const opening = { answer, words, keysMax, pins, streams, ref, document, urls }
  if (answer.type === 'greet' || answer.type === 'resume') return talkReply(door, { ...opening, answer })
  return byHand(opening, answer, door.nowMs)
}

type Talk = Extract<Answer, { type: 'greet' | 'resume' }>

async function talkReply(
  { publicUrl, vault, nowMs, carrier }: Door,
  { answer, words, streams, pins, ref, document, urls }: Opening & { readonly answer: Talk },
): Promise<CallReply> {
  const greets = answer.type === 'greet'
  const recorded = greets && answer.recorded
  const opening = greets ? spokenOpening(document, pins, recorded, nowMs) : null
  const here = { ...ref, epoch: answer.epoch }
  const token = await writeCallRef(vault, 'relay-token', here)
  // Which socket it is that ended: one that never opened is told apart from a repeat of what was said of another.
  const own = callUrls(publicUrl, carrier.name, await writeCallRef(vault, 'call-ref', here))
  return {
    type: 'talk',
    announcement: opening?.announcement ?? null,
    recording: recorded ? { statusUrl: urls.recordingUrl } : null,
    stopRecording: answer.type === 'resume' && answer.stopRecording,
    actionUrl: streams ? own.streamedUrl : own.actionUrl,
    ...(streams && {
      media: { url: mediaUrl(publicUrl, await writeCallRef(vault, 'media-token', here)), caller: null },
    }),
    relayUrl: relayUrl(publicUrl, token),
    greeting: opening === null ? words : opening.greeting,
    ...(!greets && { greetingYields: true }),
    language: document.languages.default,
    voice: carrierVoice(document),
    hints: hintsOf(document),
  }
}

/** To the carrier our own engine and a speech vendor are no voices of its own. */
function carrierVoice({ voice: { provider, id, bargeIn } }: AgentDocument) {
  const isOurs = provider === 'embedded' || isSpeech(provider)
  return isOurs ? { provider: null, id: null, bargeIn } : { provider, id: id ?? null, bargeIn }
}
