import { expect, test } from 'vitest'
import { readWhen } from './read-when.ts'
import { exactAtMs, windowsOf } from './windows-of.ts'
import type { WhenClock } from './wish.ts'

/** Wednesday, 10:00 in the morning. */
const CLOCK: WhenClock = { nowMs: Date.parse('2026-11-18T10:00-05:00'), timeZone: 'America/New_York' }

const used = (text: string): string[] =>
  (readWhen(text, CLOCK)?.spans ?? []).map(([start, end]) => text.slice(start, end))

test('the words that name a time can be cut out of the sentence', () => {
  expect(used('book a cleaning for Tuesday afternoon, this is Ann')).toEqual(['for Tuesday afternoon'])
  expect(used('At 10:30 a.m. on the 24th of November, please')).toEqual(['At 10:30 a.m. on the 24th of November'])
  expect(used('Tuesday works, or Thursday at three')).toEqual(['Tuesday', 'Thursday at three'])
})

test.each([
  ['Tuesday at seven', 'meridiem'],
  ['tomorrow at 8', 'meridiem'],
  ['Tuesday the 25th', 'weekday_and_date_disagree'],
  ['Monday, December 3rd', 'weekday_and_date_disagree'],
  ['November 31st', 'no_such_date'],
  ['the thirtieth of February', 'no_such_date'],
] as const)('"%s" has to be asked back: %s', (text, unsure) => {
  expect(readWhen(text, CLOCK)?.unsure).toBe(unsure)
})

test.each([
  ['Tuesday at seven in the morning'],
  ['Tuesday evening at seven'],
  ['8 am'],
  ['tomorrow at ten'],
  ['Tuesday the 24th'],
])('"%s" leaves nothing to ask', (text) => {
  expect(readWhen(text, CLOCK)).not.toHaveProperty('unsure')
})

test('a lone number is a time only where one was asked for', () => {
  expect(readWhen('three', CLOCK)).toBeNull()
  expect(readWhen('three', CLOCK, 'time')?.wish.time).toMatchObject({ kind: 'at', minutes: 15 * 60 })
  expect(readWhen('um, ten please', CLOCK, 'time')?.wish.time).toMatchObject({ minutes: 10 * 60 })
  expect(readWhen('three of us', CLOCK, 'time')).toBeNull()
})

test('a lone low ordinal is a date only where a day was asked for', () => {
  expect(readWhen('the second', CLOCK)).toBeNull()
  expect(readWhen('the second', CLOCK, 'day')?.wish.fromDate).toBe('2026-12-02')
})

test.each([
  ['can I move my Tuesday appointment to Thursday', '2026-11-24', '2026-11-19'],
  ['reschedule from the 24th to the 26th', '2026-11-24', '2026-11-26'],
  ['I have an appointment on Friday at 3, could I change it to Monday at ten', '2026-11-20', '2026-11-23'],
  ['I need to push my appointment on Monday to Wednesday', '2026-11-23', '2026-11-25'],
])('"%s" tells the booking they have from the one they want', (text, from, to) => {
  const reading = readWhen(text, CLOCK)
  expect(reading?.existing?.fromDate).toBe(from)
  expect(reading?.wish.fromDate).toBe(to)
})

test('a booking that is only named is the wish, so that it can be found', () => {
  expect(readWhen('cancel my appointment on Tuesday at 3', CLOCK)).toMatchObject({
    wish: { fromDate: '2026-11-24', time: { kind: 'at', minutes: 900 } },
  })
  expect(readWhen('I need to reschedule my Tuesday appointment', CLOCK)).not.toHaveProperty('existing')
})

test('what is ruled out is kept apart from what is asked', () => {
  expect(readWhen('any afternoon but Friday', CLOCK)?.wish).toMatchObject({ notWeekdays: [5] })
  expect(readWhen('not Mondays or Tuesdays', CLOCK)?.wish).toEqual({ notWeekdays: [1, 2] })
  expect(readWhen('not in the morning', CLOCK)?.wish).toEqual({ notTime: [{ fromMinutes: 0, toMinutes: 720 }] })
  expect(readWhen('any day except Friday morning', CLOCK)?.wish.except).toHaveLength(1)
  expect(readWhen('ten is too early', CLOCK)?.wish).toEqual({ notTime: [{ fromMinutes: 0, toMinutes: 601 }] })
})

test('no preference is said, not left out', () => {
  expect(readWhen('any time is fine', CLOCK)?.wish).toEqual({ anyTime: true })
  expect(readWhen('any day works', CLOCK)?.wish).toEqual({ anyDay: true })
  expect(readWhen("I'm flexible", CLOCK)?.wish).toEqual({ anyDay: true, anyTime: true })
  expect(readWhen('as soon as possible', CLOCK)?.wish).toEqual({ edge: 'first' })
})

test('an hour of today that has passed is turned to the one still to come', () => {
  const noon = { ...CLOCK, nowMs: Date.parse('2026-11-18T12:00-05:00') }
  const wish = readWhen('today at eight', noon)?.wish ?? {}
  expect(exactAtMs(wish, noon)).toBe(Date.parse('2026-11-18T20:00-05:00'))
  expect(readWhen('today at 9 am', noon)).toMatchObject({ past: true, wish: {} })
})

test('a wish survives the call memory it is kept in', () => {
  for (const text of [
    'Tuesday morning or Thursday afternoon',
    'any day but Friday',
    'the week after next',
    'an hour later',
  ]) {
    const wish = readWhen(text, CLOCK)?.wish
    expect(JSON.parse(JSON.stringify(wish))).toEqual(wish)
  }
})

/** The quickest of several readings, milliseconds: what the machine does besides is not ours to measure. */
function quickestMs(text: string, rounds: number): number {
  let bestMs = Infinity
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now()
    readWhen(text, CLOCK)
    bestMs = Math.min(bestMs, performance.now() - startedMs)
  }
  return bestMs
}

test.each([
  ['well a week from a week from the day after Tuesday or the 3rd between two and '],
  ['a week from '],
  ['between monday and '],
  ['not a b c d e '],
  ['1 '],
])('five thousand characters of "%s" are read in milliseconds', (phrase) => {
  expect(quickestMs(phrase.repeat(Math.ceil(5_000 / phrase.length)), 20)).toBeLessThan(50)
})

test('a sentence without a date costs well under a millisecond', () => {
  expect(
    quickestMs('hi there I was wondering whether you take my insurance and how much a cleaning is', 300),
  ).toBeLessThan(1)
})

test('the windows of a wish end where the call does not look any further', () => {
  const wish = readWhen('mornings', CLOCK)?.wish ?? {}
  expect(windowsOf(wish, CLOCK, 7)).toHaveLength(8)
  expect(windowsOf(wish, CLOCK, 100_000).length).toBeLessThanOrEqual(400)
})
