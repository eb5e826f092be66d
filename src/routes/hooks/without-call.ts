import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { callUrls } from '../../calls/callback-urls.ts'
import { objectNameOf, writeCallRef } from '../../calls/call-ref.ts'
import type { CallEvent, CallReply } from '../../calls/call.ts'
import type { Line } from '../../calls/line.ts'
import { peopleNow } from '../../calls/transfer/people.ts'
import { takesVoicemail } from '../../calls/voicemail/takes-voicemail.ts'
import { errorName, log } from '../../kernel/log.ts'
import { askForVoicemail, RING_SECONDS } from './voice-reply-by-hand.ts'
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
    return await standIn(door, event, line, line.agent.document)
  } catch (cause) {
    log.error('hook.line_unknown', { provider: door.carrier.name, error: errorName(cause) })
    return SORRY
  }
}

async function standIn(door: Door, event: Fallback, line: Line, document: AgentDocument): Promise<CallReply> {
  const { tenantId, region, phoneNumber, keepsRecordings } = line
  const ref = { region, tenantId, objectName: objectNameOf(event.call), epoch: 0 }
  const urls = callUrls(door.publicUrl, door.carrier.name, await writeCallRef(door.vault, 'call-ref', ref))
  const { default: language } = document.languages
  const [person] = peopleNow(document, door.nowMs)
  // They have been rung already when it is the end of that ringing that could not be told.
  if (person !== undefined && event.failedDoor !== 'dial') {
    const text = `${TROUBLE} I am connecting you to ${textIn(document.business, language)}.`
    return {
      type: 'dial',
      number: person.number,
      actionUrl: urls.dialUrl(0),
      callerId: event.from === null ? phoneNumber : null,
      announcement: { text, language },
      ringSeconds: RING_SECONDS,
    }
  }
  if (!keepsRecordings || !takesVoicemail(document, {}) || event.failedDoor === 'voicemail') return SORRY
  const statusUrl = urls.ownVoicemailUrl(phoneNumber)
  return { ...askForVoicemail(document, TROUBLE), stopRecording: false, actionUrl: urls.voicemailUrl, statusUrl }
}

const TROUBLE = 'I am sorry, our assistant is having technical trouble.'
