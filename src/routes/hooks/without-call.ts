import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { callUrls } from '../../calls/callback-urls.ts'
import { objectNameOf, writeCallRef } from '../../calls/call-ref.ts'
import type { CallEvent, CallReply, CarrierCall } from '../../calls/call.ts'
import type { Line } from '../../calls/line.ts'
import { peopleNow } from '../../calls/transfer/people.ts'
import { takesVoicemail } from '../../calls/voicemail/takes-voicemail.ts'
import { errorName, log } from '../../kernel/log.ts'
import { askForVoicemail, pressing, RING_SECONDS } from './voice-reply-by-hand.ts'
import { lineOf, SORRY, type Door } from './voice-door.ts'

type Fallback = Extract<CallEvent, { type: 'fallback' }>

/**
 * What the fallback says when the call's own object cannot be asked: the caller is put through to the business itself, or
 * may leave a voicemail. Only configuration is needed for that. Never throws: behind this door there is nobody else.
 */
export async function withoutCall(door: Door, event: Fallback, error: unknown): Promise<CallReply> {
  log.error('hook.fallback_failed', { provider: door.carrier.name, error: errorName(error) })
  try {
    const line = await lineOf(door, event.to)
    if (line === null || line.accountSid !== event.call.accountSid || line.agent === null) return SORRY
    const { document } = line.agent
    const { default: language } = document.languages
    const connecting = `I am connecting you to ${textIn(document.business, language)}.`
    const { call, from, failedDoor } = event
    const said = { lead: TROUBLE, connecting, language }
    return (
      (await standIn(door, { call, from, line, document, ...said, ...(failedDoor !== undefined && { failedDoor }) })) ??
      SORRY
    )
  } catch (cause) {
    log.error('hook.line_unknown', { provider: door.carrier.name, error: errorName(cause) })
    return SORRY
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
  /** What has been tried, and gave no answer. */
  readonly failedDoor?: string
}

/** What the business has instead of its agent: its own number, or a voicemail. Null when it has neither. */
export async function standIn(door: Door, given: StandIn): Promise<CallReply | null> {
  const { call, from, line, document, lead, connecting, language, failedDoor } = given
  const { tenantId, region, phoneNumber, keepsRecordings } = line
  const ref = { region, tenantId, objectName: objectNameOf(call), epoch: 0 }
  const urls = callUrls(door.publicUrl, door.carrier.name, await writeCallRef(door.vault, 'call-ref', ref))
  const [person] = peopleNow(document, door.nowMs)
  // They have been rung already when it is the end of that ringing that could not be told.
  if (person !== undefined && failedDoor !== 'dial') {
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
  if (!keepsRecordings || !takesVoicemail(document, {}) || failedDoor === 'voicemail') return null
  const statusUrl = urls.ownVoicemailUrl(phoneNumber)
  return { ...askForVoicemail(document, lead), stopRecording: false, actionUrl: urls.voicemailUrl, statusUrl }
}

const TROUBLE = 'I am sorry, our assistant is having technical trouble.'
