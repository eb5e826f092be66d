import { err, ok } from '../../kernel/result.ts'
import { dateOf, dayIfReal } from '../when/civil-day.ts'
import { MONTH, monthName } from '../when/lexicon.ts'
import { type DateInText, datesIn } from '../when/read-date.ts'
import { readDigits, readInteger } from '../when/number-words.ts'
import type { WhenClock } from '../when/wish.ts'
import { localOf } from '../when/zone-clock.ts'
import type { Capture, Miss } from './captured.ts'
import { sayDate } from './say-captured.ts'
import { piecesOf } from './spoken-pieces.ts'

/** Nobody has lived longer than 122 years. */
export const AGE_YEARS_MAX = 120

/**
 * The date of birth in what somebody says or keys in: "the third of May seventy-two", "3/15/80", "03151980".
 *
 * Never in the future, nor more than {@link AGE_YEARS_MAX} years ago. In figures that are two different days, as
 * 3/5/1980, neither is taken: the miss has both, to be asked for. Of several dates the last counts.
 */
export function captureBirth(text: string, clock: WhenClock): Capture {
  const found = datesIn(text, clock).at(-1) ?? datesIn(keyedDate(text), clock).at(-1)
  if (!found) return err(yearOnly(text) ? { reason: 'no_such_date' } : { reason: 'nothing_heard' })
  if (found.said.year === undefined) return err({ reason: 'year_missing' })
  const today = localOf(clock.nowMs, clock.timeZone).day
  const dates = readingsOf(found)
  const missed = dates.map((date) => whyNoBirth(date, today))
  const [first = '', second] = dates.flatMap((date, index) => (date !== null && missed[index] === null ? [date] : []))
  if (first === '') return err(missed[0] ?? { reason: 'no_such_date' })
  if (second !== undefined) return err({ reason: 'day_or_month', dates: [first, second] })
  return ok({ value: first, confidence: 'sure', readBack: sayDate(first) })
}

/** Eight or six digits, keyed in or read out one by one, as a written date. */
export function keyedDate(text: string): string {
  const digits = readDigits(text)
  const match = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(digits)
  return match ? `${match[1]}/${match[2]}/${match[3]}` : ''
}

const yearOnly = (text: string): boolean => /^\d{8}$/.test(readDigits(text))

type Day = { readonly year: number; readonly month: number; readonly dayOfMonth: number }

/** The days that a date may mean, as `YYYY-MM-DD` where there is such a day: two when its figures leave it open. */
function readingsOf({ said, inFigures }: DateInText): readonly (string | null)[] {
  const { year = 0, month, dayOfMonth } = said
  const written = textOf({ year, month, dayOfMonth })
  if (!inFigures || month === dayOfMonth || dayOfMonth > 12) return [written]
  return [written, textOf({ year, month: dayOfMonth, dayOfMonth: month })]
}

function textOf(day: Day): string | null {
  const number = dayIfReal(day)
  return number === null ? null : dateOf(number)
}

function whyNoBirth(date: string | null, today: number): Miss | null {
  if (date === null) return { reason: 'no_such_date' }
  if (date > dateOf(today)) return { reason: 'in_the_future' }
  const oldest = `${Number(dateOf(today).slice(0, 4)) - AGE_YEARS_MAX}${dateOf(today).slice(4)}`
  return date < oldest ? { reason: 'too_long_ago' } : null
}

/** Which of two dates `text` means, asked "March 5 or May 3?": by its month, its day, "the first"; or null. */
export function chooseDate(text: string, dates: readonly [string, string], clock: WhenClock): string | null {
  const said = datesIn(text, clock).at(-1)?.said
  const named = dates.filter((date) => said !== undefined && isMonthDay(date, said.month, said.dayOfMonth))
  if (named.length === 1) return named[0] ?? null
  const words = piecesOf(text).map((piece) => piece.text)
  const months = dates.filter((date) => words.some((word) => MONTH.get(word) === Number(date.slice(5, 7))))
  if (months.length === 1) return months[0] ?? null
  if (words.length > CHOICE_WORDS_MAX) return null
  const place = PLACES.findIndex((names) => words.some((word) => names.includes(word)))
  return place < 0 ? null : (dates[place % 2] ?? null)
}

/** "The first one, please"; a longer answer is no choice by place. */
const CHOICE_WORDS_MAX = 4

/** "The second one" is the second: "one" by itself says nothing. */
const PLACES: readonly (readonly string[])[] = [['first', 'former'], ['second', 'latter'], ['1'], ['2']]

const isMonthDay = (date: string, month: number, dayOfMonth: number): boolean =>
  Number(date.slice(5, 7)) === month && Number(date.slice(8)) === dayOfMonth

/** `date` with the part put right that `text` names: "no, the fourth", "May", "nineteen eighty one". Null when none is. */
export function correctBirth(date: string, text: string, clock: WhenClock): string | null {
  const [year = '', month = '', day = ''] = date.split('-')
  const name = monthName(Number(month))
  const words = piecesOf(text).map((piece) => piece.text)
  const otherMonth = words.findLast((word) => MONTH.has(word))
  const attempts = [
    text,
    `${text} ${year}`,
    otherMonth === undefined ? '' : `${otherMonth} ${Number(day)}, ${year}`,
    isYear(lastNumber(text)) ? `${name} ${Number(day)}, ${lastNumber(text)}` : '',
    `${name} ${lastNumber(text)}, ${year}`,
  ]
  for (const attempt of attempts) {
    const captured = captureBirth(attempt, clock)
    if (captured.ok && captured.value.value !== date) return captured.value.value
  }
  return null
}

const LEADS = /^.*\b(?:no|not|it's|it is|is|was|the|in|actually|sorry|should be|i said|born)\b[\s,]*/i

/** The words at the end that say a day or a year, without what leads to them. */
const lastNumber = (text: string): string => text.replace(LEADS, '').replace(/[.!?\s]+$/, '')

/** "1981", "nineteen eighty one", "eighty"; but "the twentieth" and "15" are days. */
const isYear = (words: string): boolean =>
  !/(?:st|nd|rd|th)$/.test(words) && (/^[a-z]+\s+[a-z]/i.test(words) || (readInteger(words) ?? 0) > DAY_MAX)

const DAY_MAX = 31
