import { dateOf, dayOfDate, mondayOf, nextNumbered, weekdayOf } from './civil-day.ts'
import { isOneSidedTime, mergeTimes } from './merge-times.ts'
import type { SimpleTime, TimeWish, Wish, WishDraft } from './wish.ts'

const DAY_MINUTES = 1_440

/** Rulings-out that pile up over a long call are held to this many of a kind. */
const EXCLUSIONS_MAX = 64

const DAY_KEYS = ['fromDate', 'toDate', 'dates', 'weekdays', 'spoken', 'anyOf', 'before', 'after'] as const

const namesDay = (wish: Wish): boolean =>
  wish.fromDate !== undefined || wish.toDate !== undefined || wish.dates !== undefined || wish.weekdays !== undefined

const namesTime = (wish: Wish): boolean => wish.time !== undefined || wish.anyTime === true

/**
 * The earlier wish with what was said next laid over it.
 *
 * "Tuesday afternoon", then "no, Thursday", is Thursday afternoon; "at three then" keeps the day; a part of day
 * turns an hour that was only guessed. A bare weekday is looked up inside an earlier "next week" or "in December",
 * and beside an earlier date of a later week in that week. What was ruled out stays so, until it is asked for.
 */
export function refineWish(previous: Wish, next: Wish): Wish {
  if (next.move) return moved(previous, next)
  const wish: WishDraft = { ...previous }
  if (next.anyOf) takeAlternatives(wish, next)
  else {
    if (namesDay(next) || next.anyDay) takeDay(wish, previous, next)
    if (namesTime(next)) takeTime(wish, previous, next)
  }
  takePreferences(wish, next)
  takeExclusions(wish, next)
  return wish
}

function takeAlternatives(wish: WishDraft, next: Wish): void {
  const { time } = wish
  for (const key of DAY_KEYS) delete wish[key]
  delete wish.time
  wish.anyOf = (next.anyOf ?? []).map((one) => (one.time || !time ? one : { ...one, time }))
}

function takeDay(wish: WishDraft, previous: Wish, next: Wish): void {
  const time = previous.anyOf ? sharedTime(previous.anyOf) : undefined
  for (const key of DAY_KEYS) delete wish[key]
  delete wish.anyDay
  if (time) wish.time = time
  Object.assign(wish, next.spoken ? lookedUp(previous, next) : daysOf(next))
  allow(wish)
}

const daysOf = (wish: Wish): Wish =>
  Object.fromEntries(DAY_KEYS.flatMap((key) => (wish[key] === undefined ? [] : [[key, wish[key]]])))

/** The time that all alternatives have in common, if they do. */
function sharedTime(options: readonly Wish[]): TimeWish | undefined {
  const [first, ...rest] = options.map(({ time }) => JSON.stringify(time))
  return rest.every((time) => time === first) ? options[0]?.time : undefined
}

const singleDay = (wish: Wish): number | null =>
  wish.fromDate !== undefined && wish.fromDate === wish.toDate ? dayOfDate(wish.fromDate) : null

/** A bare weekday or number, looked up in the stretch or the week that was spoken of before. */
function lookedUp(previous: Wish, next: Wish): Wish {
  if (previous.fromDate === undefined || previous.toDate === undefined) return daysOf(next)
  const [from, to] = [dayOfDate(previous.fromDate), dayOfDate(previous.toDate)]
  const found = from < to ? inStretch(from, to, next.spoken ?? {}) : inWeekOf(from, previous, next)
  return found ?? daysOf(next)
}

function inStretch(from: number, to: number, spoken: NonNullable<Wish['spoken']>): Wish | null {
  const { weekday, dayOfMonth = 1 } = spoken
  const found = weekday === undefined ? nextNumbered(from, dayOfMonth) : firstOn(from, weekday)
  return found <= to ? daysIn(found, to, weekday) : null
}

/** One date was named with its week; "no, Thursday" means the Thursday of that week, if it is still to come. */
function inWeekOf(day: number, previous: Wish, next: Wish): Wish | null {
  const weekday = next.spoken?.weekday
  const plain = dayOfDate(next.fromDate ?? '')
  const isFixed = previous.spoken === undefined || day > plain + 6
  if (weekday === undefined || !isFixed) return null
  const sameWeek = mondayOf(day) + weekday - 1
  return sameWeek >= plain ? single(sameWeek) : null
}

const firstOn = (day: number, weekday: number): number => day + ((weekday - weekdayOf(day) + 7) % 7)

const single = (day: number): Wish => ({ fromDate: dateOf(day), toDate: dateOf(day) })

/** The weekday in the stretch: one date in a week, any of several in a month. */
const daysIn = (first: number, to: number, weekday: number | undefined): Wish =>
  weekday !== undefined && first + 7 <= to
    ? { fromDate: dateOf(first), toDate: dateOf(to), weekdays: [weekday] }
    : single(first)

/** A day that is asked for is no longer ruled out. */
function allow(wish: WishDraft): void {
  const dates = [...(wish.dates ?? []), ...(wish.fromDate && wish.fromDate === wish.toDate ? [wish.fromDate] : [])]
  const weekdays = [...dates.map((date) => weekdayOf(dayOfDate(date))), ...(wish.weekdays ?? [])]
  keep(
    wish,
    'notDates',
    wish.notDates?.filter((date) => !dates.includes(date)),
  )
  keep(
    wish,
    'notWeekdays',
    wish.notWeekdays?.filter((weekday) => !weekdays.includes(weekday)),
  )
  if (dates.length > 0) delete wish.except
}

