import { expect, test } from 'vitest'
import { readDate } from './read-date.ts'
import type { WhenClock } from './wish.ts'

const CLOCK: WhenClock = { nowMs: Date.parse('2026-11-20T10:00-05:00'), timeZone: 'America/New_York' }

test.each([
  ['March fifth nineteen eighty', '1980-03-05'],
  ['March 5th, 1980', '1980-03-05'],
  ['march five nineteen eighty two', '1982-03-05'],
  ['the fifth of March 1980', '1980-03-05'],
  ['fifth of march nineteen oh five', '1905-03-05'],
  ['3/5/80', '1980-03-05'],
  ['3/5/1980', '1980-03-05'],
  ['03-05-1980', '1980-03-05'],
  ['1980-03-05', '1980-03-05'],
  ['03051980', '1980-03-05'],
  ['3 5 1980', '1980-03-05'],
  ['three five eighty', '1980-03-05'],
  ['oh three oh five nineteen eighty', '1980-03-05'],
  ['zero three zero five nineteen eighty', '1980-03-05'],
  ['March fifth oh five', '2005-03-05'],
  ['March 5th eighty', '1980-03-05'],
  ["March 5th '80", '1980-03-05'],
  ['December twenty fourth two thousand one', '2001-12-24'],
  ['December 24 two thousand and fourteen', '2014-12-24'],
  ['the 24th of December, twenty fourteen', '2014-12-24'],
  ['twelve twenty four twenty fourteen', '2014-12-24'],
  ["it's May 2nd 1975", '1975-05-02'],
  ['my date of birth is April 30 1999', '1999-04-30'],
  ['I was born on the first of August nineteen sixty', '1960-08-01'],
  ['uh, November the 30th, nineteen ninety nine', '1999-11-30'],
  ['2/29/2000', '2000-02-29'],
  ['11/24/26', '2026-11-24'],
  ['11/24/27', '1927-11-24'],
  ['the third, no, the fifth of March 1980', '1980-03-05'],
  ['March third 1980, sorry, March fifth 1980', '1980-03-05'],
  ['25/12/1980', '1980-12-25'],
])('"%s" is %s', (text, date) => {
  expect(readDate(text, CLOCK)).toBe(date)
})

test.each([
  ['March fifth'],
  ['2/30/1980'],
  ['February 29th 1981'],
  ['tomorrow'],
  ['two one two five five five oh one four two'],
  ["I'd rather not say"],
  ['13/13/1980'],
  [''],
])('"%s" is no full date', (text) => {
  expect(readDate(text, CLOCK)).toBeNull()
})

test('figures are read day first where people write them so', () => {
  expect(readDate('3/5/1980', { ...CLOCK, timeZone: 'Europe/London' })).toBe('1980-05-03')
  expect(readDate('the fifth of the third nineteen eighty', CLOCK)).toBe('1980-03-05')
})
