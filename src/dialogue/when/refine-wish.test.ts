import { expect, test } from 'vitest'
import { readWhen } from './read-when.ts'
import { refineWish } from './refine-wish.ts'
import { exactAtMs, windowsOf } from './windows-of.ts'
import type { WhenClock, Wish } from './wish.ts'
import { localOf, momentText } from './zone-clock.ts'

/** Wednesday, 10:00 in the morning. */
const CLOCK: WhenClock = { nowMs: Date.parse('2026-11-18T10:00-05:00'), timeZone: 'America/New_York' }

const local = (atMs: number): string => momentText(localOf(atMs, CLOCK.timeZone))

const heard = (...turns: string[]): Wish =>
  turns.map((turn) => readWhen(turn, CLOCK)?.wish ?? {}).reduce((before, next) => refineWish(before, next), {})

function asked(wish: Wish): string {
  const exact = exactAtMs(wish, CLOCK)
  if (exact !== null) return local(exact)
  const [first] = windowsOf(wish, CLOCK, 200)
  return first ? `${local(first.fromMs)}/${local(first.toMs)}` : 'nothing'
}

test.each([
  [['Tuesday afternoon', 'no, Friday'], '2026-11-20T12:00/2026-11-20T17:00'],
  [['Tuesday afternoon', 'at three then'], '2026-11-24T15:00'],
  [['Tuesday at three', 'actually make it four'], '2026-11-24T16:00'],
  [['Tuesday at three', 'the 30th of November'], '2026-11-30T15:00'],
  [['Tuesday evening', 'at eight'], '2026-11-24T20:00'],
  [['Tuesday at seven', 'in the morning'], '2026-11-24T07:00'],
  [['Tuesday at three', 'no, in the morning'], '2026-11-24T06:00/2026-11-24T12:00'],
  [['Tuesday afternoon', 'after three'], '2026-11-24T15:00/2026-11-24T17:00'],
  [['Tuesday afternoon', 'any time is fine'], '2026-11-24T00:00/2026-11-25T00:00'],
  [['next week', 'Thursday'], '2026-11-26T00:00/2026-11-27T00:00'],
  [['next week', 'in the morning'], '2026-11-23T06:00/2026-11-23T12:00'],
  [['next week', 'Thursday', 'at ten'], '2026-11-26T10:00'],
  [['in December', 'the 10th'], '2026-12-10T00:00/2026-12-11T00:00'],
  [['in January', 'the 5th', 'at two'], '2027-01-05T14:00'],
  [['Tuesday December 8th at ten', 'no, Thursday'], '2026-12-10T10:00'],
  [['next Tuesday', 'Thursday instead'], '2026-11-26T00:00/2026-11-27T00:00'],
  [['tomorrow', 'no, Friday'], '2026-11-20T00:00/2026-11-21T00:00'],
  [['December 8th at ten', 'a week later'], '2026-12-15T10:00'],
  [['December 8th at ten', 'the following day'], '2026-12-09T10:00'],
  [['December 8th at ten', 'an hour later'], '2026-12-08T11:00'],
  [['December 8th at ten', 'half an hour earlier'], '2026-12-08T09:30'],
  [['Tuesday morning or Thursday afternoon', 'Friday'], '2026-11-20T00:00/2026-11-21T00:00'],
  [['Tuesday or Thursday', 'at two'], '2026-11-19T14:00/2026-11-19T14:01'],
  [['mornings', 'next week'], '2026-11-23T06:00/2026-11-23T12:00'],
  [['Tuesday at three', "Tuesday doesn't work"], '2026-11-18T15:00/2026-11-18T15:01'],
  [['as soon as possible', 'Friday'], '2026-11-20T00:00/2026-11-21T00:00'],
] as const)('%j comes to %s', (turns, expected) => {
  expect(asked(heard(...turns))).toBe(expected)
})

test('what was ruled out stays out, until it is asked for', () => {
  expect(heard('not Mondays', 'next week').notWeekdays).toEqual([1])
  expect(heard('not Mondays', 'next week', 'Monday')).not.toHaveProperty('notWeekdays')
  expect(heard('not Mondays', 'not Fridays').notWeekdays).toEqual([1, 5])
  expect(heard('not in the morning', 'at ten')).not.toHaveProperty('notTime')
})

test('"as soon as possible" holds on the day that is named next, and ends with an exact time', () => {
  expect(heard('as soon as possible', 'Friday').edge).toBe('first')
  expect(heard('as soon as possible', 'Friday at ten')).not.toHaveProperty('edge')
})

test('a step with nothing before it is counted from today', () => {
  expect(asked(heard('the following week'))).toBe('2026-11-23T00:00/2026-11-30T00:00')
  expect(asked(heard('the day after'))).toBe('2026-11-19T00:00/2027-06-07T00:00')
})

test('refining changes neither of the wishes it is given', () => {
  const [one, other] = [heard('Tuesday afternoon, not at three'), heard('no, Friday')]
  const copies = JSON.stringify([one, other])
  refineWish(one, other)
  expect(JSON.stringify([one, other])).toBe(copies)
})
