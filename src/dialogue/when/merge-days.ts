import { nextNumbered, weekdayOf } from './civil-day.ts'
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
    const dayOfMonth = new Date(date.day * 86_400_000).getUTCDate()
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
  if (point.bare === 'weekday' && point.weekday !== undefined && from !== null) {
    return placeWeekday(point.weekday, { ...period, from })
  }
  if (point.bare === 'day_of_month' && from !== null) {
    const day = nextNumbered(from, new Date(point.day * 86_400_000).getUTCDate())
    return to === null || day <= to ? { day: { kind: 'point', day } } : null
  }
  const isInside = (from === null || point.day >= from) && (to === null || point.day <= to)
  return isInside ? { day: point } : null
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
  const from = a.from === null || b.from === null ? (a.from ?? b.from) : Math.max(a.from, b.from)
  const to = a.to === null || b.to === null ? (a.to ?? b.to) : Math.min(a.to, b.to)
  if (from !== null && to !== null && from > to) return null
  const weekdays = a.weekdays && b.weekdays ? a.weekdays.filter((day) => b.weekdays?.includes(day)) : undefined
  const kept = weekdays ?? a.weekdays ?? b.weekdays
  if (kept?.length === 0) return null
  return { day: { kind: 'period', from, to, ...(kept ? { weekdays: kept } : {}) } }
}

/** "After Tuesday" beside "next week": after that week's Tuesday. */
function hungOn(bound: Period, week: Period): Period {
  const { hinge } = bound
  if (hinge === undefined || week.from === null || week.to === null || week.to - week.from > 6) return bound
  const day = weekdayFrom(week.from, hinge.weekday)
  if (day > week.to) return bound
  return { kind: 'period', from: null, to: null, [hinge.side]: day + hinge.shift }
}

/** Whether a stretch is open at one end, as "after Monday" is. */
export const isOneSided = (day: DayValue): boolean =>
  day.kind === 'period' && (day.from === null) !== (day.to === null)
