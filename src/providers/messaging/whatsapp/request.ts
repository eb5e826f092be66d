import { EgressDenied, leave, type Journey } from '../../../egress/leave.ts'
import type { Whose } from '../../../egress/may-leave.ts'
import type { Secrets } from '../../../env.ts'
import { textOf } from '../../../kernel/bytes.ts'
import { deadline } from '../../../kernel/deadline.ts'
import { readBody } from '../../../kernel/read-body.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { SendError } from '../../../messages/message.ts'
import { errorOf, errorOfStatus } from './errors.ts'
import { objectIn, objectOf, wholeIn, type Json } from './json-fields.ts'

/** Meta answers in about a second. A Durable Object's alarm may not wait for ever. */
const REQUEST_MS_MAX = 10_000
const ANSWER_BYTES_MAX = 1024 * 1024
const RETRY_AFTER_MS_MAX = 6 * 3_600_000

/** `unknown`: the request may have been taken, or may never have got there. Which of the two is not to be seen. */
export type Trouble =
  | { readonly how: 'refused'; readonly error: SendError; readonly httpStatus: number }
  | { readonly how: 'unknown' }

/** An answer whose body may still be read. */
export interface Answered {
  readonly response: Response
  /** Nobody reads on: nothing waits for its time to be up. */
  letGo(): void
}

/** `fetch` that never throws, never follows, and never waits longer than `msMax`, the body included. */
export async function fetchBounded(
  journey: Journey,
  url: string,
  init: RequestInit,
  msMax: number,
): Promise<Result<Answered, Trouble>> {
  const { signal, end } = deadline(msMax)
  try {
    return ok({ response: await leave(journey, url, { ...init, signal }), letGo: end })
  } catch (error) {
    end()
    if (error instanceof EgressDenied) return err(deniedBy(error))
    return err({ how: 'unknown' })
  }
}

const deniedBy = ({ reason }: EgressDenied): Trouble => ({
  how: 'refused',
  error: { code: reason, action: 'configuration' },
  httpStatus: 403,
})

/** Whose token speaks to the API for whom, and the settings that say where it is. */
export interface Seat {
  readonly accessToken: string
  readonly whose: Whose | undefined
  readonly settings: Secrets
}

/** What a request is for, and what of a person is in it: messages alone name anybody. */
export function journeyOf({ whose, settings }: Seat, names: 'person' | 'file' | 'nobody'): Journey {
  const fields = { person: TOLD, file: ['ids'], nobody: [] } as const
  const purpose = names === 'nobody' ? 'configure' : 'deliver_messages'
  return { vendor: 'meta', purpose, fields: fields[names], whose, settings }
}

const TOLD = ['phone', 'user_id', 'written_words', 'files', 'ids'] as const

/** One request to the Graph API, and the JSON object it answers with. */
export async function askGraph(
  seat: Seat,
  url: string,
  method: 'GET' | 'POST' | 'DELETE',
  body?: Json,
): Promise<Result<Json, Trouble>> {
  const headers = { authorization: `Bearer ${seat.accessToken}`, 'content-type': 'application/json' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const journey = journeyOf(seat, body === undefined ? 'nobody' : 'person')
  const answered = await fetchBounded(journey, url, { method, headers, ...sent }, REQUEST_MS_MAX)
  if (!answered.ok) return answered
  const { response, letGo } = answered.value
  try {
    const answer = await objectFrom(response)
    if (response.ok) return answer === null ? err({ how: 'unknown' }) : ok(answer)
    return err(troubleOf(response, answer))
  } finally {
    letGo()
  }
}

/** What an answer that is no success means. Meta's code counts; its sentences may quote a number. */
function troubleOf({ status, headers }: Response, answer: Json | null): Trouble {
  const told = objectIn(answer ?? {}, 'error')
  const code = wholeIn(told, 'code')
  if (code === null && status >= 500 && !NEVER_TAKEN.includes(status)) return { how: 'unknown' }
  const error = code === null ? errorOfStatus(status) : errorOf(code, status, wholeIn(told, 'error_subcode'))
  const waitMs = retryAfterMs(headers.get('retry-after'))
  const retry = error.action === 'retry' && waitMs !== null ? { retryAfterMs: waitMs } : {}
  return { how: 'refused', error: { ...error, ...retry }, httpStatus: status }
}

/** "Not now", and of something in between: no connection, no name. Whatever else is without Meta's words may be too late. */
const NEVER_TAKEN: readonly number[] = [503, 521, 523, 525, 526, 530]

/** Seconds only: Meta sends no dates here. */
const retryAfterMs = (header: string | null): number | null =>
  header !== null && /^\d{1,6}$/.test(header) ? Math.min(Number(header) * 1000, RETRY_AFTER_MS_MAX) : null

/** The object in a body, or null when it is cut off, too large, or no JSON. */
async function objectFrom(response: Response): Promise<Json | null> {
  try {
    const body = await readBody(response, ANSWER_BYTES_MAX)
    return body.ok ? objectOf(JSON.parse(textOf(body.value))) : null
  } catch {
    return null
  }
}
