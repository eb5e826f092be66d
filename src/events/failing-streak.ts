const HOUR_MS = 60 * 60 * 1000

/** Only failures for this long disable an endpoint. */
const STREAK_MS_MAX = 5 * 24 * HOUR_MS

/** An earlier failure must lie this long after the first: two that are days apart are no streak. */
const SPREAD_MS_MIN = 12 * HOUR_MS

const WARN_AT_PERCENT = [50, 70, 90] as const

/** An unbroken row of failed attempts. */
export interface FailingStreak {
  readonly firstAtMs: number
  readonly lastAtMs: number
  /** The highest step that was warned of: 0, 50, 70 or 90. */
  readonly warnedPercent: number
}

export interface StreakStep {
  readonly streak: FailingStreak
  /** True when the endpoint is to be disabled. */
  readonly over: boolean
  /** The step of the way that has just been passed, or null. */
  readonly warnPercent: number | null
}

/** The streak after one more failure. A success ends it: there is then no streak. */
export function afterFailure(streak: FailingStreak | null, nowMs: number): StreakStep {
  if (streak === null)
    return { streak: { firstAtMs: nowMs, lastAtMs: nowMs, warnedPercent: 0 }, over: false, warnPercent: null }
  const spread = streak.lastAtMs - streak.firstAtMs >= SPREAD_MS_MIN
  const percent = percentOfStreak(streak, nowMs)
  const reached = WARN_AT_PERCENT.findLast((step) => percent >= step) ?? 0
  return {
    streak: { ...streak, lastAtMs: nowMs, warnedPercent: Math.max(reached, streak.warnedPercent) },
    over: spread && percent >= 100,
    warnPercent: reached > streak.warnedPercent ? reached : null,
  }
}

/** How far a streak has come on the way to being disabled: 0 to 100. */
export const percentOfStreak = (streak: FailingStreak, nowMs: number): number =>
  Math.min(100, Math.floor((100 * (nowMs - streak.firstAtMs)) / STREAK_MS_MAX))
