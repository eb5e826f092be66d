import { civilOf, dayOf, weekdayOf } from './civil-day.ts'
import type { Meaning } from './item.ts'
import { phraseTable } from './phrase-table.ts'
import type { Found, Reader } from './reader.ts'

type DayInYear = (year: number) => number

const fixed =
  (month: number, dayOfMonth: number): DayInYear =>
  (year) =>
    dayOf(year, month, dayOfMonth)

/** The `nth` weekday of a month; -1 counts from its end. */
export function nthWeekday(first: number, weekday: number, nth: number): number {
  if (nth > 0) return first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7
  const { year, month } = civilOf(first)
  const last = dayOf(year, month + 1, 0)
  return last - ((weekdayOf(last) - weekday + 7) % 7)
}

const nth =
  (month: number, weekday: number, count: number): DayInYear =>
  (year) =>
    nthWeekday(dayOf(year, month, 1), weekday, count)

/** Days people name instead of their date. The ones that move follow the calendar of the United States. */
const holiday = phraseTable<DayInYear>([
  ['[the] (christmas|xmas) [day]', fixed(12, 25)],
  ['(christmas|xmas) eve', fixed(12, 24)],
  ['boxing day', fixed(12, 26)],
  ["(new year's|new years|new year) eve", fixed(12, 31)],
  ["(new year's|new years|new year) day", fixed(1, 1)],
  ["new (year's|years|year)", fixed(1, 1)],
  ['the new year', fixed(1, 1)],
  ['[the] first of the year', fixed(1, 1)],
  ["(valentine's|valentines|valentine) [day]", fixed(2, 14)],
  ["(saint|st) (patrick's|patricks) day", fixed(3, 17)],
  ['independence day', fixed(7, 4)],
  ['halloween', fixed(10, 31)],
  ["(veterans|veteran's) day", fixed(11, 11)],
  ['juneteenth', fixed(6, 19)],
  ['thanksgiving [day]', nth(11, 4, 4)],
  ['black friday', (year) => nthWeekday(dayOf(year, 11, 1), 4, 4) + 1],
  ['labor day', nth(9, 1, 1)],
  ['memorial day', nth(5, 1, -1)],
  ["(presidents|president's|presidents') day", nth(2, 1, 3)],
  ['(mlk|martin luther king) day', nth(1, 1, 3)],
  ['columbus day', nth(10, 1, 2)],
])

/** The next holiday of the name at a token, today included. */
export function readHoliday(reader: Reader, at: number): Found<Meaning> | null {
  const found = holiday(reader, at)
  if (!found) return null
  const today = reader.today().day
  const { year } = civilOf(today)
  const thisYear = found.value(year)
  const day = thisYear >= today ? thisYear : found.value(year + 1)
  return { value: { day: { kind: 'point', day, hasMonth: true } }, next: found.next }
}
