/** How long a vendor is left alone after its first failure in a row, its second, and every one after that. */
const REST_MS = [10_000, 30_000, 120_000] as const
/** A vendor that refuses us (a wrong key, no such model) does so until somebody changes something. */
const REFUSED_REST_MS = 120_000
const REST_MS_MAX = 300_000
const VENDORS_MAX = 1_000

export interface Failure {
  readonly refused: boolean
  /** What the vendor asked for, or null. */
  readonly retryAfterMs: number | null
}

/** Who is left alone, and until when. */
export interface Breakers {
  /** Whether this vendor is to be asked now. After its rest one call tries it, and those beside it wait for what comes of that. */
  allows(name: string, nowMs: number): boolean
  failed(name: string, failure: Failure, nowMs: number): void
  worked(name: string): void
}

interface Rest {
  readonly failures: number
  readonly untilMs: number
}

/**
 * One breaker for each vendor and business, by name.
 *
 * A caller would hear a vendor's every time-out as silence: so one failure is enough to leave it alone, for a little
 * while, and for longer when it fails again.
 */
export function createBreakers(): Breakers {
  const resting = new Map<string, Rest>()
  return {
    allows(name, nowMs) {
      const rest = resting.get(name)
      if (rest === undefined) return true
      if (nowMs < rest.untilMs) return false
      resting.set(name, { ...rest, untilMs: nowMs + TRIAL_MS })
      return true
    },
    failed(name, { refused, retryAfterMs }, nowMs) {
      const failures = (resting.get(name)?.failures ?? 0) + 1
      const usualMs = refused ? REFUSED_REST_MS : (REST_MS[failures - 1] ?? REST_MS.at(-1) ?? REST_MS_MAX)
      const untilMs = nowMs + Math.min(Math.max(usualMs, retryAfterMs ?? 0), REST_MS_MAX)
      resting.delete(name)
      resting.set(name, { failures, untilMs })
      const [oldest] = resting.keys()
      if (resting.size > VENDORS_MAX && oldest !== undefined) resting.delete(oldest)
    },
    worked(name) {
      resting.delete(name)
    },
  }
}

/** As long as a trial may take: a call that vanishes in the middle of one must not leave the vendor alone for ever. */
const TRIAL_MS = 8_000
