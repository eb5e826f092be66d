import { leave, type Journey } from '../../../egress/leave.ts'
import type { Secrets } from '../../../env.ts'
import { textOf, toBase64, utf8 } from '../../../kernel/bytes.ts'
import { deadline } from '../../../kernel/deadline.ts'
import { readBody } from '../../../kernel/read-body.ts'
import type { MessagingAccount } from '../contract.ts'

/** Twilio answers in well under a second. */
const REQUEST_MS_MAX = 10_000
const ANSWER_BYTES_MAX = 256 * 1024
const RETRY_AFTER_MS_MAX = 60 * 60 * 1000

/** An answer whose body may still be read. `letGo`: no more of it is, and nothing waits for its time to be up. */
export interface Answered {
  readonly response: Response
  letGo(): void
}

/** What was answered, read. `json` is null when it is no object. */
export interface Answer {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>> | null
  readonly retryAfterMs: number | null
}

/** An account, and the settings that say where its API is. */
export interface Seat extends MessagingAccount {
  readonly settings: Secrets
}

export type Tells = Pick<Journey, 'purpose' | 'fields'>

/** What a message tells of whom it is for. */
export const MESSAGE: Tells = {
  purpose: 'deliver_messages',
  fields: ['phone', 'user_id', 'written_words', 'files', 'ids'],
}
/** A file is asked for by its id. */
export const FILE: Tells = { purpose: 'deliver_messages', fields: ['ids'] }
const DELETE: Tells = { purpose: 'delete', fields: ['ids'] }
export const CONFIGURE: Tells = { purpose: 'configure', fields: [] }

export const journeyOf = ({ whose, settings }: Seat, tells: Tells): Journey => ({
  vendor: 'twilio',
  ...tells,
  whose,
  settings,
})

/** `fetch` that never throws, never follows and never waits for more than `msMax`, the body included. Null: no answer. */
export async function fetchBounded(
  journey: Journey,
  url: string,
  init: RequestInit,
  msMax: number,
): Promise<Answered | null> {
  const { signal, end } = deadline(msMax)
  try {
    return { response: await leave(journey, url, { ...init, signal }), letGo: end }
  } catch {
    end()
    return null
  }
}

/** Nobody reads on. */
export async function drop({ response, letGo }: Answered): Promise<void> {
  // A connection that was lost meanwhile has nothing left to cancel.
  await response.body?.cancel().catch(() => undefined)
  letGo()
}

/** One request with the account's own name and token. Never to any address but one of the API's. */
export async function askApi(seat: Seat, url: string, form?: Readonly<Record<string, string>>): Promise<Answer | null> {
  const body = form === undefined ? {} : { body: new URLSearchParams(form) }
  const init = { method: form === undefined ? 'GET' : 'POST', ...body }
  const journey = journeyOf(seat, form === undefined ? CONFIGURE : MESSAGE)
  const answered = await withToken({ ...seat, journey }, url, init, REQUEST_MS_MAX)
  return answered === null ? null : readAnswer(answered)
}

/** Has one thing of the account deleted. Null: no answer. */
export async function askToDelete(seat: Seat, url: string): Promise<Answer | null> {
  const journey = journeyOf(seat, DELETE)
  const answered = await withToken({ ...seat, journey }, url, { method: 'DELETE' }, REQUEST_MS_MAX)
  return answered === null ? null : readAnswer(answered)
}

/**
 * While a new token is being promoted Twilio may take only one of the two, so a 401 is asked again with the other: nothing
 * was done on the first.
 */
export async function withToken(
  account: Seat & { readonly journey: Journey },
  url: string,
  init: RequestInit,
  msMax: number,
): Promise<Answered | null> {
  let answered: Answered | null = null
  for (const token of tokensOf(account)) {
    if (answered !== null) await drop(answered)
    const headers = { authorization: `Basic ${toBase64(utf8(`${account.accountId}:${token}`))}` }
    answered = await fetchBounded(account.journey, url, { ...init, headers }, msMax)
    if (answered?.response.status !== 401) return answered
  }
  return answered
}

const tokensOf = ({ accessToken, signingSecrets }: MessagingAccount): readonly string[] =>
  accessToken === null ? [] : [...new Set([accessToken, ...signingSecrets])]

async function readAnswer({ response, letGo }: Answered): Promise<Answer> {
  const { status, headers } = response
  const retryAfter = headers.get('retry-after') ?? ''
  // Seconds only: Twilio sends no dates here.
  const retryAfterMs = /^\d{1,6}$/.test(retryAfter) ? Math.min(Number(retryAfter) * 1000, RETRY_AFTER_MS_MAX) : null
  try {
    const body = await readBody(response, ANSWER_BYTES_MAX)
    const value: unknown = body.ok ? JSON.parse(textOf(body.value)) : null
    return { status, json: typeof value === 'object' && value !== null ? { ...value } : null, retryAfterMs }
  } catch {
    // Cut off, or not JSON: there is a status, and that is what counts.
    return { status, json: null, retryAfterMs }
  } finally {
    letGo()
  }
}
