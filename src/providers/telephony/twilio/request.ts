import { EgressDenied, leave, type Journey } from '../../../egress/leave.ts'
import type { Secrets } from '../../../env.ts'
import { textOf, toBase64, utf8 } from '../../../kernel/bytes.ts'
import { deadline } from '../../../kernel/deadline.ts'
import { readBody } from '../../../kernel/read-body.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { CarrierAccount, CarrierFailure } from '../contract.ts'

/** Twilio answers in well under a second; a Durable Object's alarm may not wait for ever. */
const REQUEST_MS_MAX = 10_000
/** A recording of an hour is 115 MB and streams while it is sealed. */
export const AUDIO_MS_MAX = 120_000
const ANSWER_BYTES_MAX = 1024 * 1024
const RETRY_AFTER_MS_MAX = 60 * 60 * 1000

/** An answer whose body may still be read. */
export interface Answered {
  readonly response: Response
  /** No more of it is read: nothing waits for its time to be up. */
  letGo(): void
}

/** Sends one request to the account's API and gives whatever was answered, or that nothing was. */
export type Send = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  form?: Readonly<Record<string, string | readonly string[]>>,
) => Promise<Result<Answered, CarrierFailure>>

/**
 * A sender bound to `account` under `base`. Redirects are not followed: they would carry the credentials along.
 *
 * While a new token is being promoted Twilio may take only one of the two, so a 401 is asked again with the other.
 */
export function requester(base: string, account: CarrierAccount, settings: Secrets): Send {
  return async (method, path, form) => {
    const journey = { vendor: 'twilio', ...tellsOf(method, path), whose: account.whose, settings } as const
    let answered: Result<Answered, CarrierFailure> | null = null
    for (const token of account.tokens) {
      if (answered?.ok) await drop(answered.value)
      const headers = { authorization: basicAuth(account.accountSid, token) }
      const body = form === undefined ? {} : { body: formOf(form) }
      const msMax = path.endsWith('.wav') ? AUDIO_MS_MAX : REQUEST_MS_MAX
      answered = await fetchBounded(journey, base + path, { method, headers, ...body }, msMax)
      if (!answered.ok || answered.value.response.status !== 401) return answered
    }
    return answered ?? err(failure('unauthorized', '401'))
  }
}

/** What a request is for, and what of a person is in it. */
function tellsOf(method: string, path: string): Pick<Journey, 'purpose' | 'fields'> {
  if (path.startsWith('/IncomingPhoneNumbers')) return { purpose: 'configure', fields: [] }
  if (method === 'DELETE') return { purpose: 'delete', fields: ['ids'] }
  return { purpose: 'carry_calls', fields: path.startsWith('/Calls.json') ? ['phone'] : [] }
}

/** A field of several values is written once for each. */
const formOf = (form: Readonly<Record<string, string | readonly string[]>>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  )

/** Nobody reads on. */
export async function drop({ response, letGo }: Answered): Promise<void> {
  await response.body?.cancel()
  letGo()
}

/** `fetch` that never throws, never follows and never waits for more than `msMax`, the body included. */
export async function fetchBounded(
  journey: Journey,
  url: string,
  init: RequestInit,
  msMax: number,
): Promise<Result<Answered, CarrierFailure>> {
  const { signal, end } = deadline(msMax)
  try {
    return ok({ response: await leave(journey, url, { ...init, signal }), letGo: end })
  } catch (error) {
    end()
    if (error instanceof EgressDenied) return err(failure('refused', error.reason))
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return err(failure('unreachable', isLate ? 'timeout' : 'network'))
  }
}

/** Nothing, when the answer has one of these `statuses`; else why not. The body is read or let go either way. */
export async function expectStatus(
  answered: Result<Answered, CarrierFailure>,
  statuses: readonly number[],
): Promise<Result<void, CarrierFailure>> {
  if (!answered.ok) return answered
  const { response, letGo } = answered.value
  try {
    if (!statuses.includes(response.status)) return err(await failureOf(response))
    await response.body?.cancel()
    return ok(undefined)
  } finally {
    letGo()
  }
}

/** The JSON object of an answer with `status`, or why there is none. */
export async function readObject(
  answered: Result<Answered, CarrierFailure>,
  status = 200,
): Promise<Result<Readonly<Record<string, unknown>>, CarrierFailure>> {
  if (!answered.ok) return answered
  const { response, letGo } = answered.value
  try {
    if (response.status !== status) return err(await failureOf(response))
    const object = await objectOf(response)
    return object ? ok(object) : err(failure('unreachable', 'unreadable'))
  } finally {
    letGo()
  }
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
