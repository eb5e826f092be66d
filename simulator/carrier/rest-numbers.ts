import type { OwnedNumber } from './owned-number.ts'
import { badValue, notFound, sendJson } from './rest-answer.ts'
import type { RestRequest } from './rest.ts'
import type { Switchboard } from './switchboard.ts'

/** The form's fields we know, and the field of the number each sets. Others are ignored, as Twilio ignores them. */
const URLS = {
  VoiceUrl: 'voice_url',
  VoiceFallbackUrl: 'voice_fallback_url',
  StatusCallback: 'status_callback',
  SmsUrl: 'sms_url',
} as const
const METHODS = {
  VoiceMethod: 'voice_method',
  VoiceFallbackMethod: 'voice_fallback_method',
  StatusCallbackMethod: 'status_callback_method',
  SmsMethod: 'sms_method',
} as const

const URL_CHARS_MAX = 4000

export function listNumbers({ board, query, path, response }: RestRequest): void {
  const wanted = query.get('PhoneNumber')
  // Asking for a number buys it, if it is one of those that can be had.
  if (wanted !== null) board.numberOf(wanted)
  const digits = wanted?.replace(/\D/g, '') ?? ''
  const found = board.numbers.filter(({ phone_number: number }) => number.includes(digits))
  const page = { page: 0, page_size: 50, start: 0, end: Math.max(0, found.length - 1), uri: path, next_page_uri: null }
  sendJson(response, 200, { incoming_phone_numbers: found.map((number) => objectOf(board, number)), ...page })
}

export function readNumber(request: RestRequest): void {
  sendJson(request.response, 200, objectOf(request.board, numberOf(request)))
}

export function updateNumber(request: RestRequest): void {
  const { board, form, response } = request
  let number = numberOf(request)
  for (const [name, field] of Object.entries(URLS)) {
    const url = form.get(name)
    if (url !== null) number = { ...number, [field]: checkedUrl(name, url) }
  }
  for (const [name, field] of Object.entries(METHODS)) {
    const method = form.get(name)
    if (method !== null) number = { ...number, [field]: checkedMethod(name, method) }
  }
  if (number.voice_url === '' && number.voice_fallback_url !== '') {
    throw badValue(21405, 'Cannot set VoiceFallbackUrl without setting VoiceUrl')
  }
  board.saveNumber(number)
  sendJson(response, 200, objectOf(board, number))
}

function numberOf({ board, ids: [sid], path }: RestRequest): OwnedNumber {
  const number = board.numbers.find((candidate) => candidate.sid === sid)
  if (number === undefined) throw notFound(path)
  return number
}

/** Empty takes the address away. */
function checkedUrl(name: string, url: string): string {
  const valid = url === '' || (/^https?:\/\/[^\s]+$/.test(url) && URL.canParse(url) && url.length <= URL_CHARS_MAX)
  if (!valid) throw badValue(21402, `${name} is not a valid URL`)
  return url
}

function checkedMethod(name: string, method: string): string {
  if (method !== 'GET' && method !== 'POST') throw badValue(21403, `${name} must be GET or POST`)
  return method
}

const objectOf = ({ account }: Switchboard, number: OwnedNumber) => ({
  ...number,
  account_sid: account.accountSid,
  friendly_name: number.phone_number,
  api_version: '2010-04-01',
  capabilities: { voice: true, sms: true, mms: true, fax: false },
  status: 'in-use',
  uri: `/2010-04-01/Accounts/${account.accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
})
