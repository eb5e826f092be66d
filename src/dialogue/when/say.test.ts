import { expect, test } from 'vitest'
import { readWhen } from './read-when.ts'
import { sayDay, sayHours, saySlot, sayTime, writeSlot } from './say.ts'
import { sayWish } from './say-wish.ts'
import type { WhenClock } from './wish.ts'

/** Friday, 10:00 in the morning. */
const CLOCK: WhenClock = { nowMs: Date.parse('2026-11-20T10:00-05:00'), timeZone: 'America/New_York' }

test('a slot is said with its weekday, its date and its time', () => {
  expect(saySlot(Date.parse('2026-11-24T10:30-05:00'), CLOCK)).toBe('Tuesday, November 24 at 10:30 AM')
  expect(saySlot(Date.parse('2026-11-21T10:30-05:00'), CLOCK)).toBe('tomorrow, Saturday November 21, at 10:30 AM')
  expect(saySlot(Date.parse('2026-11-20T16:00-05:00'), CLOCK)).toBe('today, Friday November 20, at 4 PM')
  expect(saySlot(Date.parse('2027-11-24T10:30-05:00'), CLOCK)).toBe('Wednesday, November 24, 2027 at 10:30 AM')
})

test('a slot that is written down for later is the same on every day on which it is read', () => {
  expect(writeSlot(Date.parse('2026-11-21T10:30-05:00'), CLOCK)).toBe('Saturday, November 21 at 10:30 AM')
  expect(writeSlot(Date.parse('2027-11-24T10:30-05:00'), CLOCK)).toBe('Wednesday, November 24, 2027 at 10:30 AM')
})

test('a slot is said on the clock of the business', () => {
  const atMs = Date.parse('2026-11-24T18:00Z')
  expect(saySlot(atMs, { ...CLOCK, timeZone: 'Asia/Kathmandu' })).toBe('Tuesday, November 24 at 11:45 PM')
  expect(saySlot(atMs, { ...CLOCK, timeZone: 'Australia/Lord_Howe' })).toBe('Wednesday, November 25 at 5 AM')
})

test('times and hours are said without minutes that are zero', () => {
  expect([0, 485, 720, 750, 1_020, 1_440].map(sayTime)).toEqual([
    '12 AM',
    '8:05 AM',
    '12 PM',
    '12:30 PM',
    '5 PM',
    '12 AM',
  ])
  expect(sayHours(480, 1_020)).toBe('8 AM to 5 PM')
})

test('a day is said with today and tomorrow where it is', () => {
  expect(sayDay('2026-11-20', CLOCK)).toBe('today, Friday November 20')
  expect(sayDay('2026-11-24', CLOCK)).toBe('Tuesday, November 24')
})

test.each([
  ['Tuesday afternoon', 'Tuesday afternoon'],
  ['a week from Monday at 10:30', 'Monday, November 30 at 10:30 AM'],
  ['tomorrow around three', 'tomorrow around 3 PM'],
  ['this afternoon', 'this afternoon'],
  ['tonight', 'tonight'],
  ['next week', 'next week'],
  ['next week in the morning', 'next week in the morning'],
  ['in December', 'in December'],
  ['Tuesday or Thursday', 'Tuesday or Thursday'],
  ['Tuesday morning or Thursday after two', 'Tuesday morning or Thursday from 2 PM on'],
  ['weekdays before 9', 'any weekday before 9 AM'],
  ['any afternoon but Friday', 'in the afternoon, but not Fridays'],
  ['not in the morning', 'any time, but not in the morning'],
  ['as soon as possible', 'as early as possible'],
  ['Monday, as early as possible', 'Monday, as early as possible'],
  ['any time', 'any time'],
])('"%s" is said back as "%s"', (text, said) => {
  expect(sayWish(readWhen(text, CLOCK)?.wish ?? {}, CLOCK)).toBe(said)
})

test('a day of the next week that shares its weekday with a nearer one is told apart', () => {
  const monday = { ...CLOCK, nowMs: Date.parse('2026-11-16T10:00-05:00') }
  expect(sayWish(readWhen('next Monday at 10:30', monday)?.wish ?? {}, monday)).toBe('next Monday at 10:30 AM')
})
