import { mondayOf, weekdayOf } from './civil-day.ts'
import { nthWeekday } from './holidays.ts'
import type { Meaning } from './item.ts'
import { mayFollow, WEEKDAY, WEEKDAY_PLURAL, WEEKDAY_SHORT } from './lexicon.ts'
import { phraseTable } from './phrase-table.ts'
import { type Found, type Reader, wordAt } from './reader.ts'
import { readMonth } from './read-month.ts'

/** The next such day after `today`, never today itself. */
export const nextWeekday = (today: number, weekday: number): number =>
  today + ((weekday - weekdayOf(today) + 6) % 7) + 1

/** Words before "sat" or "sun" that make them days. */
const SHORT_LEADS = /^(?:on|this|next|or|and|by|before|after|until|till|from|to|coming|any|every|dash|either)$/

const SHORT_FOLLOWERS = /^(?:morning|afternoon|evening|night|at|or|dash)$/

/** The weekday named at a token, ISO, or null. */
export function weekdayAt(reader: Reader, at: number): number | null {
  const word = wordAt(reader, at)
  const short = WEEKDAY_SHORT.get(word)
  if (short === undefined) return WEEKDAY.get(word) ?? null
  const next = reader.tokens[at + 1]
  const isDated = next !== undefined && next.kind !== 'word' && next.kind !== 'masked'
  const isLed = SHORT_LEADS.test(wordAt(reader, at - 1))
  return isDated || isLed || SHORT_FOLLOWERS.test(next?.text ?? '') ? short : null
}

type Which = 'this' | 'next' | 'after_next' | 'any'

const which = phraseTable<Which>([
  ['[the] (this|this coming|coming|upcoming|this upcoming|this next)', 'this'],
  ['[the] (next|following)', 'next'],
  ['(any|every|each|a|some)', 'any'],
])

const point = (day: number, weekday: number): Found<Meaning>['value'] => ({ day: { kind: 'point', day, weekday } })

/**
 * A day named by its weekday.
 *
 * "Monday" is the next Monday after today, so on a Monday it is a week off; "this Monday" may be today. "Next
 * Monday" is the Monday of next week (weeks start on Monday), "Monday after next" the one after that.
 */
export function readWeekday(reader: Reader, at: number): Found<Meaning> | null {
  const ordinal = readNthWeekday(reader, at)
  if (ordinal) return ordinal
  const said = which(reader, at)
  const the = wordAt(reader, at) === 'the' ? at + 1 : at
  const named = said ? weekdayAt(reader, said.next) : weekdayAt(reader, the)
  if (named === null) return readPlural(reader, said?.value === 'any' ? said.next : at)
  if (isName(reader, said ? said.next : the, at)) return null
  return pickWeekday(reader, { weekday: named, which: said?.value ?? null }, said ? said.next + 1 : the + 1)
}

/** "Monday week", "Thursday fortnight". */
const WEEKS_ON: ReadonlyMap<string, number> = new Map([
  ['week', 1],
  ['fortnight', 2],
])

function pickWeekday(reader: Reader, named: { weekday: number; which: Which | null }, next: number): Found<Meaning> {
  const { weekday } = named
  const today = reader.today().day
  const soon = nextWeekday(today, weekday)
  const ofNextWeek = mondayOf(today) + 7 + weekday - 1
  if (wordAt(reader, next) === 'after' && wordAt(reader, next + 1) === 'next') {
    return { value: point(ofNextWeek + 7, weekday), next: next + 2 }
  }
  const weeks = named.which === 'any' ? undefined : WEEKS_ON.get(wordAt(reader, next))
  if (weeks !== undefined) return { value: point(soon + weeks * 7, weekday), next: next + 1 }
  if (named.which === 'any') return { value: everyWeekday([weekday]), next }
  if (named.which === 'next') {
    return { value: { day: { kind: 'point', day: ofNextWeek, weekday, ofWeek: mondayOf(ofNextWeek) } }, next }
  }
  if (named.which === 'this') return { value: point(weekdayOf(today) === weekday ? today : soon, weekday), next }
  return { value: { day: { kind: 'point', day: soon, weekday, bare: 'weekday' } }, next }
}

const everyWeekday = (weekdays: readonly number[]): Meaning => ({
  day: { kind: 'period', from: null, to: null, weekdays },
  isEvery: true,
})

const kinds = phraseTable<readonly number[]>([
  ['(weekends|a weekend|any weekend|most weekends)', [6, 7]],
  [
    '(weekdays|a weekday|any weekday|week days|a week day|workdays|a workday|business days|during the week)',
    [1, 2, 3, 4, 5],
  ],
  ['[on] (weekday|workday)', [1, 2, 3, 4, 5]],
  ['(midweek|mid week|middle of the week)', [2, 3, 4]],
])

function readPlural(reader: Reader, at: number): Found<Meaning> | null {
  const kind = kinds(reader, at)
  if (kind) return { value: everyWeekday(kind.value), next: kind.next }
  const weekday = WEEKDAY_PLURAL.get(wordAt(reader, at))
  return weekday === undefined ? null : { value: everyWeekday([weekday]), next: at + 1 }
}

/** "The first Monday of December", "the last Friday of the month". */
function readNthWeekday(reader: Reader, at: number): Found<Meaning> | null {
  const start = wordAt(reader, at) === 'the' ? at + 1 : at
  const nth = nthAt(reader, start)
  const weekday = nth === 0 ? null : weekdayAt(reader, start + 1)
  if (weekday === null || !/^(?:of|in)$/.test(wordAt(reader, start + 2))) return null
  const month = readMonth(reader, start + 3)
  if (!month) return null
  const { first, firstOfNext } = month.value
  const day = nthWeekday(first, weekday, nth)
  const isOver = day < reader.today().day && firstOfNext !== null
  return { value: point(isOver ? nthWeekday(firstOfNext, weekday, nth) : day, weekday), next: month.next }
}

/** 1 to 5 for "first" to "fifth", -1 for "last", else 0. */
function nthAt(reader: Reader, at: number): number {
  const token = reader.tokens[at]
  if (token?.text === 'last') return -1
  return token?.kind === 'ordinal' && token.value <= 5 ? token.value : 0
}

const NAME_LEADS = /^(?:dr|doctor|mr|mrs|ms|miss|called|named|i'm|name's)$/

/** "My name is Sunday Smith", "Dr. Friday", "Sunday Smith here": somebody's name. */
function isName(reader: Reader, at: number, start: number): boolean {
  if (start !== at) return false
  const before = wordAt(reader, at - 1)
  if (NAME_LEADS.test(before) || /^(?:name is|i am)$/.test(`${wordAt(reader, at - 2)} ${before}`)) return true
  const isBare = at === 0 || reader.tokens[at]?.stop !== '' || before === 'is'
  return isBare && isSurname(reader, at + 1)
}

const NO_SURNAME = /^(?:i|i'm|i'd|i'll|i've|the|please|thanks|ok|dr|doctor)$/

/** A capitalised word that is no calendar word and none that starts a clause. */
function isSurname(reader: Reader, at: number): boolean {
  const token = reader.tokens[at]
  if (token?.capital !== true || token.stop !== '') return false
  return !NO_SURNAME.test(token.text) && !mayFollow(token.text)
}
