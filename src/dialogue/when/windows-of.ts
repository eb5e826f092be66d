import { dateOf, dayOfDate, weekdayOf } from './civil-day.ts'
import type { SimpleTime, TimeRange, WhenClock, Wish } from './wish.ts'
import { edgeOf, instantOf, localOf, type LocalMoment } from './zone-clock.ts'

/** A stretch of instants, epoch milliseconds. A slot that starts in [fromMs, toMs) is what was wished. */
export interface Window {
  readonly fromMs: number
  readonly toMs: number
}

const DAY_MINUTES = 1_440

/** The furthest ahead a wish is looked up, whatever was asked. */
const HORIZON_DAYS_MAX = 400

/** At most so many windows are returned, the earliest. */
const WINDOWS_MAX = 400

/** "Around three" is half an hour either side. */
const LOOSE_MINUTES = 30

/** Wishes inside wishes go this deep, as the reader makes them; anything deeper was not made by it. */
const DEPTH_MAX = 2

/** A stretch of wall time inside one day. */
interface LocalRange extends TimeRange {
  readonly day: number
}

/**
 * When a slot may start for the wish to hold: ascending, apart, none in the past, at most four hundred.
 *
 * Days are walked on the business's calendar and turned into instants one by one, so a change of the clocks moves
 * nothing: 09:00 is 09:00 on the wall. Of a repeated hour both count; a skipped one is not there.
 *
 * @param horizonDays  how many days beyond today to look.
 */
export function windowsOf(wish: Wish, clock: WhenClock, horizonDays: number): readonly Window[] {
  const now = localOf(clock.nowMs, clock.timeZone)
  const windows: Window[] = []
  const last = now.day + Math.min(Math.max(0, horizonDays), HORIZON_DAYS_MAX)
  for (const range of rangesOf(wish, { now, last })) {
    const window = windowOf(range, clock)
    if (window) append(windows, window)
    if (windows.length > WINDOWS_MAX) break
  }
  return windows.slice(0, WINDOWS_MAX)
}

interface Span {
  readonly now: LocalMoment
  readonly last: number
}

/** The stretches of wall time in which the wish holds, ascending and apart within each day. */
function* rangesOf(wish: Wish, span: Span): Generator<LocalRange> {
  const from = Math.max(span.now.day, firstDay(wish))
  const to = Math.min(span.last, lastDay(wish))
  for (let day = from; day <= to; day += 1) {
    for (const range of rangesOn(day, stepped(wish, span.now), 0)) yield { ...range, day }
  }
}

const firstDay = (wish: Wish): number => dayOr(wish.fromDate ?? wish.dates?.[0], -Infinity)
const lastDay = (wish: Wish): number => dayOr(wish.toDate ?? wish.dates?.at(-1), Infinity)

const dayOr = (date: string | undefined, otherwise: number): number => {
  const day = date === undefined ? NaN : dayOfDate(date)
  return Number.isNaN(day) ? otherwise : day
}

/** A step that nothing came before is counted from now: "the following week" is next week. */
function stepped(wish: Wish, now: LocalMoment): Wish {
  const { days = 0 } = wish.move ?? {}
  const isOpen = wish.fromDate === undefined && wish.dates === undefined
  return days > 0 && isOpen && wish.after === undefined ? { ...wish, after: `${dateOf(now.day + days)}T00:00` } : wish
}

/** The stretches of one day in which the wish holds. */
function rangesOn(day: number, wish: Wish, depth: number): readonly TimeRange[] {
  if (depth > DEPTH_MAX || !holdsOn(day, wish)) return []
  let ranges = wish.time ? timesOf(wish.time) : [{ fromMinutes: 0, toMinutes: DAY_MINUTES }]
  if (wish.anyOf) {
    const options = wish.anyOf.flatMap((option) => rangesOn(day, option, depth + 1))
    ranges = overlaps(ranges, joined(options))
  }
  const excluded = wish.except?.flatMap((option) => rangesOn(day, option, depth + 1)) ?? []
  for (const range of [...(wish.notTime ?? []), ...excluded]) ranges = ranges.flatMap((one) => without(one, range))
  return overlaps(ranges, [momentsOn(day, wish)])
}

function holdsOn(day: number, wish: Wish): boolean {
  const date = dateOf(day)
  const weekday = weekdayOf(day)
  if (day < dayOr(wish.fromDate, -Infinity) || day > dayOr(wish.toDate, Infinity)) return false
  if (wish.dates && !wish.dates.includes(date)) return false
  if (wish.weekdays && !wish.weekdays.includes(weekday)) return false
  return wish.notWeekdays?.includes(weekday) !== true && wish.notDates?.includes(date) !== true
}

