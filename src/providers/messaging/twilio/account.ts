import type { Secrets } from '../../../env.ts'
import { decodeForm, valueOf } from '../../../kernel/form-fields.ts'
import type { SignedHook } from '../../hook.ts'
import type { MessagingAccount } from '../contract.ts'
import { formOf } from './form.ts'

const API_URL = 'https://api.twilio.com'
const ACCOUNT_SID = /^AC[0-9a-zA-Z]{32}$/
/** Twilio's are 32 hexadecimal digits; whoever speaks like Twilio may have others. */
const TOKEN = /^[\x21-\x7e]{8,512}$/

/**
 * The platform's own account, or null when none is configured. It is the one that carries the calls.
 *
 * @throws Error naming the setting that is malformed or missing, never its value.
 */
export function accountOf(secrets: Secrets): MessagingAccount | null {
  const accountId = secrets['TWILIO_ACCOUNT_SID']
  const primary = secrets['TWILIO_AUTH_TOKEN']
  const secondary = secrets['TWILIO_AUTH_TOKEN_SECONDARY']
  if (!accountId && !primary && !secondary) return null

  expectForm('TWILIO_ACCOUNT_SID', accountId, /^AC[0-9a-fA-F]{32}$/)
  expectForm('TWILIO_AUTH_TOKEN', primary, TOKEN)
  if (secondary) expectForm('TWILIO_AUTH_TOKEN_SECONDARY', secondary, TOKEN)
  return { accountId, signingSecrets: secondary ? [primary, secondary] : [primary], accessToken: primary }
}

function expectForm(name: string, value: string | undefined, form: RegExp): asserts value is string {
  if (value === undefined || !form.test(value)) throw new Error(`${name} is missing or malformed`)
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

/** The account a hook claims to speak for, or null when it names none. Not verified: it says whose token to try. */
export function claimedAccount(hook: SignedHook): string | null {
  const accountSid = valueOf(decodeForm(formOf(hook)), 'AccountSid')
  return accountSid !== null && ACCOUNT_SID.test(accountSid) ? accountSid : null
}
