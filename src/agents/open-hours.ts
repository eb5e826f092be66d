import { lastBeginningBy, openIntervals } from '../bookings/opening.ts'
import { wallTimeAt } from '../bookings/wall-clock.ts'
import { keptBy } from '../kernel/kept-by.ts'
import { dateOf, weekdayOf } from '../dialogue/when/civil-day.ts'
import type { Hours } from './hours.ts'
import { WEEKDAYS } from './weekdays.ts'

/** How many days ahead the next opening is looked for: a closure longer than this is not told apart from closing down. */
const NEXT_OPENING_DAYS_MAX = 60

/** One local day of a business: its spans as written, and why it differs from the week when it does. */
export interface DayHours {
  /** Days since 1970-01-01. */
  readonly day: number
  readonly spans: readonly (readonly [from: string, to: string])[]
  readonly isException: boolean
  readonly note: string | null
}

/** What the hours say of one local day, given as days since 1970-01-01. */
export function hoursOn(hours: Hours, day: number): DayHours {
  const date = dateOf(day)
  const exception = hours.exceptions.find((one) => one.date === date)
  if (exception) return { day, spans: exception.open, isException: true, note: exception.note ?? null }
  const weekday = WEEKDAYS[weekdayOf(day) - 1]
  return { day, spans: (weekday && hours.weekly[weekday]) ?? [], isException: false, note: null }
}

/** Whether the business is open at an instant, on its own wall clock. */
export function isOpenAt(hours: Hours, atMs: number): boolean {
  const { day } = wallTimeAt(hours.tz, atMs)
  const open = lastBeginningBy(openAround(hours, day), atMs)
  return open !== undefined && atMs < open.toMs
}

/** A business is asked for the same day by everybody who calls on it. */
const openAround = keptBy((hours: Hours, day: number) => openIntervals(hours, day - 1, day + 1))

/** When it opens next after `atMs`, epoch milliseconds, or null when it does not within two months. */
export function nextOpeningAfter(hours: Hours, atMs: number): number | null {
  const { day } = wallTimeAt(hours.tz, atMs)
  const openings = openIntervals(hours, day, day + NEXT_OPENING_DAYS_MAX)
  return openings.find(({ fromMs }) => fromMs > atMs)?.fromMs ?? null
}
