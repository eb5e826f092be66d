/** How fast one endpoint is called: an even rate, and what may be saved up for a burst. */
export const TOKENS_PER_SECOND = 50
export const TOKENS_MAX = 100

export interface TokenBucket {
  readonly tokens: number
  readonly atMs: number
}

export const fullBucket = (nowMs: number): TokenBucket => ({ tokens: TOKENS_MAX, atMs: nowMs })

/** The bucket with what has flowed in since. A clock that went back adds nothing. */
export function refill({ tokens, atMs }: TokenBucket, nowMs: number): TokenBucket {
  const inflow = (Math.max(0, nowMs - atMs) * TOKENS_PER_SECOND) / 1000
  return { tokens: Math.min(TOKENS_MAX, tokens + inflow), atMs: nowMs }
}

/** Milliseconds until one whole token is there: 0 when it is. */
export const msUntilToken = ({ tokens }: TokenBucket): number =>
  tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1000) / TOKENS_PER_SECOND)