function keep<Key extends 'notDates' | 'notWeekdays' | 'notTime'>(wish: WishDraft, key: Key, value: Wish[Key]): void {
  if (value === undefined || value.length === 0) delete wish[key]
  else wish[key] = value
}

function takeTime(wish: WishDraft, previous: Wish, next: Wish): void {
  if (next.anyTime) {
    delete wish.time
    delete wish.notTime
    if (previous.anyOf) wish.anyOf = previous.anyOf.map(timeless)
    return
  }
  const { time } = next
  if (time === undefined) return
  delete wish.anyTime
  if (previous.anyOf) wish.anyOf = previous.anyOf.map((one) => ({ ...one, time: refinedTime(one.time, time) }))
  else wish.time = refinedTime(previous.time, time)
  if (time.kind === 'at') {
    delete wish.edge
    keep(
      wish,
      'notTime',
      wish.notTime?.filter((range) => time.minutes < range.fromMinutes || time.minutes >= range.toMinutes),
    )
  }
}

function timeless(wish: Wish): Wish {
  const { time, ...rest } = wish
  return time ? rest : wish
}

/** The new time, narrowed or turned by the old one where the two belong together. */
function refinedTime(previous: TimeWish | undefined, next: TimeWish): TimeWish {
  if (previous === undefined || previous.kind === 'any_of' || next.kind === 'any_of') return next
  return belongTogether(previous, next) ? (mergeTimes(previous, next) ?? next) : next
}

function belongTogether(previous: SimpleTime, next: SimpleTime): boolean {
  if (previous.kind === 'at') return next.kind === 'between' && isTurnedBy(previous, next)
  // "The evening", then "at eight", or "after six": a stretch is narrowed, unless it is another stretch altogether.
  return next.kind === 'at' ? next.guessed === true : isOneSidedTime(next) || next.guessed === true
}

/** "At seven", then "in the morning": only a guessed hour is turned; any other is replaced. */
function isTurnedBy(
  time: Extract<SimpleTime, { kind: 'at' }>,
  range: Extract<SimpleTime, { kind: 'between' }>,
): boolean {
  if (isOneSidedTime(range)) return false
  const faces = [time.minutes, ...(time.guessed ? [(time.minutes + DAY_MINUTES / 2) % DAY_MINUTES] : [])]
  return faces.some((minutes) => minutes >= range.fromMinutes && minutes < range.toMinutes)
}

function takePreferences(wish: WishDraft, next: Wish): void {
  if (next.edge) wish.edge = next.edge
  if (next.anyDay) wish.anyDay = true
  if (next.anyTime) wish.anyTime = true
  if (next.before) wish.before = next.before
  if (next.after) wish.after = next.after
}

function takeExclusions(wish: WishDraft, next: Wish): void {
  if (next.notWeekdays) wish.notWeekdays = union(wish.notWeekdays, next.notWeekdays)
  if (next.notDates) wish.notDates = union(wish.notDates, next.notDates)
  if (next.notTime) wish.notTime = [...(wish.notTime ?? []), ...next.notTime].slice(-EXCLUSIONS_MAX)
  if (next.except) wish.except = [...(wish.except ?? []), ...next.except].slice(-EXCLUSIONS_MAX)
  dropRuledOut(wish, next)
}

function union<T extends string | number>(one: readonly T[] | undefined, other: readonly T[]): readonly T[] {
  return [...new Set([...(one ?? []), ...other])].sort().slice(-EXCLUSIONS_MAX)
}

/** "Tuesday", then "Tuesday doesn't work": the day goes, the time stays. */
function dropRuledOut(wish: WishDraft, next: Wish): void {
  if (namesDay(next) || (!next.notWeekdays && !next.notDates)) return
  const day = singleDay(wish)
  const isOut = day !== null && (next.notWeekdays?.includes(weekdayOf(day)) || next.notDates?.includes(dateOf(day)))
  if (isOut) for (const key of DAY_KEYS) delete wish[key]
}

/**
 * The earlier wish, later or earlier by a step: "the following week", "an hour later". With nothing to step from,
 * the days that came with the step stand for it, and the step is kept.
 */
function moved(previous: Wish, next: Wish): Wish {
  const { move = {}, ...rest } = next
  const wish: WishDraft = { ...previous }
  delete wish.spoken
  if (move.days) {
    if (!namesDay(previous)) return { ...refineWish(previous, rest), move }
    stepDays(wish, move.days)
  }
  if (move.minutes) {
    if (previous.time?.kind !== 'at') return { ...refineWish(previous, rest), move }
    wish.time = steppedTime(previous.time.minutes, move.minutes)
  }
  return refineWish(wish, unstepped(next))
}

/** What was said besides the step; its days only stood in for it. */
const unstepped = ({ time, edge }: Wish): Wish => ({ ...(time ? { time } : {}), ...(edge ? { edge } : {}) })

function stepDays(wish: WishDraft, days: number): void {
  const step = (date: string) => dateOf(dayOfDate(date) + days)
  for (const key of ['before', 'after', 'anyOf'] as const) delete wish[key]
  if (wish.fromDate !== undefined) wish.fromDate = step(wish.fromDate)
  if (wish.toDate !== undefined) wish.toDate = step(wish.toDate)
  if (wish.dates !== undefined) wish.dates = wish.dates.map(step)
}

const steppedTime = (minutes: number, by: number): SimpleTime => ({
  kind: 'at',
  minutes: Math.min(DAY_MINUTES - 1, Math.max(0, minutes + by)),
  loose: false,
})
