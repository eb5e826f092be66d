import { civilOf, dayOf, dayOfDate, daysInMonth, mondayOf, weekdayOf } from './civil-day.ts'
import { monthName, weekdayName } from './lexicon.ts'
import { PART_NAMES } from './parts-of-day.ts'
import { sayChoice, sayDayBriefly, sayTime } from './say.ts'
import type { SimpleTime, TimeRange, TimeWish, WhenClock, Wish } from './wish.ts'
import { localOf } from './zone-clock.ts'

const DAY_MINUTES = 1_440
const NOON_MINUTES = 720
const EVENING_MINUTES = 1_020

/** Alternatives read out; nobody keeps more in mind. */
const SAID_MAX = 4

/**
 * A wish in the agent's words: "Tuesday afternoon", "next Monday at 10:30 AM", "any weekday except Friday, after 3 PM".
 * "any time" when it says nothing.
 */
export function sayWish(wish: Wish, clock: WhenClock): string {
  const today = localOf(clock.nowMs, clock.timeZone).day
  const said = wish.anyOf
    ? sayChoice(wish.anyOf.slice(0, SAID_MAX).map((one) => sayOne(one, today)))
    : sayOne(wish, today)
  const limits = [...sayExcluded(wish, today), ...sayMoments(wish)]
  const edge = wish.edge === 'first' ? 'as early as possible' : wish.edge === 'last' ? 'as late as possible' : ''
  const main = said || (limits.length > 0 || edge === '' ? 'any time' : '')
  return [main, ...limits].filter(Boolean).join(', ') + (edge ? `${main ? ', ' : ''}${edge}` : '')
}

function sayOne(wish: Wish, today: number): string {
  const days = sayDays(wish, today)
  const isOneDay = (wish.fromDate !== undefined && wish.fromDate === wish.toDate) || wish.dates !== undefined
  const time = wish.time ? sayTimes(wish.time, isOneDay) : ''
  if (days === 'today' && time === 'night') return 'tonight'
  if (days === 'today' && /^(?:morning|afternoon|evening)$/.test(time)) return `this ${time}`
  return [days, time].filter(Boolean).join(' ')
}

function sayDays(wish: Wish, today: number): string {
  const { fromDate, toDate, dates, weekdays } = wish
  if (dates) return sayChoice(dates.slice(0, SAID_MAX).map((date) => sayDayBriefly(dayOfDate(date), today)))
  const range = sayRange(fromDate, toDate, today)
  if (!weekdays) return range
  const names = isWorkweek(weekdays) ? 'any weekday' : sayChoice(weekdays.map((weekday) => `a ${weekdayName(weekday)}`))
  return [names, range].filter(Boolean).join(' ')
}

const isWorkweek = (weekdays: readonly number[]): boolean => [...weekdays].sort().join('') === '12345'

function sayRange(fromDate: string | undefined, toDate: string | undefined, today: number): string {
  const from = fromDate === undefined ? null : dayOfDate(fromDate)
  const to = toDate === undefined ? null : dayOfDate(toDate)
  if (from !== null && to !== null) {
    if (from === to) return sayDayBriefly(from, today)
    return sayStretch(from, to, today)
  }
  if (from !== null) return `from ${sayDayBriefly(from, today)} on`
  return to === null ? '' : `by ${sayDayBriefly(to, today)}`
}

const sayStretch = (from: number, to: number, today: number): string =>
  namedStretch(from, to, today) ?? `between ${sayDayBriefly(from, today)} and ${sayDayBriefly(to, today)}`

/** "this week", "next weekend", "in December": stretches that have a name. */
function namedStretch(from: number, to: number, today: number): string | null {
  const monday = mondayOf(today)
  if (from === today && to === monday + 6) return weekdayOf(today) >= 6 ? 'this weekend' : 'this week'
  const named = WEEKS.find(([, first, last]) => from === monday + first && to === monday + last)
  return named ? named[0] : namedMonth(from, to, today)
}

