import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOf, dayOf, dayOfDate, plusMonths, weekdayOf } from './civil-day.ts'
import { edgeOf, instantOf, localOf } from './zone-clock.ts'

const NEW_YORK = 'America/New_York'
const SPRING = dayOf(2027, 3, 14)
const FALL = dayOf(2026, 11, 1)

const iso = (atMs: number): string => new Date(atMs).toISOString()

test('a time the clocks skip moves forward as far as they do', () => {
  expect(iso(instantOf({ day: SPRING, minutes: 150 }, NEW_YORK))).toBe('2027-03-14T07:30:00.000Z')
  expect(localOf(instantOf({ day: SPRING, minutes: 150 }, NEW_YORK), NEW_YORK).minutes).toBe(210)
})

test('a stretch ends where the clocks jump, and is no longer for it', () => {
  expect(iso(edgeOf({ day: SPRING, minutes: 150 }, NEW_YORK))).toBe('2027-03-14T07:00:00.000Z')
  const halfHour = dayOf(2026, 10, 4)
  expect(iso(edgeOf({ day: halfHour, minutes: 135 }, 'Australia/Lord_Howe'))).toBe('2026-10-03T15:30:00.000Z')
})

test('of a time the clocks repeat the first is meant', () => {
  expect(iso(instantOf({ day: FALL, minutes: 90 }, NEW_YORK))).toBe('2026-11-01T05:30:00.000Z')
})

test('a midnight that does not exist is the first minute that does', () => {
  const day = dayOf(2026, 9, 6)
  expect(localOf(instantOf({ day, minutes: 0 }, 'America/Santiago'), 'America/Santiago')).toEqual({ day, minutes: 60 })
})

const zone = fc.constantFrom(NEW_YORK, 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Santiago')

test('every instant is found again from its wall time, but for the second pass of a repeated hour', () => {
  fc.assert(
    fc.property(zone, fc.integer({ min: 0, max: 200_000 }), (timeZone, step) => {
      const atMs = Date.parse('2026-01-01T00:00Z') + step * 300_000
      const backMs = instantOf(localOf(atMs, timeZone), timeZone)
      expect([0, 1_800_000, 3_600_000]).toContain(atMs - backMs)
      expect(localOf(backMs, timeZone)).toEqual(localOf(atMs, timeZone))
    }),
  )
})

test('days count the calendar', () => {
  expect(weekdayOf(dayOf(2026, 11, 18))).toBe(3)
  expect(weekdayOf(dayOf(1969, 12, 28))).toBe(7)
  expect(dateOf(plusMonths(dayOf(2027, 1, 31), 1))).toBe('2027-02-28')
  expect(dateOf(plusMonths(dayOf(2026, 11, 30), 3))).toBe('2027-02-28')
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 60_000 }), (day) => {
      expect(dayOfDate(dateOf(day))).toBe(day)
    }),
  )
})
