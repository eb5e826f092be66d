import type { Secrets } from '../../../env.ts'
import type { CarrierAccount } from '../contract.ts'

const API_URL = 'https://api.twilio.com'

/**
 * The platform's own account, or null when none is configured.
 *
 * @throws Error naming the setting that is malformed or missing, never its value.
 */
export function accountOf(secrets: Secrets): CarrierAccount | null {
  const accountSid = secrets['TWILIO_ACCOUNT_SID']
  const primary = secrets['TWILIO_AUTH_TOKEN']
  const secondary = secrets['TWILIO_AUTH_TOKEN_SECONDARY']
  if (!accountSid && !primary && !secondary) return null

  expectForm('TWILIO_ACCOUNT_SID', accountSid, /^AC[0-9a-fA-F]{32}$/, 'AC and 32 hexadecimal digits')
  expectForm('TWILIO_AUTH_TOKEN', primary, TOKEN, TOKEN_FORM)
  if (secondary) expectForm('TWILIO_AUTH_TOKEN_SECONDARY', secondary, TOKEN, TOKEN_FORM)
  return { accountSid, tokens: secondary ? [primary, secondary] : [primary] }
}

/**
 * Where Twilio's API is, without a slash at its end.
 *
 * @throws Error when the setting is no plain http or https address.
 */
export function apiUrlOf(secrets: Secrets): string {
  const url = secrets['TWILIO_API_URL'] || API_URL
  const parsed = URL.canParse(url) ? new URL(url) : null
  const isPlain = parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.search === '' && parsed.hash === ''
  if (!isPlain || parsed.username !== '') throw new Error(`TWILIO_API_URL must be an address such as ${API_URL}`)
  return url.replace(/\/+$/, '')
}

/** Twilio's are 32 hexadecimal digits; whoever speaks like Twilio may have others. */
const TOKEN = /^[\x21-\x7e]{8,512}$/
const TOKEN_FORM = '8 to 512 visible characters'

function expectForm(name: string, value: string | undefined, form: RegExp, words: string): asserts value is string {
  if (value === undefined || !form.test(value)) throw new Error(`${name} must be ${words}`)
}
