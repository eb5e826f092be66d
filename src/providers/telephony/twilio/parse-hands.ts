import type { CallEvent, CarrierCall, Judged } from '../../../calls/call.ts'
import { ok, type Result } from '../../../kernel/result.ts'
import type { HookRejection } from '../../hook.ts'
import { callerOf, isCallerPresent, isCallSid, unreadable } from './field-values.ts'
import { valueOf, type Fields } from '../../../kernel/form-fields.ts'
import { recordingReportOf } from './recording-report.ts'

type Parsed = Result<CallEvent | null, HookRejection>
type DialEnded = Extract<CallEvent, { type: 'dial_ended' }>
type LegJudged = Extract<CallEvent, { type: 'leg_judged' }>

const DIAL_STATUS = new Map<string, DialEnded['how']>([
  ['completed', 'completed'],
  ['answered', 'completed'],
  ['busy', 'busy'],
  ['no-answer', 'no_answer'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
])

const SPEECH_CHARS_MAX = 4000
const DIGITS_MAX = 32

/** Webhooks of what is done by hand: others rung for the caller, keys and speech without a socket, words after a tone. */
export const PARSE_HANDS = {
  dial(fields: Fields, call: CarrierCall, url: string): Parsed {
    const how = DIAL_STATUS.get(valueOf(fields, 'DialCallStatus') ?? '')
    if (how === undefined) return unreadable('DialCallStatus')
    const bridged = BRIDGED.get(valueOf(fields, 'DialBridged')?.toLowerCase() ?? '') ?? null
    const leg = numberIn(url, 'leg') ?? NO_LEG
    return ok({ type: 'dial_ended', call, leg, how, bridged, callerPresent: isCallerPresent(fields) })
  },

  whisper(fields: Fields, leg: CarrierCall, url: string): Parsed {
    const digits = digitsOf(fields)
    const call = parentOf(fields, leg)
    return ok({ type: 'leg_answered', call, leg: numberIn(url, 'leg') ?? NO_LEG, digits, legCallId: leg.carrierCallId })
  },

  /** Of a call of our own, or of somebody rung for a caller. */
  machine(fields: Fields, leg: CarrierCall, url: string): Parsed {
    const answeredBy = valueOf(fields, 'AnsweredBy')
    if (answeredBy === null) return unreadable('AnsweredBy')
    const nth = numberIn(url, 'leg')
    if (nth === null) return ok({ type: 'judged', call: leg, by: JUDGED.get(answeredBy) ?? 'unknown' })
    const call = parentOf(fields, leg)
    return ok({ type: 'leg_judged', call, leg: nth, by: judged(answeredBy), legCallId: leg.carrierCallId })
  },

  answered(fields: Fields, call: CarrierCall): Parsed {
    const answeredBy = valueOf(fields, 'AnsweredBy')
    return ok({ type: 'answered', call, by: answeredBy === null ? null : (JUDGED.get(answeredBy) ?? 'unknown') })
  },

  gather(fields: Fields, call: CarrierCall, url: string): Parsed {
    const speech = valueOf(fields, 'SpeechResult')?.slice(0, SPEECH_CHARS_MAX) ?? null
    const heard = { nth: numberIn(url, 'nth') ?? 0, speech, digits: digitsOf(fields) }
    return ok({ type: 'gathered', call, ...heard, from: callerOf(fields), callerPresent: isCallerPresent(fields) })
  },

  voicemail(fields: Fields, call: CarrierCall, url: string): Parsed {
    if (valueOf(fields, 'RecordingStatus') === null)
      return ok({ type: 'voicemail_ended', call, callerPresent: isCallerPresent(fields) })
    const report = recordingReportOf(fields)
    const number = /[?&]own=%2B(\d{7,15})(?:&|$)/i.exec(url)?.[1]
    const asked = number === undefined ? {} : { askedFor: `+${number}` }
    return report.ok ? ok(report.value && { type: 'voicemail', call, ...asked, ...report.value }) : report
  },
}

/** An address that names no leg is none we handed out. */
const NO_LEG = -1

const BRIDGED = new Map([
  ['true', true],
  ['false', false],
])

/** After a tone or a pause, what is said now is recorded there; where neither came, nobody knows whether it listens. */
const JUDGED = new Map<string, Judged>([
  ['human', 'human'],
  ['machine_start', 'machine'],
  ['machine_end_beep', 'beep'],
  ['machine_end_silence', 'beep'],
  ['machine_end_other', 'machine'],
  ['fax', 'fax'],
])

const judged = (answeredBy: string): LegJudged['by'] => {
  if (answeredBy === 'human') return 'human'
  return /^(?:machine_|fax)/.test(answeredBy) ? 'machine' : 'unknown'
}

/** The caller's own call, where the carrier names it beside that of whoever was rung. */
function parentOf(fields: Fields, leg: CarrierCall): CarrierCall {
  const parent = valueOf(fields, 'ParentCallSid')
  return parent !== null && isCallSid(parent) ? { ...leg, carrierCallId: parent } : leg
}

function digitsOf(fields: Fields): string | null {
  const digits = valueOf(fields, 'Digits')
  return digits !== null && /^[0-9*#A-D]+$/.test(digits) ? digits.slice(0, DIGITS_MAX) : null
}

/** A number that we put into the address ourselves: it is under the signature. */
function numberIn(url: string, name: string): number | null {
  const text = new RegExp(`[?&]${name}=(\\d{1,9})(?:&|$)`).exec(url)?.[1]
  return text === undefined ? null : Number(text)
}
