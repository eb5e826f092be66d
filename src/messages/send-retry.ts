const BASE_MS = 1_000
const FACTOR = 3
const FACTOR_MAX = 10
const DELAY_MS_MAX = 5 * 60_000
const JITTER_SHARE = 0.2

/**
 * Milliseconds until a message is tried again after `tries` refusals before this one. Jitter only adds; what the platform
 * asked for is waited for, and grows by its own factor where it names one.
 *
 * @param random  in [0, 1)
 */
export function retryDelayMs(
  tries: number,
  asked: { readonly retryAfterMs?: number; readonly backoffFactor?: number },
  random: number,
): number {
  const factor = Math.min(asked.backoffFactor ?? FACTOR, FACTOR_MAX)
  const firstMs = asked.backoffFactor === undefined ? BASE_MS : (asked.retryAfterMs ?? BASE_MS)
  const stepMs = Math.min(firstMs * factor ** Math.min(tries, 10), DELAY_MS_MAX)
  return Math.max(Math.ceil(stepMs * (1 + random * JITTER_SHARE)), asked.retryAfterMs ?? 0)
}
