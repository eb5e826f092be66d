import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { captureBirth, chooseDate, correctBirth } from './capture-birth.ts'
import { sayDate } from './say-captured.ts'

const NEW_YORK = { nowMs: Date.UTC(2026, 10, 22, 15), timeZone: 'America/New_York' }
const LONDON = { ...NEW_YORK, timeZone: 'Europe/London' }

const valueOf = (text: string, clock = NEW_YORK) => {
  const captured = captureBirth(text, clock)
  return captured.ok ? captured.value.value : captured.error.reason
}

test.each([
  ['the third of May seventy-two', '1972-05-03'],
  ['May third nineteen seventy two', '1972-05-03'],
  ['March 15 1980', '1980-03-15'],
  ['3/15/80', '1980-03-15'],
  ['15.3.1980', '1980-03-15'],
  ['1980-03-05', '1980-03-05'],
  ['03151980', '1980-03-15'],
  ['oh three one five nineteen eighty', '1980-03-15'],
  ['031580', '1980-03-15'],
  ['July 4th, 2001', '2001-07-04'],
  ['I was born on the 21st of June two thousand and four', '2004-06-21'],
  ['my birthday is December thirty first, nineteen ninety nine', '1999-12-31'],
  ['5/5/1980', '1980-05-05'],
  ['the third, no, the fifth of March 1980', '1980-03-05'],
  ['November 21 2026', '2026-11-21'],
  ['February 29 2000', '2000-02-29'],
])('"%s" is %s', (said, date) => {
  expect(valueOf(said)).toBe(date)
})

test.each([
  ['I was born in the summer', 'nothing_heard'],
  ['March fifth', 'year_missing'],
  ['February 30 1980', 'no_such_date'],
  ['February 29 2001', 'no_such_date'],
  ['May 3 2027', 'in_the_future'],
  ['November 23 2026', 'in_the_future'],
  ['May 3 1901', 'too_long_ago'],
])('"%s" is none: %s', (said, reason) => {
  expect(valueOf(said)).toBe(reason)
})

describe('figures that are two days', () => {
  test.each(['3/5/1980', '03051980', 'three five eighty', '3-5-80'])('"%s" are asked about', (said) => {
    expect(captureBirth(said, NEW_YORK)).toEqual({
      ok: false,
      error: { reason: 'day_or_month', dates: ['1980-03-05', '1980-05-03'] },
    })
  })

  test('come in the order of the place they are said in', () => {
    expect(captureBirth('3/5/1980', LONDON)).toMatchObject({ error: { dates: ['1980-05-03', '1980-03-05'] } })
  })

  test('are one when the other would be in the future', () => {
    expect(valueOf('1/12/2026')).toBe('2026-01-12')
  })

  test.each([
    ['March fifth', '1980-03-05'],
    ['the third of May', '1980-05-03'],
    ['March', '1980-03-05'],
    ['the second one', '1980-05-03'],
    ['the first', '1980-03-05'],
    ['May 3, 1980', '1980-05-03'],
    ['what?', null],
  ])('are told apart by "%s"', (said, date) => {
    expect(chooseDate(said, ['1980-03-05', '1980-05-03'], NEW_YORK)).toBe(date)
  })
})

test.each([
  ['no, May third nineteen eighty one', '1981-05-03'],
  ['no, the fourth', '1980-03-04'],
  ['no, May', '1980-05-05'],
  ["it's nineteen eighty one", '1981-03-05'],
  ['no, 1979', '1979-03-05'],
  ['no, April fifth', '1980-04-05'],
  ['no', null],
  ['no, that is wrong', null],
])('March 5, 1980 is put right by "%s"', (said, date) => {
  expect(correctBirth('1980-03-05', said, NEW_YORK)).toBe(date)
})

const DAY_MS = 86_400_000
const aBirth = fc
  .integer({ min: Math.ceil(Date.UTC(1907, 0, 1) / DAY_MS), max: Math.floor(NEW_YORK.nowMs / DAY_MS) - 1 })
  .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10))

test('every date of birth that is read back is the same date', () => {
  fc.assert(
    fc.property(aBirth, (date) => {
      const captured = captureBirth(sayDate(date), NEW_YORK)
      expect(captured).toMatchObject({ ok: true, value: { value: date, readBack: sayDate(date) } })
      const [year, month, day] = date.split('-')
      const written = captureBirth(`${month}/${day}/${year}`, NEW_YORK)
      if (written.ok) expect(written.value.value).toBe(date)
      else expect(written.error).toMatchObject({ reason: 'day_or_month' })
    }),
    { numRuns: 500 },
  )
})

test('whatever is said, no date of birth is in the future or over 120 years ago', () => {
  const words = fc.array(
    fc.oneof(
      fc.constantFrom('May', 'third', 'of', 'the', 'nineteen', 'eighty', 'oh', 'two thousand', '/', '-', 'March'),
      fc.nat(2100).map(String),
    ),
  )
  fc.assert(
    fc.property(words, (said) => {
      const captured = captureBirth(said.join(' '), NEW_YORK)
      if (!captured.ok) return
      expect(captured.value.value >= '1906-11-22' && captured.value.value <= '2026-11-22', captured.value.value).toBe(
        true,
      )
    }),
    { numRuns: 500 },
  )
})
