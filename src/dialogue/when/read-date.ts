import { dateOf, dayIfReal } from './civil-day.ts'
import { readerOf } from './open-reader.ts'
import { fullYear, readSaidDate, readYear, type SaidDate } from './read-calendar-date.ts'
import { type Found, type Reader, wordAt } from './reader.ts'
import type { Token } from './tokens.ts'
import type { WhenClock } from './wish.ts'
import { localOf } from './zone-clock.ts'

const YEAR_MIN = 1_900
const YEAR_MAX = 2_100

/**
 * A calendar date with its year, spoken or written, as `YYYY-MM-DD`; null when the text has none.
 *
 * For dates of birth: the past is as good as the future, "3/5/80" and "oh three oh five nineteen eighty" are read,
 * and two figures of a year are this century's only up to the current year. A date without a year is null, so that
 * the year is asked for. Of several dates the last counts: "the third, no, the fifth of March 1980".
 */
export function readDate(text: string, clock: WhenClock): string | null {
  const reader = withoutMasks(readerOf(text, clock, 'day'))
  const pivot = Number(dateOf(localOf(clock.nowMs, clock.timeZone).day).slice(2, 4))
  let found: string | null = null
  for (let at = 0; at < reader.tokens.length; at += 1) {
    const said = readFull(reader, at, pivot)
    if (!said) continue
    found = dateText(said.value) ?? found
    at = said.next - 1
  }
  return found
}

/** A date that stands in a text. `year` is missing where none was said. */
export interface DateInText {
  /** Character offsets into the text. */
  readonly start: number
  readonly end: number
  readonly said: SaidDate
  /** Day and month were both bare figures, so that the one may have been meant for the other. */
  readonly inFigures: boolean
}

/** Every calendar date in a text, spoken or written, in order; whether there is such a day is not looked at. */
export function datesIn(text: string, clock: WhenClock): readonly DateInText[] {
  const reader = withoutMasks(readerOf(text, clock, 'day'))
  const pivot = Number(dateOf(localOf(clock.nowMs, clock.timeZone).day).slice(2, 4))
  const dates: DateInText[] = []
  for (let at = 0; at < reader.tokens.length; at += 1) {
    const found = readFull(reader, at, pivot) ?? readSaidDate(reader, at)
    const [first, last] = [reader.tokens[at], reader.tokens[(found?.next ?? 0) - 1]]
    if (!found || !first || !last) continue
    const inFigures = reader.tokens.slice(at, found.next).every(({ kind, text: word }) => isBareFigure(kind, word))
    dates.push({ start: first.start, end: last.end, said: found.value, inFigures })
    at = found.next - 1
  }
  return dates
}

/** A date that begins with its year is in no doubt. */
const isBareFigure = (kind: Token['kind'], text: string): boolean =>
  kind === 'number' || (kind === 'date' && !/^\d{4}/.test(text)) || /^(?:oh|o|zero|of|the|in|year)$/.test(text)

/** The same utterance with its figures readable: eight of them in a row may well be a date here. */
function withoutMasks(reader: Reader): Reader {
  const tokens = reader.tokens
    .map((token) => (token.kind === 'masked' && token.digits > 0 ? { ...token, kind: 'number' as const } : token))
    .filter(({ text }) => text !== 'dash')
  return { ...reader, tokens }
}

function dateText({ year, month, dayOfMonth }: SaidDate): string | null {
  if (year === undefined || year < YEAR_MIN || year > YEAR_MAX) return null
  const day = dayIfReal({ year, month, dayOfMonth })
  return day === null ? null : dateOf(day)
}

function readFull(reader: Reader, at: number, pivot: number): Found<SaidDate> | null {
  return named(reader, at, pivot) ?? packed(reader, at) ?? figures(reader, at, pivot)
}

/** A date with its month by name, or written with strokes; the year may have two figures. */
function named(reader: Reader, at: number, pivot: number): Found<SaidDate> | null {
  const said = readSaidDate(reader, at)
  if (!said) return null
  const twoFigures =
    reader.tokens[at]?.kind === 'date' ? /^\d\d?\D\d+\D(\d\d)$/.exec(wordAt(reader, at))?.[1] : undefined
  if (twoFigures !== undefined) {
    return { ...said, value: { ...said.value, year: fullYear(Number(twoFigures), pivot) } }
  }
  if (said.value.year !== undefined) return said
  const year = yearAt(reader, said.next, pivot)
  return year ? { value: { ...said.value, year: year.value }, next: year.next } : null
}

/** A year in full, or its last two figures: "eighty", "oh five", "'80". */
function yearAt(reader: Reader, at: number, pivot: number): Found<number> | null {
  const start = /^(?:in|of|the|year)$/.test(wordAt(reader, at)) ? at + 1 : at
  const full = readYear(reader, start)
  if (full) return full
  const pair = paddedAt(reader, start)
  if (!pair || pair.value > 99) return null
  const isShort = pair.value >= 10 || pair.next > start + 1 || reader.tokens[start]?.padded === true
  return isShort ? { value: fullYear(pair.value, pivot), next: pair.next } : null
}

/** A small number, an "oh" before it taken in: "oh five", "05", "five", "fifth". */
function paddedAt(reader: Reader, at: number): Found<number> | null {
  const isOh = /^(?:oh|o|zero)$/.test(wordAt(reader, at))
  const start = isOh ? at + 1 : at
  const token = reader.tokens[start]
  if (token?.kind !== 'number' && token?.kind !== 'ordinal') return null
  return isOh && token.value > 9 ? null : { value: token.value, next: start + 1 }
}

/** "03051980" in one piece. */
function packed(reader: Reader, at: number): Found<SaidDate> | null {
  const token = reader.tokens[at]
  if (token === undefined || !/^\d{8}$/.test(token.text)) return null
  const [first, second] = [Number(token.text.slice(0, 2)), Number(token.text.slice(2, 4))]
  return { value: { ...inOrder(reader, first, second), year: Number(token.text.slice(4)) }, next: at + 1 }
}

function inOrder(reader: Reader, first: number, second: number): Omit<SaidDate, 'year'> {
  const isMonthFirst = reader.monthFirst ? first <= 12 : second > 12
  return isMonthFirst ? { month: first, dayOfMonth: second } : { month: second, dayOfMonth: first }
}

/** "Three five eighty", "oh three oh five nineteen eighty", "the fifth of the third, nineteen eighty". */
function figures(reader: Reader, at: number, pivot: number): Found<SaidDate> | null {
  const first = isFigure(reader, at - 1) ? null : paddedAt(reader, at)
  const second = first && paddedAt(reader, skipOfThe(reader, first.next))
  const year = second && yearAt(reader, second.next, pivot)
  // A figure more on either side makes it some other number.
  if (!year || isFigure(reader, year.next)) return null
  const isOrdinal = reader.tokens[first.next - 1]?.kind === 'ordinal'
  const date = isOrdinal ? { month: second.value, dayOfMonth: first.value } : inOrder(reader, first.value, second.value)
  return { value: { ...date, year: year.value }, next: year.next }
}

const isFigure = (reader: Reader, at: number): boolean => reader.tokens[at]?.kind === 'number'

function skipOfThe(reader: Reader, at: number): number {
  let next = at
  while (/^(?:of|the)$/.test(wordAt(reader, next))) next += 1
  return next
}
