import { errorName, log } from '../../kernel/log.ts'
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts'
import { isStoreTrouble } from '../../kernel/store-trouble.ts'
import type { ApiContext } from './api-env.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** The same title for every refusal with a code; what happened this time is in `detail`. */
const TITLES: Partial<Record<RefusalCode, string>> = {
  bad_request: 'The request cannot be read',
  unauthenticated: 'No valid key',
  forbidden: 'Not allowed',
  suppressed: 'They asked not to be contacted',
  objected: 'They object to being contacted',
  account_closed: 'The account is closed',
  policy_not_accepted: 'The policies are not accepted',
  baa_missing: 'An agreement on health data is missing',
  phi_channel: 'No health data on this channel',
  line_denied: 'A line that is never contacted so',
  number_invalid: 'No number to reach them by',
  no_consent: 'Nobody has agreed to this',
  channel_not_preferred: 'They do not want this channel',
  dnc_stale: 'A do-not-call list was not looked at lately',
  quiet_hours: 'Not at this hour where they are',
  frequency_cap: 'Contacted too often of late',
  zone_unknown: 'Nobody knows what time it is where they are',
  channel_not_allowed: 'Not on this channel',
  purpose_refused: 'Not for this purpose',
  window_closed: 'The window for free text is closed',
  not_found: 'No such thing',
  method_not_allowed: 'Not with this method',
  conflict: 'In conflict with how things are',
  transfer_refused: 'Not outside the region',
  vendor_refused: 'Not through this vendor',
  number_taken: 'The number is taken',
  slot_taken: 'The slot is taken',
  idempotency_in_flight: 'The same request is still being worked on',
  too_large: 'Too large',
  range_not_satisfiable: 'The range lies outside',
  invalid: 'Some fields are wrong',
  immutable: 'This cannot be changed',
  idempotency_key_reused: 'The idempotency key was used for another request',
  rate_limited: 'Too many requests',
  provider_failed: 'A provider said no',
  unavailable: 'Not available now',
}

/** The title of a refusal; a code without one is named by its words. */
export const titleOf = (code: RefusalCode): string => TITLES[code] ?? code.replaceAll('_', ' ')

/** Where `code` is explained: an anchor of the documentation page. */
const typeOf = (publicUrl: string, code: string): string => `${publicUrl.replace(/\/$/, '')}/docs#error-${code}`

/** A refusal as its problem document (RFC 9457). */
export function problemOf(c: ApiContext, refusal: Refusal): Response {
  const { errors, ruleIds, retryAfterSeconds, extra } = refusal.detail
  const body = {
    ...extra,
    type: typeOf(c.env.PUBLIC_URL ?? '', refusal.code),
    title: titleOf(refusal.code),
    status: refusal.status,
    detail: refusal.message,
    code: refusal.code,
    request_id: c.get('requestId'),
    ...(errors && { errors }),
    ...(ruleIds && { rule_ids: ruleIds }),
  }
  const headers = new Headers({ 'content-type': PROBLEM_TYPE })
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  if (refusal.code === 'unauthenticated') headers.set('www-authenticate', 'Bearer realm="careline"')
  return new Response(JSON.stringify(body), { status: refusal.status, headers })
}

/** What was thrown, as an answer. A bug says nothing but the id to ask about; the log has its name. */
export function thrownProblem(c: ApiContext, thrown: unknown): Response {
  const requestId = c.get('requestId')
  if (thrown instanceof Refusal) {
    const { cause } = thrown.detail
    if (cause !== undefined) log.warn('api.refused', { requestId, code: thrown.code, cause: errorName(cause) })
    return problemOf(c, thrown)
  }
  log.error('api.failed', { requestId, error: errorName(thrown), trouble: isStoreTrouble(thrown) })
  if (isStoreTrouble(thrown)) return problemOf(c, new Refusal('unavailable', IN_TROUBLE, { retryAfterSeconds: 30 }))
  const body = {
    type: 'about:blank',
    title: 'Internal error',
    status: 500,
    detail: 'Something went wrong on our side. Quote the request id when you ask about it.',
    code: 'internal',
    request_id: requestId,
  }
  return new Response(JSON.stringify(body), { status: 500, headers: { 'content-type': PROBLEM_TYPE } })
}

const IN_TROUBLE = 'Our stores cannot answer at the moment. Ask again later, with the same Idempotency-Key.'

/** 405 with the methods there are. */
export function methodNotAllowed(c: ApiContext, allow: readonly string[]): Response {
  const answer = problemOf(c, new Refusal('method_not_allowed', `Use ${allow.join(', ')} here.`))
  answer.headers.set('allow', allow.join(', '))
  return answer
}
