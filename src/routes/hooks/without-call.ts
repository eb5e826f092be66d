import type { AgentDocument, OnFailure } from '../../agents/agent-document.ts'
import { callUrls } from '../../calls/callback-urls.ts'
import { objectNameOf, writeCallRef } from '../../calls/call-ref.ts'
import { callWords, voiceOf } from '../../calls/call-words.ts'
import type { CallEvent, CallReply, CarrierCall } from '../../calls/call.ts'
import type { Line } from '../../calls/line.ts'
import { peopleNow } from '../../calls/transfer/people.ts'
import { TROUBLE_REASON } from '../../calls/failing/owe-callback.ts'
import { takesVoicemail } from '../../calls/voicemail/takes-voicemail.ts'
import { errorName, log } from '../../kernel/log.ts'
import { resolvePerson } from '../../people/resolve.ts'
import { createTask } from '../../tasks/create.ts'
import { askForVoicemail, connectingTo, pressing, RING_SECONDS, willCallBack } from './voice-reply-by-hand.ts'
import { contextFor, lineOf, sorryIn, type Door } from './voice-door.ts'

type Fallback = Extract<CallEvent, { type: 'fallback' }>

/**
 * What the fallback says when the call's own object cannot be asked: the caller is put through to the business itself, or
 * may leave a voicemail. Only configuration is needed for that. Never throws: behind this door there is nobody else.
 */
export async function withoutCall(door: Door, event: Fallback, error: unknown): Promise<CallReply> {
  log.error('hook.fallback_failed', { provider: door.carrier.name, error: errorName(error) })
  try {
    const line = await lineOf(door, event.to)
    if (line === null || line.accountSid !== event.call.accountSid || line.agent === null) return sorryIn()
    const { document } = line.agent
    const { default: language } = document.languages
    const connecting = connectingTo(document)
    const { call, from, failedDoor } = event
    const said = { lead: callWords(language).trouble, connecting, language: voiceOf(language) }
    const ways = WAYS.slice(WAYS.indexOf(document.onFailure ?? 'person'))
    const tried = failedDoor === undefined ? {} : { failedDoor }
    const instead = await standIn(door, { call, from, line, document, ...said, ways, ...tried })
    return instead ?? sorryIn(language)
  } catch (cause) {
    log.error('hook.line_unknown', { provider: door.carrier.name, error: errorName(cause) })
    return sorryIn()
  }
}

/** Whom the business is to stand in for, and what is said to them first. */
interface StandIn {
  readonly call: CarrierCall
  readonly from: string | null
  readonly line: Line
  readonly document: AgentDocument
  /** Why it is not the agent who answers. */
  readonly lead: string
  /** That they are being put through. */
  readonly connecting: string
  readonly language: string
  /** What it is to be. Absent: a person, or a voicemail. */
  readonly ways?: readonly OnFailure[]
  /** What has been tried, and gave no answer. */
  readonly failedDoor?: string
}

/** In the order in which one stands in for another. */
const WAYS: readonly OnFailure[] = ['person', 'voicemail', 'message']

/** What the business has instead of its agent: its own number, or a voicemail, or a call back. Null when it has none. */
export async function standIn(door: Door, given: StandIn): Promise<CallReply | null> {
  const { call, from, line, document, lead, connecting, language, failedDoor, ways = WAYS.slice(0, 2) } = given
  const { tenantId, region, phoneNumber, keepsRecordings } = line
  const ref = { region, tenantId, objectName: objectNameOf(call), epoch: 0 }
  const urls = callUrls(door.publicUrl, door.carrier.name, await writeCallRef(door.vault, 'call-ref', ref))
  const [person] = peopleNow(document, door.nowMs)
  // They have been rung already when it is the end of that ringing that could not be told.
  if (ways.includes('person') && person !== undefined && failedDoor !== 'dial') {
    return {
      type: 'dial',
      number: person.number,
      actionUrl: urls.dialUrl(0),
      callerId: from === null ? phoneNumber : null,
      announcement: { text: `${lead} ${connecting}`, language },
      ringSeconds: RING_SECONDS,
      ...pressing(person),
    }
  }
  const takes = keepsRecordings && takesVoicemail(document, {}) && failedDoor !== 'voicemail'
  if (!ways.includes('voicemail') || !takes)
    return ways.includes('message') && (await promisedCallback(door, given)) ? willCallBack(language) : null
  const statusUrl = urls.ownVoicemailUrl(phoneNumber)
  return { ...askForVoicemail(document, lead), stopRecording: false, actionUrl: urls.voicemailUrl, statusUrl }
}

/** Leaves it to the business to call back. False when nobody can be, or it cannot be written down: then it is not promised. */
async function promisedCallback(door: Door, { call, from, line }: StandIn): Promise<boolean> {
  if (from === null) return false
  const { tenantId, region, livemode } = line
  const objectName = objectNameOf(call)
  try {
    const ctx = { ...contextFor(door, { region, tenantId, objectName, epoch: 0 }), livemode }
    const { personId } = await resolvePerson(ctx, { phone: from })
    await createTask(ctx, {
      kind: 'callback',
      priority: 'high',
      queue: 'front-desk',
      callId: null,
      personId,
      keySubject: personId,
      details: { reason: TROUBLE_REASON, caller_number: from },
      intentKey: `${objectName}:callback`,
      dueAtMs: door.nowMs,
    })
    return true
  } catch (error) {
    log.error('hook.callback_not_filed', { provider: door.carrier.name, error: errorName(error) })
    return false
  }
}