/** What `before` and `after` leave of a day. */
function momentsOn(day: number, wish: Wish): TimeRange {
  const date = dateOf(day)
  const minutesOn = (moment: string) => Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16))
  const { before, after } = wish
  const isBefore = before !== undefined && before.slice(0, 10) <= date
  const isAfter = after !== undefined && after.slice(0, 10) >= date
  return {
    fromMinutes: !isAfter ? 0 : after.slice(0, 10) > date ? DAY_MINUTES : minutesOn(after),
    toMinutes: !isBefore ? DAY_MINUTES : before.slice(0, 10) < date ? 0 : minutesOn(before),
  }
}

function timesOf(time: NonNullable<Wish['time']>): readonly TimeRange[] {
  return time.kind === 'any_of' ? joined(time.options.map(rangeOf)) : [rangeOf(time)]
}

function rangeOf(time: SimpleTime): TimeRange {
  if (time.kind === 'between') return time
  const { minutes, loose } = time
  const slack = loose ? LOOSE_MINUTES : 0
  return { fromMinutes: Math.max(0, minutes - slack), toMinutes: Math.min(DAY_MINUTES, minutes + slack + 1) }
}

/** Ranges in order, those that touch made one. */
function joined(ranges: readonly TimeRange[]): readonly TimeRange[] {
  const out: TimeRange[] = []
  for (const range of ranges.toSorted((a, b) => a.fromMinutes - b.fromMinutes)) {
    const last = out.at(-1)
    if (last === undefined || range.fromMinutes > last.toMinutes) out.push(range)
    else out[out.length - 1] = { ...last, toMinutes: Math.max(last.toMinutes, range.toMinutes) }
  }
  return out
}

function overlaps(ranges: readonly TimeRange[], others: readonly TimeRange[]): readonly TimeRange[] {
  return ranges.flatMap((one) =>
    others.flatMap((other) => {
      const fromMinutes = Math.max(one.fromMinutes, other.fromMinutes)
      const toMinutes = Math.min(one.toMinutes, other.toMinutes)
      return fromMinutes < toMinutes ? [{ fromMinutes, toMinutes }] : []
    }),
  )
}

function without(range: TimeRange, hole: TimeRange): readonly TimeRange[] {
  const before = { fromMinutes: range.fromMinutes, toMinutes: Math.min(range.toMinutes, hole.fromMinutes) }
  const after = { fromMinutes: Math.max(range.fromMinutes, hole.toMinutes), toMinutes: range.toMinutes }
  return [before, after].filter(({ fromMinutes, toMinutes }) => fromMinutes < toMinutes)
}

const MINUTE_MS = 60_000

function windowOf(range: LocalRange, clock: WhenClock): Window | null {
  const { day, fromMinutes, toMinutes } = range
  const { timeZone, nowMs } = clock
  // One minute is a time that was named, and of a named time the skipped moves on and the repeated comes once.
  const isNamed = toMinutes - fromMinutes === 1
  const fromMs = isNamed
    ? instantOf({ day, minutes: fromMinutes }, timeZone)
    : edgeOf({ day, minutes: fromMinutes }, timeZone)
  const toMs = isNamed ? fromMs + MINUTE_MS : edgeOf({ day, minutes: toMinutes }, timeZone)
  const startMs = Math.max(fromMs, nowMs)
  return startMs < toMs ? { fromMs: startMs, toMs } : null
}

function append(windows: Window[], window: Window): void {
  const last = windows.at(-1)
  if (last === undefined || window.fromMs > last.toMs) windows.push(window)
  else windows[windows.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, window.toMs) }
}

/** The one instant the wish names, epoch milliseconds; null when it leaves a choice, or the instant has passed. */
export function exactAtMs(wish: Wish, clock: WhenClock): number | null {
  const { time } = wish
  const date = wish.dates?.length === 1 ? wish.dates[0] : wish.fromDate === wish.toDate ? wish.fromDate : undefined
  if (date === undefined || time?.kind !== 'at' || time.loose || wish.anyOf) return null
  const day = dayOfDate(date)
  if (rangesOn(day, wish, 0).length === 0) return null
  const atMs = instantOf({ day, minutes: time.minutes }, clock.timeZone)
  return atMs >= clock.nowMs ? atMs : null
}
