import type { OwnedNumber } from './owned-number.ts'
import type { Source } from './perform.ts'
import { badValue } from './rest-answer.ts'

export const PROGRESS = ['initiated', 'ringing', 'answered', 'completed'] as const
export type Progress = (typeof PROGRESS)[number]

/** An address of the application's, and how it is asked. */
export interface Target {
  readonly url: string
  readonly method: 'GET' | 'POST'
}

/** How the carrier listens for whether a machine has picked up. */
export interface Detection {
  /** It says so at once, or when the machine has said what it has to say. */
  readonly until: 'start' | 'end'
  readonly seconds: number
  /** Silence for so long and it is nobody knows what. */
  readonly silenceMs: number
  /** Told later, while the document is performed already; null: the document waits for it. */
  readonly later: Target | null
}

/** A call that the account has ordered, checked. */
export interface CallOrder {
  readonly to: string
  /** The account's number it is from, with the addresses of this call. */
  readonly number: OwnedNumber
  readonly document: Source
  readonly status: (Target & { readonly events: readonly string[] }) | null
  readonly ringSeconds: number
  readonly limitSeconds: number
  readonly detection: Detection | null
}

/** Every parameter there is. Twilio takes no notice of others; here a mistyped one is refused, to be found. */
const PARAMETERS = new Set(
  `To From Url Twiml ApplicationSid Method FallbackUrl FallbackMethod StatusCallback StatusCallbackEvent StatusCallbackMethod
  SendDigits Timeout Record RecordingChannels RecordingStatusCallback RecordingStatusCallbackMethod
  RecordingStatusCallbackEvent RecordingTrack RecordingConfigurationId Trim SipAuthUsername SipAuthPassword MachineDetection
  MachineDetectionTimeout MachineDetectionSpeechThreshold MachineDetectionSpeechEndThreshold
  MachineDetectionSilenceTimeout AsyncAmd AsyncAmdStatusCallback AsyncAmdStatusCallbackMethod CallerId Byoc CallReason
  CallToken TimeLimit ClientNotificationUrl Passports`.split(/\s+/),
)
const E164 = /^\+[1-9]\d{6,14}$/
/** North American numbers have ten digits, and neither an area nor an exchange begins with 0 or 1. */
const NORTH_AMERICAN = /^\+1[2-9]\d{2}[2-9]\d{6}$/
/** Satellites and shared-cost numbers, which an account has to be given leave to call. */
const COSTLY = /^\+(1900|870|881|882|883|979)/
const TWIML_CHARS_MAX = 4000
const DAY_SECONDS = 86_400

/** What `form` orders. @throws RestRefusal with Twilio's code for what is wrong. */
export function readCallOrder(form: URLSearchParams, numberOf: (number: string) => OwnedNumber | null): CallOrder {
  for (const name of form.keys()) if (!PARAMETERS.has(name)) throw badValue(20001, `There is no parameter ${name}`)
  const to = form.get('To') ?? ''
  const number = fromOf(form, numberOf)
  checkCallee(to)
  const document = documentOf(form)
  return {
    to,
    number: addressed(form, number, document),
    document,
    status: statusOf(form),
    ringSeconds: countOf(form, 'Timeout', { min: 1, max: 600, otherwise: 60 }),
    limitSeconds: countOf(form, 'TimeLimit', { min: 1, max: DAY_SECONDS, otherwise: 14_400 }),
    detection: detectionOf(form),
  }
}

/** The number with the addresses of this call, where those of calls to it are otherwise. */
function addressed(form: URLSearchParams, number: OwnedNumber, document: Source): OwnedNumber {
  const [url, method] = 'url' in document ? [document.url, document.method] : ['', 'POST' as const]
  const fallback = targetOf(form, 'FallbackUrl', 'FallbackMethod') ?? { url: '', method: 'POST' as const }
  return {
    ...number,
    voice_url: url,
    voice_method: method,
    voice_fallback_url: fallback.url,
    voice_fallback_method: fallback.method,
  }
}

