/** Parts of a clock that are told of, in percent. */
const STEPS = [100, 80, 50] as const

/** What part of the time from `fromMs` to `byMs` is over at `nowMs`: 0, 50, 80 or 100. */
export function escalationAt(fromMs: number, byMs: number, nowMs: number): 0 | 50 | 80 | 100 {
  const percent = ((nowMs - fromMs) * 100) / Math.max(byMs - fromMs, 1)
  return STEPS.find((step) => percent >= step) ?? 0
}
