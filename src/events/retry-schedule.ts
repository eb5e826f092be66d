const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** What comes before each attempt, as Standard Webhooks proposes: ten attempts in about 75 hours. */
export const RETRY_DELAYS_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

/** However far off a receiver says to come back, we do so after the longest step. */
export const RETRY_AFTER_MS_MAX = Math.max(...RETRY_DELAYS_MS)

const JITTER_SHARE = 0.1
const JITTER_MS_MAX = 15 * MINUTE_MS

/** What a receiver that is overwhelmed or timed out is given at least. */
const PENALTY_MS_MIN = MINUTE_MS

export interface FailedAttempt {
  /** Attempts made since the delivery was queued or last replayed, this one included. */
  readonly tries: number
  /** The receiver, or what stands before it, is overwhelmed: 429, 502, 504 or a timeout. */
  readonly overwhelmed: boolean
  /** What `Retry-After` asked for, or null. */
  readonly retryAfterMs: number | null
}

/**
 * Milliseconds until the next attempt, or null when the schedule is used up.
 *
 * Jitter only adds. `Retry-After` is a floor applied after it, so that nothing fires before the time the receiver named.
 *
 * @param random  in [0, 1)
 */
export function retryDelayMs({ tries, overwhelmed, retryAfterMs }: FailedAttempt, random: number): number | null {
  const stepMs = RETRY_DELAYS_MS[tries]
  if (stepMs === undefined) return null
  const jitterMs = Math.floor(random * Math.min(stepMs * JITTER_SHARE, JITTER_MS_MAX))
  const askedMs = Math.min(retryAfterMs ?? 0, RETRY_AFTER_MS_MAX)
  return Math.max(stepMs + jitterMs, overwhelmed ? PENALTY_MS_MIN : 0, askedMs)
}

/**
 * What a `Retry-After` header asks for, from now: seconds or an HTTP date (RFC 9110 section 10.2.3).
 *
 * Null for none and for what is neither; 0 for a date that has passed.
 */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,15}$/.test(text)) return Number(text) * SECOND_MS
  // Only what begins with a weekday is an HTTP date; Date.parse alone would take "-1" for a year.
  const dateMs = /^(mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs)
}
