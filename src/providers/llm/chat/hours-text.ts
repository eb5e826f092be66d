import type { Hours } from '../../../agents/hours.ts'
import { dateOf, dayOfDate } from '../../../dialogue/when/civil-day.ts'
import { localOf } from '../../../dialogue/when/zone-clock.ts'

const DAYS = [
  ['mo', 'Monday'],
  ['tu', 'Tuesday'],
  ['we', 'Wednesday'],
  ['th', 'Thursday'],
  ['fr', 'Friday'],
  ['sa', 'Saturday'],
  ['su', 'Sunday'],
] as const
const EXCEPTION_DAYS_MAX = 60
const EXCEPTIONS_MAX = 8

type Spans = readonly (readonly [string, string])[]

const spansText = (spans: Spans): string =>
  spans.length === 0 ? 'closed' : spans.map(([from, to]) => `${from}-${to}`).join(' and ')

/** The week as it is written down, and what differs from it in the next two months. */
export function hoursText(hours: Hours, nowMs: number): string {
  const today = localOf(nowMs, hours.tz).day
  const week = DAYS.map(([key, name]) => `${name} ${spansText(hours.weekly[key] ?? [])}`).join(', ')
  const differing = hours.exceptions
    .filter(({ date }) => dayOfDate(date) >= today && dayOfDate(date) < today + EXCEPTION_DAYS_MAX)
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .slice(0, EXCEPTIONS_MAX)
    .map(({ date, open, note }) => `${date} ${spansText(open)}${note === undefined ? '' : ` (${note})`}`)
  return `Opening hours: ${week}.${differing.length === 0 ? '' : ` Except: ${differing.join(', ')}.`}`
}

/** "Tuesday, December 1, 2026, 09:05 (America/New_York); tomorrow is Wednesday, December 2": a model cannot count days. */
export function nowText(nowMs: number, timeZone: string): string {
  const { day, minutes } = localOf(nowMs, timeZone)
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  return `It is ${dayText(day)}, ${clock} in ${timeZone}. Tomorrow is ${dayText(day + 1)}.`
}

const two = (value: number): string => String(value).padStart(2, '0')

const format = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  weekday: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
})

const dayText = (day: number): string => format.format(Date.parse(dateOf(day)))
