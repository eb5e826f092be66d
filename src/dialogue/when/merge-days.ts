import { civilOf, nextNumbered, weekdayOf } from './civil-day.ts'
import type { DayValue, Period, Point, Unsure } from './item.ts'

/** Two phrases about one day, put together. */
export interface MergedDay {
  readonly day: DayValue
  /** The stretch a bare weekday was looked up in, so that "Tuesday or Thursday next week" means both. */
  readonly within?: Period
  readonly unsure?: Unsure
}

/** A weekday and a number agree again within this many days: "Tuesday the 24th" of this month or the next. */
const AGREE_DAYS_MAX = 62

/** The day both phrases speak of, "Tuesday" and "next week"; null when they are two different wishes. */
export function mergeDays(one: DayValue, other: DayValue): MergedDay | null {
  if (one.kind === 'point') return other.kind === 'point' ? mergePoints(one, other) : placeIn(one, other)
  return other.kind === 'point' ? placeIn(other, one) : intersect(one, other)
}

function mergePoints(one: Point, other: Point): MergedDay | null {
  if (one.day === other.day) return { day: one.bare === undefined ? one : other }
  if (one.weekday !== undefined && other.weekday === undefined) return onWeekday(other, one.weekday)
  if (other.weekday !== undefined && one.weekday === undefined) return onWeekday(one, other.weekday)
  return null
}

/** A date and its weekday. If they disagree the date wins, and the caller should be asked. */
function onWeekday(date: Point, weekday: number): MergedDay | null {
  if (weekdayOf(date.day) === weekday) return { day: date }
  if (date.bare === 'day_of_month') {
    const { dayOfMonth } = civilOf(date.day)
    for (let day = date.day; day <= date.day + AGREE_DAYS_MAX; day = nextNumbered(day + 1, dayOfMonth)) {
      if (weekdayOf(day) === weekday) return { day: { kind: 'point', day } }
    }
  }
  const isNamed = date.hasMonth === true || date.bare === 'day_of_month'
  return isNamed ? { day: date, unsure: 'weekday_and_date_disagree' } : null
}

/** The first such weekday from `day` on. */
const weekdayFrom = (day: number, weekday: number): number => day + ((weekday - weekdayOf(day) + 7) % 7)

/** A day named by a bare weekday or number, looked up in a stretch; any other day only if it lies there. */
export function placeIn(point: Point, period: Period): MergedDay | null {
  const { from, to, weekdays } = period
  if (from === null && to === null) return weekdays ? { day: point } : null
  if (point.bare !== undefined && from !== null) return placeBare(point, { ...period, from })
  const isInside = (from === null || point.day >= from) && (to === null || point.day <= to)
  return isInside ? { day: point } : null
}

function placeBare(point: Point, period: Period & { from: number }): MergedDay | null {
  if (point.bare === 'weekday' && point.weekday !== undefined) return placeWeekday(point.weekday, period)
  const day = nextNumbered(period.from, civilOf(point.day).dayOfMonth)
  return period.to === null || day <= period.to ? { day: { kind: 'point', day } } : null
}

function placeWeekday(weekday: number, period: Period & { from: number }): MergedDay | null {
  const day = weekdayFrom(period.from, weekday)
  const { to } = period
  if (to !== null && day > to) return null
  // In a month there are several such days, and any of them will do.
  if (to !== null && day + 7 <= to) return { day: { ...period, weekdays: [weekday] }, within: period }
  return { day: { kind: 'point', day, weekday }, within: period }
}

function intersect(one: Period, other: Period): MergedDay | null {
  const [a, b] = [hungOn(one, other), hungOn(other, one)]
  const from = outer(a.from, b.from, Math.max)
  const latest = outer(a.to, b.to, Math.min)
  const isCrossed = from !== null && latest !== null && from > latest
  const to = isCrossed ? rolledOn(from, a.to === latest ? a : b) : latest
  if (from !== null && to !== null && from > to) return null
  const weekdays = commonWeekdays(a.weekdays, b.weekdays)
  if (weekdays?.length === 0) return null
  return { day: { kind: 'period', from, to, ...(weekdays ? { weekdays } : {}) } }
}

const outer = (one: number | null, other: number | null, pick: (a: number, b: number) => number): number | null =>
  one === null || other === null ? (one ?? other) : pick(one, other)

const commonWeekdays = (one: Period['weekdays'], other: Period['weekdays']): Period['weekdays'] =>
  one && other ? one.filter((day) => other.includes(day)) : (one ?? other)

/** The end of "after Monday and before Friday", where the next Friday comes before the next Monday. */
function rolledOn(from: number, bound: Period): number | null {
  const hinge = bound.hinges?.find(({ side }) => side === 'to')
  return hinge ? weekdayFrom(from, hinge.weekday) + hinge.shift : bound.to
}

/** "After Tuesday", "Monday to Wednesday" beside "next week": of that week. */
function hungOn(bound: Period, week: Period): Period {
  const { from, to } = week
  if (bound.hinges === undefined || week.hinges || from === null || to === null || to - from > 6) return bound
  const ends = bound.hinges.map(({ side, weekday, shift }) => [side, weekdayFrom(from, weekday) + shift] as const)
  return { kind: 'period', from: null, to: null, ...Object.fromEntries(ends) }
}

/** Whether a stretch is open at one end, as "after Monday" is. */
export const isOneSided = (day: DayValue): boolean => day.kind === 'period' && (day.from === null) !== (day.to === null)
