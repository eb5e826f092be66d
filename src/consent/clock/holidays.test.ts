import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isHoliday, weekdayOf } from './holidays.ts'
import { DAY_MS } from './iso-date.ts'

const dayOf = (date: string): number => Date.parse(date) / DAY_MS
const kept = (state: string, year: number): string[] =>
  Array.from({ length: 366 }, (_, nth) => dayOf(`${year}-01-01`) + nth)
    .filter((day) => isHoliday(state, day))
    .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10))
    .filter((date) => date.startsWith(String(year)))

const FEDERAL_2026 = [
  '2026-01-01',
  '2026-01-19',
  '2026-02-16',
  '2026-05-25',
  '2026-06-19',
  '2026-07-03',
  '2026-07-04',
  '2026-09-07',
  '2026-10-12',
  '2026-11-11',
  '2026-11-26',
  '2026-12-25',
]

test('the federal holidays of a year, and the workday on which one of a weekend is observed', () => {
  expect(kept('US', 2026)).toEqual(FEDERAL_2026)
  expect(kept('US-FL', 2026)).toEqual(FEDERAL_2026)
})

test('a New Year on a Saturday is observed in the old year', () => {
  expect(isHoliday('US', dayOf('2027-12-31'))).toBe(true)
  expect(isHoliday('US', dayOf('2026-12-31'))).toBe(false)
})

test.each([
  ['US-RI', ['2026-08-10', '2026-11-03']],
  ['US-UT', ['2026-06-15', '2026-07-24']],
  ['US-AL', ['2026-02-17', '2026-04-27', '2026-06-01']],
  ['US-LA', ['2026-01-08', '2026-02-17', '2026-04-03', '2026-08-30', '2026-11-01', '2026-11-03', '2026-11-27']],
  ['US-PA', ['2026-02-12', '2026-04-03', '2026-06-14', '2026-11-03']],
  ['US-NE', ['2026-04-24', '2026-11-27']],
])('%s keeps its own besides', (state, own) => {
  expect(kept(state, 2026)).toEqual([...FEDERAL_2026, ...own].toSorted())
})

test('elections of the whole country are in even years; Pennsylvania votes in every one', () => {
  expect(isHoliday('US-RI', dayOf('2027-11-02'))).toBe(false)
  expect(isHoliday('US-PA', dayOf('2027-11-02'))).toBe(true)
})

test.each(['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2038-04-25', '2285-03-22'])(
  'two days before Easter, %s, is Good Friday',
  (easter) => {
    expect(isHoliday('US-PA', dayOf(easter) - 2)).toBe(true)
    expect(isHoliday('US-PA', dayOf(easter) - 9)).toBe(false)
  },
)

test('weekdays are those of the calendar, before 1970 too', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 60_000 }), (day) => {
      expect(weekdayOf(day)).toBe(Temporal.PlainDate.from('1970-01-01').add({ days: day }).dayOfWeek % 7)
    }),
  )
})
