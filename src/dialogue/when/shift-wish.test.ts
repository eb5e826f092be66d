import { expect, test } from 'vitest'
import { readShift } from './read-shift.ts'
import { readWhen } from './read-when.ts'
import { shiftWish } from './shift-wish.ts'
import { windowsOf } from './windows-of.ts'
import type { WhenClock, Wish } from './wish.ts'
import { localOf, momentText } from './zone-clock.ts'

/** Wednesday, 10:00 in the morning. */
const CLOCK: WhenClock = { nowMs: Date.parse('2026-11-18T10:00-05:00'), timeZone: 'America/New_York' }

const at = (local: string): number => Date.parse(`${local}-05:00`)
const wished = (text: string): Wish => readWhen(text, CLOCK)?.wish ?? {}
const local = (atMs: number): string => momentText(localOf(atMs, CLOCK.timeZone))
const windows = (wish: Wish): string[] =>
  windowsOf(wish, CLOCK, 30).map(({ fromMs, toMs }) => `${local(fromMs)}/${local(toMs)}`)

const OFFERED = [at('2026-11-24T14:00'), at('2026-11-24T15:30')]

test('"anything earlier" on a day is that day before the first slot offered, whatever part of it was wished', () => {
  expect(windows(shiftWish(wished('Tuesday afternoon'), 'earlier', OFFERED, CLOCK))).toEqual([
    '2026-11-24T00:00/2026-11-24T14:00',
  ])
})

test('"anything later" on a day is that day after the last slot offered', () => {
  expect(windows(shiftWish(wished('Tuesday afternoon'), 'later', OFFERED, CLOCK))).toEqual([
    '2026-11-24T15:31/2026-11-25T00:00',
  ])
})

test('"anything earlier" in a week keeps the part of day and looks before the first slot', () => {
  expect(windows(shiftWish(wished('next week in the afternoon'), 'earlier', OFFERED, CLOCK))).toEqual([
    '2026-11-23T12:00/2026-11-23T17:00',
    '2026-11-24T12:00/2026-11-24T14:00',
  ])
})

test('"another day" keeps the time and rules out the days offered', () => {
  const shifted = shiftWish(wished('Tuesday at two'), 'another_day', OFFERED, CLOCK)
  expect(shifted.notDates).toEqual(['2026-11-24'])
  expect(windows(shifted)[0]).toBe('2026-11-18T14:00/2026-11-18T14:01')
  expect(windows(shifted)).not.toContain('2026-11-24T14:00/2026-11-24T14:01')
})

test('"another day" of a week stays in the week', () => {
  const shifted = shiftWish(wished('next week'), 'another_day', OFFERED, CLOCK)
  expect(windows(shifted)).toEqual(['2026-11-23T00:00/2026-11-24T00:00', '2026-11-25T00:00/2026-11-30T00:00'])
})

test('asked twice, earlier goes further back each time', () => {
  const once = shiftWish(wished('Tuesday'), 'earlier', OFFERED, CLOCK)
  const twice = shiftWish(once, 'earlier', [at('2026-11-24T09:00')], CLOCK)
  expect(windows(twice)).toEqual(['2026-11-24T00:00/2026-11-24T09:00'])
})

test('later after earlier starts from what was offered last', () => {
  const earlier = shiftWish(wished('Tuesday'), 'earlier', OFFERED, CLOCK)
  const later = shiftWish(earlier, 'later', [at('2026-11-24T16:00')], CLOCK)
  expect(windows(later)).toEqual(['2026-11-24T16:01/2026-11-25T00:00'])
})

test('with nothing offered, earlier and later lean to an end', () => {
  expect(shiftWish(wished('next week'), 'earlier', [], CLOCK).edge).toBe('first')
  expect(shiftWish(wished('next week'), 'later', [], CLOCK).edge).toBe('last')
})

test.each([
  ['do you have anything earlier?', 'earlier'],
  ['anything sooner', 'earlier'],
  ['could we go a bit earlier', 'earlier'],
  ['is there something earlier in the day', 'earlier'],
  ["that's too late", 'earlier'],
  ['do you have anything later', 'later'],
  ['a little later please', 'later'],
  ['later than that', 'later'],
  ["that's too early for me", 'later'],
  ['another day please', 'another_day'],
  ['can we try a different day', 'another_day'],
  ['what other days do you have', 'another_day'],
] as const)('"%s" asks for %s', (text, shift) => {
  expect(readShift(text)).toBe(shift)
})

test.each([
  ["I'll call you back later"],
  ['see you later'],
  ['talk to you later'],
  ['Tuesday works'],
  ['yes please'],
  [''],
])('"%s" asks for no other slot', (text) => {
  expect(readShift(text)).toBeNull()
})
