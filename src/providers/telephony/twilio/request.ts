import { textOf, toBase64, utf8 } from '../../../kernel/bytes.ts'
import { readBody } from '../../../kernel/read-body.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { CarrierAccount, CarrierFailure } from '../contract.ts'

/** Twilio answers in well under a second; a Durable Object's alarm may not wait for ever. */
const REQUEST_MS_MAX = 10_000
/** A recording of an hour is 115 MB and streams while it is sealed. */
export const AUDIO_MS_MAX = 120_000
const ANSWER_BYTES_MAX = 1024 * 1024
const RETRY_AFTER_MS_MAX = 60 * 60 * 1000

/** Sends one request to the account's API and gives whatever was answered, or that nothing was. */
export type Send = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  form?: Readonly<Record<string, string>>,
) => Promise<Result<Response, CarrierFailure>>

/**
 * A sender bound to `account` under `base`. Redirects are not followed: they would carry the credentials along.
 *
 * While a new token is being promoted Twilio may take only one of the two, so a 401 is asked again with the other.
 */
export function requester(base: string, account: CarrierAccount): Send {
  return async (method, path, form) => {
    let answered: Result<Response, CarrierFailure> | null = null
    for (const token of account.tokens) {
      const headers = { authorization: basicAuth(account.accountSid, token) }
      const body = form === undefined ? {} : { body: new URLSearchParams(form) }
      const msMax = path.endsWith('.wav') ? AUDIO_MS_MAX : REQUEST_MS_MAX
      answered = await fetchBounded(base + path, { method, headers, ...body }, msMax)
      if (!answered.ok || answered.value.status !== 401) return answered
    }
    return answered ?? err(failure('unauthorized', '401'))
  }
}

/** `fetch` that never throws, never follows and never waits for more than `msMax`, the body included. */
export async function fetchBounded(
  url: string,
  init: RequestInit,
  msMax: number,
): Promise<Result<Response, CarrierFailure>> {
  try {
    return ok(await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(msMax) }))
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return err(failure('unreachable', isLate ? 'timeout' : 'network'))
  }
}

/** Nothing, when the answer has one of these `statuses`; else why not. The body is read or let go either way. */
export async function expectStatus(
  answered: Result<Response, CarrierFailure>,
  statuses: readonly number[],
): Promise<Result<void, CarrierFailure>> {
  if (!answered.ok) return answered
  if (!statuses.includes(answered.value.status)) return err(await failureOf(answered.value))
  await answered.value.body?.cancel()
  return ok(undefined)
}

/** The JSON object of a 200, or why there is none. */
export async function readObject(
  answered: Result<Response, CarrierFailure>,
): Promise<Result<Readonly<Record<string, unknown>>, CarrierFailure>> {
  if (!answered.ok) return answered
  if (answered.value.status !== 200) return err(await failureOf(answered.value))
  const object = await objectOf(answered.value)
  return object ? ok(object) : err(failure('unreachable', 'unreadable'))
}

/** What an answer that is no success means. Twilio's own code is in its body; its message may quote numbers. */
export async function failureOf(response: Response): Promise<CarrierFailure> {
  const { status, headers } = response
  const ownCode = (await objectOf(response))?.['code']
  const code = typeof ownCode === 'number' ? String(ownCode) : String(status)
  if (status === 401 || status === 403) return failure('unauthorized', code)
  if (status === 404) return failure('not_found', code)
  if (status === 429)
    return { ...failure('rate_limited', code), retryAfterMs: retryAfterMs(headers.get('retry-after')) }
  if (status === 408 || status >= 500) {
    return { ...failure('unreachable', code), retryAfterMs: retryAfterMs(headers.get('retry-after')) }
  }
  return failure('refused', code)
}

function failure(reason: CarrierFailure['reason'], code: string): CarrierFailure {
  return { reason, code, retryable: reason === 'rate_limited' || reason === 'unreachable', retryAfterMs: null }
}

/** Seconds only: Twilio sends no dates here. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Math.min(Number(header) * 1000, RETRY_AFTER_MS_MAX) : null
}

async function objectOf(response: Response): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    const body = await readBody(response, ANSWER_BYTES_MAX)
    const value: unknown = body.ok ? JSON.parse(textOf(body.value)) : null
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    // Cut off, or not JSON: there is a status, and that is what counts.
    return null
  }
}

const basicAuth = (accountSid: string, token: string): string => `Basic ${toBase64(utf8(`${accountSid}:${token}`))}`
