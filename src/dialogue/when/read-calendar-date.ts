import { civilOf, dayIfReal, dayOf, nextNumbered } from './civil-day.ts'
import type { Meaning } from './item.ts'
import { MONTH, WEEKDAY } from './lexicon.ts'
import { endsPhrase } from './read-clock.ts'
import { type Found, type Reader, skip, wordAt } from './reader.ts'

/** A calendar date as said; without `year` the next such date is meant. */
export interface SaidDate {
  readonly month: number
  readonly dayOfMonth: number
  readonly year?: number
}

/** A leap day comes round within this many years. */
const YEARS_AHEAD_MAX = 8

const THE: ReadonlySet<string> = new Set(['the'])
const OF: ReadonlySet<string> = new Set(['of', 'in'])

/** A calendar date starting at a token: "November 24th 2026", "the 24th of November", "11/24", ISO. */
export function readSaidDate(reader: Reader, at: number): Found<SaidDate> | null {
  return writtenDate(reader, at) ?? monthFirst(reader, at) ?? dayFirst(reader, at)
}

/** Two-digit years mean this century up to `pivot`, else the last. */
export const fullYear = (year: number, pivot: number): number =>
  year >= 100 ? year : year <= pivot ? 2_000 + year : 1_900 + year

function writtenDate(reader: Reader, at: number): Found<SaidDate> | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'date') return null
  const numbers = token.text.split(/[/.-]/).map(Number)
  const next = wordAt(reader, at + 1) === 't' ? at + 2 : at + 1
  const [first = 0, second = 0, third] = numbers
  if (first > 31) return { value: { year: first, month: second, dayOfMonth: third ?? 0 }, next }
  const isMonthFirst = reader.monthFirst ? first <= 12 : second > 12
  const [month, dayOfMonth] = isMonthFirst ? [first, second] : [second, first]
  return { value: { month, dayOfMonth, ...(third === undefined ? {} : { year: fullYear(third, 68) }) }, next }
}

/** A day of the month at a token, 1 to 31. */
function dayOfMonthAt(reader: Reader, at: number): number | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'number' && token?.kind !== 'ordinal') return null
  return token.value >= 1 && token.value <= 31 && token.stop !== '.' ? token.value : null
}

function monthFirst(reader: Reader, at: number): Found<SaidDate> | null {
  const month = MONTH.get(wordAt(reader, at))
  if (month === undefined) return null
  const start = skip(reader, at + 1, THE)
  const dayOfMonth = dayOfMonthAt(reader, start)
  if (dayOfMonth === null || !isMonthWord(reader, at, start)) return null
  return withYear(reader, { month, dayOfMonth }, start + 1)
}

/** Months that are also a verb or a name. */
const ALSO_WORDS = /^(?:march|mar|april|may|june|august)$/

/** "May two people come" is no May 2nd, nor is "may first I ask" May 1st. */
function isMonthWord(reader: Reader, at: number, number: number): boolean {
  const token = reader.tokens[number]
  const after = wordAt(reader, number + 1)
  if (token?.kind === 'ordinal') return token.text !== 'first' || !/^(?:i|we|you)$/.test(after)
  if (token?.stop !== '') return false
  return (
    !ALSO_WORDS.test(wordAt(reader, at)) ||
    endsPhrase(reader, number + 1) ||
    (reader.tokens[number + 1]?.value ?? 0) > 12
  )
}

function dayFirst(reader: Reader, at: number): Found<SaidDate> | null {
  const start = skip(reader, at, THE)
  const dayOfMonth = dayOfMonthAt(reader, start)
  const monthAt = skip(reader, start + 1, OF)
  const month = MONTH.get(wordAt(reader, monthAt))
  if (dayOfMonth === null || month === undefined || reader.tokens[monthAt]?.stop === '.') return null
  return isMonthAfter(reader, start, monthAt) ? withYear(reader, { month, dayOfMonth }, monthAt + 1) : null
}

/** "The second of March" and "5 May", but not "two in March" nor "I think 2 may be enough". */
function isMonthAfter(reader: Reader, start: number, monthAt: number): boolean {
  const word = wordAt(reader, monthAt)
  if (word === 'may' && /^(?:be|i|we|not|have|need)$/.test(wordAt(reader, monthAt + 1))) return false
  if (reader.tokens[start]?.kind === 'ordinal') return true
  if (wordAt(reader, start + 1) === 'in') return false
  return !ALSO_WORDS.test(word) || monthAt > start + 1 || endsPhrase(reader, monthAt + 1)
}

function withYear(reader: Reader, date: SaidDate, at: number): Found<SaidDate> {
  const year = readYear(reader, skip(reader, at, OF))
  if (!year) return { value: date, next: at }
  return { value: { ...date, year: year.value }, next: year.next }
}

