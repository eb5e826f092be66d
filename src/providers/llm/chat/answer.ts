import { ModelFailure } from '../contract.ts'
import type { Watch } from './watch.ts'
import { createEventReader } from './read-events.ts'

/** Sends the request. Rejects when nobody can be reached; stops when `signal` aborts. */
export type Ask = (signal: AbortSignal) => Promise<Response>

const WHOLE_ANSWER_BYTES_MAX = 256 * 1024
const RETRY_AFTER_MS_MAX = 24 * 60 * 60 * 1000

/** The vendor's answer, once it is known to be one. Throws a ModelFailure that says how it is none. */
export async function takeAnswer(ask: Ask, watch: Watch, nowMs: number): Promise<Response> {
  const asked = ask(watch.signal)
  let response: Response
  try {
    response = await watch.race(asked)
  } catch {
    // A binding that does not heed the signal still answers; nobody reads it.
    asked.then(dismiss, () => {})
    throw new ModelFailure('unreachable')
  }
  if (response.ok && response.body) return response
  dismiss(response)
  throw failureOf(response, nowMs)
}

const dismiss = ({ body }: Response): void => void body?.cancel().catch(() => {})

/** What a status means. The body may quote the prompt: it is not read. */
function failureOf({ status, headers }: Response, nowMs: number): ModelFailure {
  if (status === 429) return new ModelFailure('rate_limited', { status, retryAfterMs: retryAfterMs(headers, nowMs) })
  if (status === 408 || status === 504) return new ModelFailure('slow', { status })
  if (status >= 500) return new ModelFailure('unreachable', { status, retryAfterMs: retryAfterMs(headers, nowMs) })
  return new ModelFailure(status < 300 ? 'malformed' : 'refused', { status })
}

/** `retry-after-ms`, or `Retry-After` in seconds or as a date; null when there is none to understand. */
function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const exact = headers.get('retry-after-ms')
  const given = headers.get('retry-after')
  const seconds = given === null || given.trim() === '' ? Number.NaN : Number(given)
  const dateMs = given === null ? Number.NaN : Date.parse(given)
  const waitMs =
    exact !== null && exact !== '' ? Number(exact) : Number.isNaN(seconds) ? dateMs - nowMs : seconds * 1000
  return Number.isFinite(waitMs) ? Math.min(RETRY_AFTER_MS_MAX, Math.max(0, waitMs)) : null
}

/**
 * The data of an answer's events, one by one; the whole body where a server answers with a document instead.
 *
 * @throws ModelFailure `cut` when the connection breaks.
 */
export async function* dataOf(response: Response, watch: Watch): AsyncGenerator<string> {
  if (response.headers.get('content-type')?.includes('application/json')) {
    yield await wholeOf(response, watch)
    yield '[DONE]'
    return
  }
  const events = createEventReader()
  for await (const text of textsOf(response, watch)) yield* events.push(text)
  yield* events.flush()
}

async function wholeOf(response: Response, watch: Watch): Promise<string> {
  let whole = ''
  for await (const text of textsOf(response, watch)) {
    whole += text
    if (whole.length > WHOLE_ANSWER_BYTES_MAX) throw new ModelFailure('malformed')
  }
  return whole
}

async function* textsOf({ body }: Response, watch: Watch): AsyncGenerator<string> {
  if (!body) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await watch.race(reader.read())
      if (done) break
      yield decoder.decode(value, { stream: true })
    }
  } catch (error) {
    throw error instanceof ModelFailure ? error : new ModelFailure('cut')
  } finally {
    reader.cancel().catch(() => {})
  }
}
