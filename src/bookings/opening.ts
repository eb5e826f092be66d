import type { Hours } from '../agents/hours.ts'
import { WEEKDAYS } from '../agents/weekdays.ts'
import { dateOf, weekdayOf } from '../dialogue/when/civil-day.ts'
import type { Interval } from './booking.ts'
import { instantAtOrAfter, offsetMsAt } from './wall-clock.ts'

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}

/** Sorted and joined: what touches or overlaps becomes one. Empty ones are dropped. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = []
  for (const interval of intervals.filter(({ fromMs, toMs }) => fromMs < toMs).sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1)
    if (last === undefined || interval.fromMs > last.toMs) joined.push(interval)
    else joined[joined.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, interval.toMs) }
  }
  return joined
}

/** What two lists, each as {@link merged} leaves it, have in common. */
export function common(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const both: Interval[] = []
  let [l, r] = [0, 0]
  for (;;) {
    const [a, b] = [left[l], right[r]]
    if (a === undefined || b === undefined) return both
    const [fromMs, toMs] = [Math.max(a.fromMs, b.fromMs), Math.min(a.toMs, b.toMs)]
    if (fromMs < toMs) both.push({ fromMs, toMs })
    if (a.toMs < b.toMs) l += 1
    else r += 1
  }
}

/** Of intervals as {@link merged} leaves them, the last that begins at or before `atMs`. */
export function lastBeginningBy(intervals: readonly Interval[], atMs: number): Interval | undefined {
  let [low, high] = [0, intervals.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((intervals[middle]?.fromMs ?? Infinity) <= atMs) low = middle + 1
    else high = middle
  }
  return intervals[low - 1]
}

/**
 * When `hours` are open on the local days `fromDay` to `toDay`, both included, as instants.
 *
 * Each day is laid out on its own wall clock and then converted, so a change of the clock moves nothing but the night
 * it happens in. A day that ends at 24:00 runs on into one that begins at 00:00.
 */
export function openIntervals(hours: Hours, fromDay: number, toDay: number): Interval[] {
  const exceptions = new Map(hours.exceptions.map(({ date, open }) => [date, open]))
  const intervals: Interval[] = []
  for (let day = fromDay; day <= toDay; day += 1) {
    const weekday = WEEKDAYS[weekdayOf(day) - 1]
    const spans = exceptions.get(dateOf(day)) ?? (weekday === undefined ? undefined : hours.weekly[weekday]) ?? []
    for (const [from, to] of spans) {
      const fromMs = instantAtOrAfter(hours.tz, day, minutesOf(from))
      intervals.push(...onTheWall(hours.tz, { fromMs, toMs: instantAtOrAfter(hours.tz, day, minutesOf(to)) }))
    }
  }
  return merged(intervals)
}

const MINUTE_MS = 60_000

/**
 * The interval without what the wall clock shows again before its opening. Whoever opens at 01:10 in the night the clock is
 * put back from 02:00 to 01:00 is closed for the ten minutes in which it shows less than that once more.
 */
function onTheWall(timeZone: string, { fromMs, toMs }: Interval): Interval[] {
  const before = offsetMsAt(timeZone, fromMs)
  const after = offsetMsAt(timeZone, toMs)
  const againMs = fromMs + before - after
  if (after >= before || againMs >= toMs || offsetMsAt(timeZone, againMs) !== after) return [{ fromMs, toMs }]
  let [low, high] = [fromMs, againMs]
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS
    if (offsetMsAt(timeZone, middle) === before) low = middle
    else high = middle
  }
  return [
    { fromMs, toMs: high },
    { fromMs: againMs, toMs },
  ]
}