const WEEKS = [
  ['next week', 7, 13],
  ['this weekend', 5, 6],
  ['next weekend', 12, 13],
] as const

function namedMonth(from: number, to: number, today: number): string | null {
  const { year, month } = civilOf(to)
  const isFromStart = from === dayOf(year, month, 1) || (from === today && civilOf(today).month === month)
  const isToEnd = to === dayOf(year, month, daysInMonth(year, month))
  return isFromStart && isToEnd && to - from < 31 ? `in ${monthName(month)}` : null
}

function sayTimes(time: TimeWish, isOneDay: boolean): string {
  if (time.kind !== 'any_of') return sayOneTime(time, isOneDay)
  return sayChoice(time.options.slice(0, SAID_MAX).map((option) => sayOneTime(option, isOneDay)))
}

function sayOneTime(time: SimpleTime, isOneDay: boolean): string {
  if (time.kind === 'at') return `${time.loose ? 'around' : 'at'} ${sayTime(time.minutes)}`
  const part = partName(time)
  if (part === 'lunchtime') return isOneDay ? part : `at ${part}`
  if (part) return isOneDay ? part : `in the ${part}`
  if (time.toMinutes === DAY_MINUTES) return `from ${sayTime(time.fromMinutes)} on`
  if (time.fromMinutes === 0) return `before ${sayTime(time.toMinutes)}`
  return `between ${sayTime(time.fromMinutes)} and ${sayTime(time.toMinutes)}`
}

const partName = (range: TimeRange): string | undefined =>
  PART_NAMES.find(([, part]) => part.fromMinutes === range.fromMinutes && part.toMinutes === range.toMinutes)?.[0]

function sayExcluded(wish: Wish, today: number): string[] {
  // Where the days asked for are named one by one, those ruled out say nothing more.
  const isNamed =
    wish.dates !== undefined ||
    wish.weekdays !== undefined ||
    (wish.fromDate !== undefined && wish.fromDate === wish.toDate)
  const days = isNamed
    ? []
    : [
        ...(wish.notWeekdays ?? []).map((weekday) => `${weekdayName(weekday)}s`),
        ...sayDates(wish.notDates ?? [], today),
      ]
  const times = (wish.notTime ?? []).slice(0, SAID_MAX).map((range) => sayNotTime(range))
  const both = (wish.except ?? []).slice(0, SAID_MAX).map((one) => sayOne(one, today))
  const all = [...days, ...times, ...both].filter(Boolean)
  return all.length === 0 ? [] : [`but not ${sayChoice(all)}`]
}

/** Dates one by one, or as a stretch when they are one. */
function sayDates(dates: readonly string[], today: number): string[] {
  const days = dates.map(dayOfDate)
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0]
  if (days.length > 2 && last - first === days.length - 1) return [sayStretch(first, last, today)]
  return days.slice(0, SAID_MAX).map((day) => sayDayBriefly(day, today))
}

function sayNotTime(range: TimeRange): string {
  const { fromMinutes, toMinutes } = range
  if (toMinutes - fromMinutes === 1) return `at ${sayTime(fromMinutes)}`
  if (fromMinutes === 0 && toMinutes === NOON_MINUTES) return 'in the morning'
  if (fromMinutes === 0 && toMinutes % 5 === 1) return `${sayTime(toMinutes - 1)} or earlier`
  if (toMinutes === DAY_MINUTES && fromMinutes >= EVENING_MINUTES) return 'in the evening'
  return sayOneTime({ kind: 'between', ...range }, false)
}

/** "before Tuesday at 2 PM", as "anything earlier" made it. */
function sayMoments({ before, after }: Wish): string[] {
  const minutes = (moment: string) => Number(moment.slice(11, 13)) * 60 + Number(moment.slice(14, 16))
  return [
    ...(before === undefined ? [] : [`before ${sayTime(minutes(before))}`]),
    ...(after === undefined ? [] : [`after ${sayTime(minutes(after))}`]),
  ]
}
