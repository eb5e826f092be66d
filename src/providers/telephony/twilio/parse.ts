import type { CallEvent, CallStatus, CarrierCall } from '../../../calls/call.ts'
import { valueOf, type Fields } from '../../../kernel/form-fields.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import type { HookRejection, SignedHook } from '../../hook.ts'
import type { VoiceHook } from '../contract.ts'
import { fieldsOf } from './fields.ts'
import { callerOf, countOf, isCallSid, unreadable } from './field-values.ts'
import { verdictOf } from './parse-verdict.ts'
import { PARSE_HANDS } from './parse-hands.ts'
import { recordingReportOf } from './recording-report.ts'

const ACCOUNT_SID = /^AC[0-9a-zA-Z]{32}$/

/** The longest we take a caller's or our own address to be: SIP addresses may be long, webhooks are not ours to trust. */
const ADDRESS_CHARS_MAX = 320

const CALL_STATUS = new Map<string, CallStatus>([
  ['queued', 'ringing'],
  ['initiated', 'ringing'],
  ['ringing', 'ringing'],
  ['in-progress', 'in_progress'],
  ['completed', 'completed'],
  ['busy', 'busy'],
  ['failed', 'failed'],
  ['no-answer', 'no_answer'],
  ['canceled', 'canceled'],
])

type RelayEnded = Extract<CallEvent, { type: 'relay_ended' }>

const SESSION_STATUS = new Map<string, RelayEnded['how']>([
  ['ended', 'ended_by_us'],
  ['completed', 'caller_hung_up'],
  ['failed', 'lost'],
])

/**
 * What a verified webhook says.
 *
 * Narrowed by hand, because this is the way to the first answer; of Twilio's forty fields only these are read, and
 * unknown ones are expected. Null is a status we do not know.
 */
export function parseTwilio(kind: VoiceHook, hook: SignedHook): Result<CallEvent | null, HookRejection> {
  const fields = fieldsOf(hook)
  const call = callOf(fields)
  return call.ok ? PARSE[kind](fields, call.value, hook.url) : call
}

type Parsed = Result<CallEvent | null, HookRejection>

const PARSE: Readonly<Record<VoiceHook, (fields: Fields, call: CarrierCall, url: string) => Parsed>> = {
  ...PARSE_HANDS,

  incoming(fields, call) {
    const to = addressOf(fields, 'To')
    if (to === null) return unreadable('To')
    const verdict = verdictOf(valueOf(fields, 'StirVerstat'))
    return ok({ type: 'incoming', call, from: callerOf(fields), to, ...(verdict !== null && { verdict }) })
  },

  status(fields, call) {
    const to = addressOf(fields, 'To')
    if (to === null) return unreadable('To')
    const word = valueOf(fields, 'CallStatus')
    if (word === null) return unreadable('CallStatus')
    const status = CALL_STATUS.get(word)
    if (status === undefined) return ok(null)
    const sequence = countOf(fields, 'SequenceNumber')
    // `Duration` is minutes, rounded up.
    const durationSeconds = countOf(fields, 'CallDuration')
    return ok({ type: 'status', call, status, sequence, durationSeconds, from: callerOf(fields), to })
  },

  connected(fields, call) {
    const how = SESSION_STATUS.get(valueOf(fields, 'SessionStatus') ?? '')
    if (how === undefined) return ok(null)
    const callerPresent = valueOf(fields, 'CallStatus') === 'in-progress'
    const handoff = valueOf(fields, 'HandoffData')
    return ok({ type: 'relay_ended', call, how, callerPresent, handoff, errorCode: errorCodeOf(fields) })
  },

  // The end of a stream says nothing of how: what was wanted is known by whoever closed it.
  streamed(fields, call) {
    const callerPresent = valueOf(fields, 'CallStatus') === 'in-progress'
    const how = callerPresent ? 'lost' : 'caller_hung_up'
    return ok({ type: 'relay_ended', call, how, callerPresent, handoff: null, errorCode: errorCodeOf(fields) })
  },

  recording(fields, call) {
    const report = recordingReportOf(fields)
    return report.ok ? ok(report.value && { type: 'recording', call, ...report.value }) : report
  },

  fallback(fields, call) {
    const to = addressOf(fields, 'To')
    if (to === null) return unreadable('To')
    const failedDoor = /\/([a-z]+)(?:\?|$)/.exec(valueOf(fields, 'ErrorUrl') ?? '')?.[1]
    const failed = { errorCode: errorCodeOf(fields), ...(failedDoor !== undefined && { failedDoor }) }
    return ok({ type: 'fallback', call, from: callerOf(fields), to, ...failed })
  },
}

/** The account a hook claims to speak for, or null when it names none. Not verified: it only says whose token to try. */
export function claimedAccount(hook: SignedHook): string | null {
  const accountSid = valueOf(fieldsOf(hook), 'AccountSid')
  return accountSid !== null && ACCOUNT_SID.test(accountSid) ? accountSid : null
}

function callOf(fields: Fields): Result<CarrierCall, HookRejection> {
  const accountSid = valueOf(fields, 'AccountSid')
  if (accountSid === null || !ACCOUNT_SID.test(accountSid)) return unreadable('AccountSid')
  const carrierCallId = valueOf(fields, 'CallSid')
  if (carrierCallId === null || !isCallSid(carrierCallId)) return unreadable('CallSid')
  return ok({ carrier: 'twilio', accountSid, carrierCallId })
}

function addressOf(fields: Fields, name: string): string | null {
  const address = valueOf(fields, name)
  return address !== null && address.length <= ADDRESS_CHARS_MAX ? address : null
}

function errorCodeOf(fields: Fields): string | null {
  const code = valueOf(fields, 'ErrorCode') ?? ''
  return /^\d{1,9}$/.test(code) && code !== '0' ? code : null
}
