import { leaveToController } from '../egress/leave.ts'
import { concat, textOf } from '../kernel/bytes.ts'
import { deadline } from '../kernel/deadline.ts'
import { checkUrl, type UrlRules } from './check-url.ts'
import type { Attempt, Outcome } from './delivery.ts'
import { redact } from './redact.ts'
import { signedHeaders, type SignedMessage } from './sign.ts'

const TIMEOUT_MS = 15_000

/** Of an answer, at most this is read, and less is kept: it is for a person who looks for a mistake. */
const RESPONSE_BYTES_MAX = 16 * 1024
const RESPONSE_CHARS_MAX = 4_000

export interface Post {
  readonly url: string
  readonly rules: UrlRules
  readonly message: SignedMessage
  /** Newest first; each signs. */
  readonly secrets: readonly string[]
}

/**
 * One attempt: a signed POST, waited for at most 15 seconds, its redirects not followed.
 *
 * Never throws for what the other side does. The URL is checked again, because the rules may have grown since it was
 * saved.
 */
export async function postEvent({ url, rules, message, secrets }: Post, clock: () => number): Promise<Outcome> {
  const startedAtMs = clock()
  const checked = checkUrl(url, rules)
  if (!checked.ok) return { kind: 'not_answered', error: 'url_refused', durationMs: 0 }

  const headers = {
    ...(await signedHeaders(message, secrets, startedAtMs)),
    'content-type': 'application/json',
    'user-agent': 'Careline-Webhooks/1',
  }
  const { signal, end } = deadline(TIMEOUT_MS)
  try {
    const answer = await leaveToController(checked.value, { method: 'POST', body: message.body, headers, signal })
    return {
      kind: 'answered',
      statusCode: answer.status,
      retryAfter: answer.headers.get('retry-after'),
      response: await beginningOf(answer),
      durationMs: clock() - startedAtMs,
    }
  } catch {
    const error = signal.aborted ? 'timeout' : 'unreachable'
    return { kind: 'not_answered', error, durationMs: clock() - startedAtMs }
  } finally {
    end()
  }
}

/** The beginning of an answer, redacted. Its status has been said already, so a body that breaks off is kept as far as it came. */
async function beginningOf(answer: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  const reader = answer.body?.getReader()
  try {
    let bytes = 0
    for (
      let read = await reader?.read();
      read?.done === false && bytes < RESPONSE_BYTES_MAX;
      read = await reader?.read()
    ) {
      chunks.push(read.value)
      bytes += read.value.length
    }
    await reader?.cancel()
  } catch {
    // Broken off or timed out: what came is what there is.
  }
  const text = redact(textOf(concat(...chunks).slice(0, RESPONSE_BYTES_MAX))).slice(0, RESPONSE_CHARS_MAX)
  return text === '' ? null : text
}

/** An outcome as it is written into the attempt log. */
export const attemptOf = (outcome: Outcome, atMs: number): Attempt => ({
  atMs,
  durationMs: outcome.durationMs,
  statusCode: outcome.kind === 'answered' ? outcome.statusCode : null,
  error: outcome.kind === 'not_answered' ? outcome.error : null,
  response: outcome.kind === 'answered' ? outcome.response : null,
})