/** A year at a token: 1980, "nineteen eighty", "twenty twenty six", "nineteen oh five". */
export function readYear(reader: Reader, at: number): Found<number> | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'number' || token.stop === '.') return null
  if (token.value >= 1_900 && token.value < 2_100) return { value: token.value, next: at + 1 }
  const ofCentury = token.value === 19 || token.value === 20 ? twoFiguresAt(reader, at + 1) : null
  return ofCentury === null ? null : { value: token.value * 100 + ofCentury, next: at + 2 }
}

/** "Eighty" or "oh five", said right after a century. */
function twoFiguresAt(reader: Reader, at: number): number | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'number' || token.stop !== '' || token.value > 99) return null
  return token.value >= 10 || token.padded ? token.value : null
}

/** The day a said date names: its own year's, or the next that is not before `today`. Null when there is none. */
function dayOfSaid(date: SaidDate, today: number): number | null {
  const { month, dayOfMonth } = date
  if (date.year !== undefined) return dayIfReal({ year: date.year, month, dayOfMonth })
  const thisYear = civilOf(today).year
  for (let year = thisYear; year <= thisYear + YEARS_AHEAD_MAX; year += 1) {
    const day = dayIfReal({ year, month, dayOfMonth })
    if (day !== null && day >= today) return day
  }
  return null
}

/** A date with its month, as a wish: the day, or `no_such_date` for November 31. */
export function readCalendarDate(reader: Reader, at: number): Found<Meaning> | null {
  const said = readSaidDate(reader, at)
  if (!said) return null
  const today = reader.today().day
  const day = dayOfSaid(said.value, today)
  if (day === null)
    return reader.tokens[at]?.kind === 'date' ? null : { value: { unsure: 'no_such_date' }, next: said.next }
  if (said.value.year !== undefined && day < today) return { value: { isPast: true }, next: said.next }
  return { value: { day: { kind: 'point', day, hasMonth: true } }, next: said.next }
}

/** Words that make even a low ordinal a date: "on the second", "by the third". */
const DATE_LEADS: ReadonlySet<string> = new Set(
  'on by until till from since before after between to through dash'.split(' '),
)

/**
 * An ordinal alone, "the 24th": the next day with that number, today included. "The second" is more often a choice
 * or a second of something, so up to the fifth it needs "on", "by" or a weekday before it.
 */
export function readOrdinal(reader: Reader, at: number): Found<Meaning> | null {
  const start = skip(reader, at, THE)
  const token = reader.tokens[start]
  if (token?.kind !== 'ordinal' || token.value < 1 || token.value > 31) return null
  const month = monthNamed(reader, start + 1)
  if (month && month.value !== null) return inMonth(month.value, token.value, month.next)
  if (!month && !isDateAlone(reader, at, start)) return null
  const day = nextNumbered(reader.today().day, token.value)
  return { value: { day: { kind: 'point', day, bare: 'day_of_month' } }, next: month?.next ?? start + 1 }
}

const ORDERED =
  /^(?:available|floor|street|st|avenue|ave|road|grade|time|visit|question|appointment|birthday|anniversary|century|place|percentile|one|person|child|kid|week|year|month|hour|edition|option|opening|slot|thing|try|step|part|half|of)$/

/** Whether nothing after an ordinal says what it is the nth of. High ones are seldom anything but dates. */
function isUncounted(reader: Reader, at: number): boolean {
  const isHigh = (reader.tokens[at]?.value ?? 0) > 5
  if (endsPhrase(reader, at + 1)) return wordAt(reader, at + 1) !== 'of'
  return isHigh && !ORDERED.test(wordAt(reader, at + 1))
}

function isDateAlone(reader: Reader, at: number, start: number): boolean {
  const token = reader.tokens[start]
  if (token === undefined || !isUncounted(reader, start)) return false
  const before = wordAt(reader, at - 1)
  if (DATE_LEADS.has(before) || WEEKDAY.has(before) || reader.expecting === 'day') return true
  const isLow = token.value <= (/\d/.test(token.text) ? 3 : 5)
  return !isLow && (start > at || token.value >= 10)
}

/** "Of this month", "of next month": its first day. "Of the month" is whichever has that day still to come: null. */
function monthNamed(reader: Reader, at: number): Found<number | null> | null {
  if (!/^(?:of|in|next)$/.test(wordAt(reader, at))) return null
  const start = skip(reader, at, OF)
  if (wordAt(reader, start + 1) !== 'month') return null
  const { year, month } = civilOf(reader.today().day)
  const word = wordAt(reader, start)
  if (word === 'the') return { value: null, next: start + 2 }
  if (word === 'this') return { value: dayOf(year, month, 1), next: start + 2 }
  return word === 'next' ? { value: dayOf(year, month + 1, 1), next: start + 2 } : null
}

function inMonth(first: number, dayOfMonth: number, next: number): Found<Meaning> {
  const day = dayIfReal({ ...civilOf(first), dayOfMonth })
  if (day === null) return { value: { unsure: 'no_such_date' }, next }
  return { value: { day: { kind: 'point', day, hasMonth: true } }, next }
}
