import type { Secrets } from '../../../env.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { CarrierAccount, CarrierApi, CarrierFailure, CarrierRecording, NumberTargets } from '../contract.ts'
import { apiUrlOf } from './account.ts'
import { fetchAudio } from './audio.ts'
import { cancelCall, findCalls, placeCall } from './make-call.ts'
import { expectStatus, readObject, requester, type Send } from './request.ts'

/** Twilio's pages hold up to a thousand; a call with more recordings than this is not one of ours. */
const RECORDINGS_MAX = 100

/** It cannot be deleted yet: it is still being made, or goes on. */
const NOT_YET = '20009'
/** The call is not in progress, which is what hanging up is for. */
const NOT_IN_PROGRESS = '21220'

const STATUS = new Map<unknown, CarrierRecording['status']>([
  ['in-progress', 'in_progress'],
  ['paused', 'in_progress'],
  ['stopped', 'in_progress'],
  ['processing', 'in_progress'],
  ['completed', 'completed'],
  ['absent', 'absent'],
  ['failed', 'failed'],
])

/** Twilio's REST API for `account`. */
export function apiOf(secrets: Secrets, account: CarrierAccount): CarrierApi {
  const base = `${apiUrlOf(secrets)}/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}`
  const audio = {
    vendor: 'twilio',
    purpose: 'carry_calls',
    fields: [],
    whose: account.whose,
    settings: secrets,
  } as const
  const send = requester(base, account, secrets)
  return {
    fetchRecording: (recordingId) => fetchAudio(send, audio, `/Recordings/${segment(recordingId)}.wav`),
    deleteRecording: (recordingId) => deleteAt(send, `/Recordings/${segment(recordingId)}.json`),
    deleteCall: (carrierCallId) => deleteAt(send, `/Calls/${segment(carrierCallId)}.json`),
    listRecordings: (carrierCallId) => listRecordings(send, carrierCallId),
    async stopRecording(carrierCallId) {
      const path = `/Calls/${segment(carrierCallId)}/Recordings/Twilio.CURRENT.json`
      return expectStatus(await send('POST', path, { Status: 'stopped' }), [200])
    },
    async hangUp(carrierCallId) {
      const path = `/Calls/${segment(carrierCallId)}.json`
      const answered = await expectStatus(await send('POST', path, { Status: 'completed' }), [200])
      return !answered.ok && answered.error.code === NOT_IN_PROGRESS ? ok(undefined) : answered
    },
    placeCall: (order) => placeCall(send, order),
    findCalls: (sought) => findCalls(send, sought),
    cancelCall: (carrierCallId) => cancelCall(send, carrierCallId),
    claimNumber: (phoneNumber, targets) => claimNumber(send, phoneNumber, targets),
    async releaseNumber(carrierNumberSid) {
      const path = `/IncomingPhoneNumbers/${segment(carrierNumberSid)}.json`
      const answered = await send('POST', path, { VoiceUrl: '', VoiceFallbackUrl: '', StatusCallback: '', SmsUrl: '' })
      return expectStatus(answered, [200, 404])
    },
  }
}

async function deleteAt(send: Send, path: string): Promise<Result<void, CarrierFailure>> {
  const deleted = await expectStatus(await send('DELETE', path), [204, 404])
  if (deleted.ok || deleted.error.code !== NOT_YET) return deleted
  return err({ ...deleted.error, retryable: true })
}

async function listRecordings(
  send: Send,
  callId: string,
): Promise<Result<readonly CarrierRecording[], CarrierFailure>> {
  const path = `/Calls/${segment(callId)}/Recordings.json?PageSize=${RECORDINGS_MAX}`
  const page = await readObject(await send('GET', path))
  return page.ok ? ok(objectsIn(page.value['recordings']).flatMap(recordingOf)) : page
}

/** A deleted recording is in the list for a while; it is no recording any more. */
function recordingOf(entry: Readonly<Record<string, unknown>>): readonly CarrierRecording[] {
  const { sid, duration, channels, source } = entry
  const status = STATUS.get(entry['status'])
  if (typeof sid !== 'string' || status === undefined) return []
  const kind = source === 'RecordVerb' ? { kind: 'voicemail' as const } : {}
  return [{ ...kind, recordingId: sid, status, durationSeconds: countOf(duration), channels: countOf(channels) }]
}

async function claimNumber(
  send: Send,
  phoneNumber: string,
  targets: NumberTargets,
): Promise<Result<string, CarrierFailure>> {
  const page = await readObject(await send('GET', `/IncomingPhoneNumbers.json?PhoneNumber=${segment(phoneNumber)}`))
  if (!page.ok) return page
  // Twilio matches the pattern anywhere in a number; only the number itself will do.
  const numbers = objectsIn(page.value['incoming_phone_numbers'])
  const sid = numbers.find((number) => number['phone_number'] === phoneNumber)?.['sid']
  if (typeof sid !== 'string') return err({ reason: 'not_found', code: '404', retryable: false, retryAfterMs: null })

  const answered = await send('POST', `/IncomingPhoneNumbers/${segment(sid)}.json`, {
    VoiceUrl: targets.voiceUrl,
    VoiceMethod: 'POST',
    VoiceFallbackUrl: targets.fallbackUrl,
    VoiceFallbackMethod: 'POST',
    StatusCallback: targets.statusUrl,
    StatusCallbackMethod: 'POST',
    SmsUrl: targets.messagesUrl,
    SmsMethod: 'POST',
  })
  const pointed = await expectStatus(answered, [200])
  return pointed.ok ? ok(sid) : pointed
}

const segment = (text: string): string => encodeURIComponent(text)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const objectsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isObject) : []

/** Twilio writes numbers as strings here and -1 for a length not known yet. */
function countOf(value: unknown): number | null {
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  return Number.isInteger(number) && number >= 0 ? number : null
}
