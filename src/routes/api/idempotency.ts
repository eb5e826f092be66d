import { sha256Hex } from '../../kernel/digest.ts'
import { errorName, log } from '../../kernel/log.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { claimKey, releaseClaim, settleClaim, type Claim } from '../../records/idempotency/claim.ts'
import type { ApiContext } from './api-env.ts'
import type { Caller } from './auth.ts'
import { openAnswer, sealAnswer, type KeptAnswer } from './kept-answer.ts'
import { PROBLEM_TYPE } from './problem.ts'

const KEY_FORM = /^[\x21-\x7e]{1,255}$/
const IN_FLIGHT_RETRY_SECONDS = 2
/** D1 keeps 2 MB in a value; what is longer is not kept, and its request can be made again. */
const ANSWER_CHARS_MAX = 512 * 1024

/** Problems that say nothing about the request itself: the next attempt may well succeed. */
const PASSING_CODES = new Set([
  'invalid',
  'immutable',
  'unauthenticated',
  'forbidden',
  'rate_limited',
  'idempotency_in_flight',
])

/**
 * Answers a POST once per `Idempotency-Key`.
 *
 * The first answer is replayed to a repeat when it was a success or a final refusal. What failed on our side, or was
 * refused for its fields, is not kept: the same key may be used for the attempt that works.
 */
export async function answerOnce(
  c: ApiContext,
  caller: Caller,
  rawBody: Uint8Array<ArrayBuffer>,
  run: () => Promise<Response>,
): Promise<Response> {
  const given = c.req.header('idempotency-key')
  if (given === undefined) return run()
  if (!KEY_FORM.test(given))
    throw new Refusal('bad_request', 'An Idempotency-Key has 1 to 255 visible ASCII characters.')

  const url = new URL(c.req.url)
  const claim: Claim = {
    ownerId: caller.ownerId,
    // Of the very API key: what one key was answered, another of the business may not be allowed to read.
    key: await sha256Hex(`${caller.mode} ${caller.limitKey} ${c.req.method} ${url.pathname}${url.search} ${given}`),
    bodySha256: await sha256Hex(rawBody),
    nowMs: c.get('nowMs'),
  }
  const claimed = await claimKey(caller.db, claim)
  if (claimed.found === 'other_body') {
    throw new Refusal('idempotency_key_reused', 'This Idempotency-Key was used with another body in the last 24 hours.')
  }
  if (claimed.found === 'in_flight') {
    const retryAfterSeconds = IN_FLIGHT_RETRY_SECONDS
    throw new Refusal('idempotency_in_flight', 'The first request with this key is not finished.', {
      retryAfterSeconds,
    })
  }
  if (claimed.found === 'done') return replay(caller, claim, claimed.sealedResponse)
  const answer = await run()
  await keep(c, caller, claim, answer)
  return answer
}

async function replay(caller: Caller, { key }: Claim, kept: string): Promise<Response> {
  const { status, headers, body } = await openAnswer(caller, key, kept)
  return new Response(status === 204 ? null : body, { status, headers: { ...headers, 'Idempotent-Replayed': 'true' } })
}

/** Never fails the request, which has happened: a claim that could not be settled ends by itself. */
async function keep(c: ApiContext, caller: Caller, claim: Claim, answer: Response): Promise<void> {
  try {
    const kept = await keptForm(answer)
    if (kept === null) return await releaseClaim(caller.db, claim)
    const { status, sealed } = await sealAnswer(caller, claim.key, kept)
    await settleClaim(caller.db, claim, status, sealed)
  } catch (error) {
    log.error('idempotency.not_kept', { requestId: c.get('requestId'), error: errorName(error) })
  }
}

/** The answer as it is kept, or null when it must not be. */
async function keptForm(answer: Response): Promise<KeptAnswer | null> {
  if (answer.status >= 500) return null
  const body = await answer.clone().text()
  if (body.length > ANSWER_CHARS_MAX) return null
  const type = answer.headers.get('content-type') ?? ''
  if (type === PROBLEM_TYPE && PASSING_CODES.has((JSON.parse(body) as { code: string }).code)) return null
  const names = ['content-type', 'location', 'retry-after'].filter((name) => answer.headers.has(name))
  return {
    status: answer.status,
    headers: Object.fromEntries(names.map((name) => [name, answer.headers.get(name) ?? ''])),
    body,
  }
}
