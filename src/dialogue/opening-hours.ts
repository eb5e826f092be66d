import { hoursOn, isOpenAt, nextOpeningAfter, type DayHours } from '../agents/open-hours.ts'
import type { Hours } from '../agents/hours.ts'
import { WEEKDAYS } from '../agents/weekdays.ts'
import { dateOf, dayOfDate } from './when/civil-day.ts'
import { readWhen } from './when/read-when.ts'
import { sayDay, sayTime } from './when/say.ts'
import { windowsOf } from './when/windows-of.ts'
import type { WhenClock, Wish } from './when/wish.ts'
import { localOf } from './when/zone-clock.ts'
import { sayWeek, sayWeekday } from './opening-hours-week.ts'
import { minutesOf, saySpans } from './opening-hours-spans.ts'

/** Days told one by one; a longer stretch is told as a week. */
const DAYS_MAX = 4
const HOLIDAYS_MAX = 4
/** Dates that differ from the week are mentioned this many days ahead. */
const NOTED_DAYS = 7
const HORIZON_DAYS = 400

const NOW = /\b(?:right now|now|currently|at (?:the|this) moment|still open|open yet|at this hour)\b/i
const HOLIDAYS = /\bholidays?\b/i

/** What is said of the opening hours, and whether the business is open as it is said. */
export interface SpokenHours {
  readonly say: string
  readonly openNow: boolean
}

/**
 * Answers when the business is open.
 *
 * @param when  the caller's own words about the time they mean, or null for the hours as such.
 */
export function sayOpeningHours(hours: Hours, when: string | null, nowMs: number): SpokenHours {
  const clock: WhenClock = { nowMs, timeZone: hours.tz }
  return { say: answer(hours, when ?? '', clock), openNow: isOpenAt(hours, nowMs) }
}

function answer(hours: Hours, when: string, clock: WhenClock): string {
  const reading = readWhen(when, clock)
  if (HOLIDAYS.test(when)) return sayHolidays(hours, clock)
  if (NOW.test(when)) return sayNow(hours, clock)
  if (!reading || reading.past) return sayInGeneral(hours, clock)
  return sayWish(hours, reading.wish, clock)
}

function sayWish(hours: Hours, wish: Wish, clock: WhenClock): string {
  const { weekdays, time } = wish
  const isRecurring = weekdays && !wish.fromDate && !wish.toDate && !wish.dates
  if (isRecurring && weekdays.length <= DAYS_MAX) {
    return weekdays.map((weekday) => sayWeekday(hours, WEEKDAYS[weekday - 1] ?? 'mo')).join(' ')
  }
  const days = daysOf(wish, clock)
  const [only] = days
  if (only === undefined || days.length > DAYS_MAX) return sayInGeneral(hours, clock)
  if (days.length === 1 && time?.kind === 'at') return sayAt(hours, only, time.minutes, clock)
  return days.map((day) => sayOn(hours, day, clock)).join(' ')
}

/** The local days a wish names, soonest first; none when it names no day. One more than is told, at most. */
function daysOf(wish: Wish, clock: WhenClock): number[] {
  const { time: _, notTime: __, before: ___, after: ____, edge: _____, ...dayWish } = wish
  if (!dayWish.fromDate && !dayWish.toDate && !dayWish.dates && !dayWish.weekdays && !dayWish.anyOf) return []
  const days: number[] = []
  for (const { fromMs, toMs } of windowsOf(dayWish, clock, HORIZON_DAYS)) {
    const first = localOf(fromMs, clock.timeZone).day
    const last = localOf(toMs - 1, clock.timeZone).day
    for (let day = first; day <= last && days.length <= DAYS_MAX; day += 1) if (days.at(-1) !== day) days.push(day)
  }
  return days
}

const todayOf = (clock: WhenClock): number => localOf(clock.nowMs, clock.timeZone).day

/** "On Saturday, November 28", "Tomorrow, Tuesday November 24,": how a sentence about a day begins. */
function onDay(day: number, clock: WhenClock): string {
  const said = sayDay(dateOf(day), clock)
  return day - todayOf(clock) <= 1 ? `${said.charAt(0).toUpperCase()}${said.slice(1)},` : `On ${said}`
}

const because = ({ note }: DayHours): string => (note === null ? '' : ` for ${note}`)

function sayOn(hours: Hours, day: number, clock: WhenClock): string {
  const on = hoursOn(hours, day)
  const lead = onDay(day, clock)
  if (on.spans.length === 0) return `${lead} we are closed${because(on)}.`
  const note = on.note === null ? '' : `, because of ${on.note}`
  return `${lead} we are open ${saySpans(on.spans)}${note}.${overFor(hours, on, clock)}`
}

/** After the last span of today the hours alone would mislead. */
function overFor(hours: Hours, { day, spans }: DayHours, clock: WhenClock): string {
  const { day: today, minutes } = localOf(clock.nowMs, clock.timeZone)
  const last = spans.at(-1)
  const isOver = day === today && last !== undefined && minutes >= minutesOf(last[1]) && !isOpenAt(hours, clock.nowMs)
  return isOver ? ' We have closed for today.' : ''
}

function sayAt(hours: Hours, day: number, minutes: number, clock: WhenClock): string {
  const { spans } = hoursOn(hours, day)
  const isOpen = spans.some(([from, to]) => minutesOf(from) <= minutes && minutes < minutesOf(to))
  return `${isOpen ? 'Yes' : 'No'}, at ${sayTime(minutes)} we are ${isOpen ? 'open' : 'closed'}. ${sayOn(hours, day, clock)}`
}

function sayNow(hours: Hours, clock: WhenClock): string {
  const { day, minutes } = localOf(clock.nowMs, clock.timeZone)
  if (isOpenAt(hours, clock.nowMs)) {
    const span = hoursOn(hours, day).spans.find(([from, to]) => minutesOf(from) <= minutes && minutes < minutesOf(to))
    return span ? `Yes, we are open now, until ${sayTime(minutesOf(span[1]))}.` : 'Yes, we are open now.'
  }
  const opensAtMs = nextOpeningAfter(hours, clock.nowMs)
  if (opensAtMs === null) return 'We are closed right now.'
  const opens = localOf(opensAtMs, clock.timeZone)
  const name = opens.day === day ? 'today' : sayDay(dateOf(opens.day), clock)
  return `We are closed right now${because(hoursOn(hours, day))}. We open ${name} at ${sayTime(opens.minutes)}.`
}

/** The dates to come that differ from the week, as many as one can follow. */
function sayHolidays(hours: Hours, clock: WhenClock): string {
  const today = todayOf(clock)
  const days = hours.exceptions.map(({ date }) => dayOfDate(date)).filter((day) => day >= today)
  if (days.length === 0) return `We have no special holiday hours at the moment. ${sayWeek(hours)}`
  const soonest = days.sort((a, b) => a - b).slice(0, HOLIDAYS_MAX)
  return soonest.map((day) => sayOn(hours, day, clock)).join(' ')
}

/** The week, and the days within the next one that differ from it. */
function sayInGeneral(hours: Hours, clock: WhenClock): string {
  const today = todayOf(clock)
  const soon = hours.exceptions
    .map(({ date }) => dayOfDate(date))
    .filter((day) => day >= today && day <= today + NOTED_DAYS)
  return [sayWeek(hours), ...soon.map((day) => sayOn(hours, day, clock))].join(' ')
}
