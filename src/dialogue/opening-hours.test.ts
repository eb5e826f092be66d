import { assert, constantFrom, integer, option, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { isOpenAt, nextOpeningAfter } from '../agents/open-hours.ts'
import type { Hours } from '../agents/hours.ts'
import { sayOpeningHours } from './opening-hours.ts'

const CLINIC: Hours = {
  tz: 'America/New_York',
  weekly: {
    mo: [['08:00', '17:00']],
    tu: [['08:00', '17:00']],
    we: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    th: [['08:00', '17:00']],
    fr: [['08:00', '17:00']],
    sa: [['09:00', '13:00']],
  },
  exceptions: [
    { date: '2026-12-24', open: [['08:00', '12:00']], note: 'Christmas Eve' },
    { date: '2026-12-25', open: [], note: 'Christmas Day' },
  ],
}

/** A Monday, ten in the morning in New York. */
const MONDAY = Date.parse('2026-11-23T15:00:00Z')
const MONDAY_NIGHT = Date.parse('2026-11-24T02:00:00Z')
const WEEK =
  'We are open Monday and Tuesday 8 AM to 5 PM, Wednesday 8 AM to 12 PM and 1 PM to 5 PM, Thursday and Friday 8 AM to 5 PM and Saturday 9 AM to 1 PM. We are closed on Sunday.'

test.each<[when: string | null, nowMs: number, say: string]>([
  [null, MONDAY, WEEK],
  ['today', MONDAY, 'Today, Monday November 23, we are open 8 AM to 5 PM.'],
  ['today', MONDAY_NIGHT, 'Today, Monday November 23, we are open 8 AM to 5 PM. We have closed for today.'],
  ['tomorrow', MONDAY, 'Tomorrow, Tuesday November 24, we are open 8 AM to 5 PM.'],
  ['are you open on Saturday', MONDAY, 'On Saturday, November 28 we are open 9 AM to 1 PM.'],
  ['are you open Sunday', MONDAY, 'On Sunday, November 29 we are closed.'],
  ['do you work on Sundays', MONDAY, 'We are closed on Sundays.'],
  ['are you open on Christmas Day', MONDAY, 'On Friday, December 25 we are closed for Christmas Day.'],
  ['December 24th', MONDAY, 'On Thursday, December 24 we are open 8 AM to 12 PM, because of Christmas Eve.'],
  [
    'are you open Saturday at three',
    MONDAY,
    'No, at 3 PM we are closed. On Saturday, November 28 we are open 9 AM to 1 PM.',
  ],
  ['tomorrow at nine', MONDAY, 'Yes, at 9 AM we are open. Tomorrow, Tuesday November 24, we are open 8 AM to 5 PM.'],
  ['are you open right now', MONDAY, 'Yes, we are open now, until 5 PM.'],
  ['are you still open', MONDAY_NIGHT, 'We are closed right now. We open tomorrow, Tuesday November 24 at 8 AM.'],
  [
    'what are your holiday hours',
    MONDAY,
    'On Thursday, December 24 we are open 8 AM to 12 PM, because of Christmas Eve. On Friday, December 25 we are closed for Christmas Day.',
  ],
  ['yesterday', MONDAY, WEEK],
  ['blah', MONDAY, WEEK],
])('asked about %j it says what the hours say', (when, nowMs, say) => {
  expect(sayOpeningHours(CLINIC, when, nowMs).say).toBe(say)
})

test('a date in the coming week that differs is mentioned with the week', () => {
  const { say } = sayOpeningHours(CLINIC, null, Date.parse('2026-12-21T15:00:00Z'))
  expect(say).toBe(
    `${WEEK} On Thursday, December 24 we are open 8 AM to 12 PM, because of Christmas Eve. On Friday, December 25 we are closed for Christmas Day.`,
  )
})

test('it is open from the first minute to the last, on the wall clock and over a change of it', () => {
  const at = (text: string) => isOpenAt(CLINIC, Date.parse(text))
  expect(at('2026-11-23T12:59:00Z')).toBe(false)
  expect(at('2026-11-23T13:00:00Z')).toBe(true)
  expect(at('2026-11-23T21:59:00Z')).toBe(true)
  expect(at('2026-11-23T22:00:00Z')).toBe(false)
  // In summer the same eight o'clock is an hour earlier.
  expect(at('2026-07-06T12:00:00Z')).toBe(true)
  expect(at('2026-12-25T15:00:00Z')).toBe(false)
})

test('a bar that closes after midnight is open on both sides of it', () => {
  const bar: Hours = { tz: 'UTC', weekly: { fr: [['20:00', '24:00']], sa: [['00:00', '03:00']] }, exceptions: [] }
  expect(isOpenAt(bar, Date.parse('2026-11-27T23:59:00Z'))).toBe(true)
  expect(isOpenAt(bar, Date.parse('2026-11-28T02:59:00Z'))).toBe(true)
  expect(isOpenAt(bar, Date.parse('2026-11-28T03:00:00Z'))).toBe(false)
  expect(nextOpeningAfter(bar, Date.parse('2026-11-27T23:00:00Z'))).toBe(Date.parse('2026-12-04T20:00:00Z'))
})

test('whatever is asked, whenever, it says a sentence and agrees with itself', () => {
  assert(
    property(
      option(string()),
      integer({ min: 0, max: 4e12 }),
      constantFrom('now', 'today', null),
      (words, nowMs, plain) => {
        const asked = plain ?? words
        const { say, openNow } = sayOpeningHours(CLINIC, asked, nowMs)
        expect(say).toMatch(/^[A-Z].*\.$/)
        expect(openNow).toBe(isOpenAt(CLINIC, nowMs))
        if (plain === 'now') expect(say.startsWith('Yes')).toBe(openNow)
      },
    ),
  )
})