function statusOf(form: URLSearchParams): CallOrder['status'] {
  const target = targetOf(form, 'StatusCallback', 'StatusCallbackMethod')
  const events = form.getAll('StatusCallbackEvent').flatMap((names) => names.split(' '))
  const unknown = events.find((name) => !PROGRESS.some((known) => known === name))
  if (unknown !== undefined) throw badValue(21626, `StatusCallbackEvent ${unknown} is invalid`)
  return target && { ...target, events: events.length === 0 ? ['completed'] : events }
}

function fromOf(form: URLSearchParams, numberOf: (number: string) => OwnedNumber | null): OwnedNumber {
  const from = form.get('From') ?? ''
  if (from === '') throw badValue(21213, "No 'From' number is specified")
  if (!E164.test(from)) throw badValue(21212, `Invalid 'From' Phone Number: ${from}`)
  const number = numberOf(from)
  if (number !== null) return number
  throw badValue(21210, `The source phone number provided, ${from}, is not yet verified for your account.`)
}

function checkCallee(to: string): void {
  if (to === '') throw badValue(21201, "No 'To' number is specified")
  const isPossible = E164.test(to) && (!to.startsWith('+1') || NORTH_AMERICAN.test(to))
  if (!isPossible) throw badValue(21211, `The phone number you are attempting to call, ${to}, is not valid.`)
  if (COSTLY.test(to)) throw badValue(21215, `Account not authorized to call ${to}. Perhaps you need to enable it.`)
}

function documentOf(form: URLSearchParams): Source {
  const twiml = form.get('Twiml')
  if (twiml !== null && twiml.length > TWIML_CHARS_MAX) throw badValue(21242, 'Twiml is longer than 4000 characters')
  if (twiml !== null) return { document: twiml }
  const target = targetOf(form, 'Url', 'Method')
  if (target === null) throw badValue(21205, 'Url parameter is required.')
  return { ...target, params: {} }
}

function targetOf(form: URLSearchParams, name: string, methodName: string): Target | null {
  const [url, method] = [form.get(name) ?? '', form.get(methodName) ?? 'POST']
  if (method !== 'GET' && method !== 'POST') throw badValue(21209, `${methodName} must be GET or POST`)
  if (url === '') return null
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) throw badValue(21205, `${name} is not a valid URL: ${url}`)
  return { url, method }
}

function detectionOf(form: URLSearchParams): Detection | null {
  const wanted = form.get('MachineDetection')
  const later = targetOf(form, 'AsyncAmdStatusCallback', 'AsyncAmdStatusCallbackMethod')
  const isLater = form.get('AsyncAmd') === 'true'
  if (wanted === null) return null
  if (wanted !== 'Enable' && wanted !== 'DetectMessageEnd')
    throw badValue(20001, `MachineDetection ${wanted} is invalid`)
  if (isLater && later === null) throw badValue(21262, 'AsyncAmd needs an AsyncAmdStatusCallback')
  countOf(form, 'MachineDetectionSpeechThreshold', { min: 1000, max: 6000, otherwise: 2400 })
  countOf(form, 'MachineDetectionSpeechEndThreshold', { min: 500, max: 5000, otherwise: 1200 })
  return {
    until: wanted === 'Enable' ? 'start' : 'end',
    seconds: countOf(form, 'MachineDetectionTimeout', { min: 3, max: 59, otherwise: 30 }),
    silenceMs: countOf(form, 'MachineDetectionSilenceTimeout', { min: 2000, max: 10_000, otherwise: 5000 }),
    later: isLater ? later : null,
  }
}

interface Bounds {
  readonly min: number
  readonly max: number
  readonly otherwise: number
}

function countOf(form: URLSearchParams, name: string, { min, max, otherwise }: Bounds): number {
  const text = form.get(name)
  if (text === null) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw badValue(20001, `${name} must be between ${min} and ${max}`)
  return value
}
