import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { common, lastBeginningBy, merged, openIntervals } from './opening.ts'
import { instantAtOrAfter, instantOf, offsetMsAt, wallTimeAt } from './wall-clock.ts'

const someZone = fc.constantFrom(
  'America/New_York',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'America/St_Johns',
  'Pacific/Kiritimati',
)
const someMinute = fc.integer({ min: Date.parse('2025-01-01') / 60_000, max: Date.parse('2029-01-01') / 60_000 })

test('the wall clock shows what the time zone database says', () => {
  fc.assert(
    fc.property(someZone, someMinute, (zone, minute) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone)
      const { day, minutes } = wallTimeAt(zone, minute * 60_000)
      expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(zoned.toPlainDate().toString())
      expect(minutes).toBe(zoned.hour * 60 + zoned.minute)
      expect(offsetMsAt(zone, minute * 60_000)).toBe(zoned.offsetNanoseconds / 1_000_000)
    }),
    { numRuns: 2_000 },
  )
})

test('a wall time is its first instant, or none when the clock jumps over it', () => {
  fc.assert(
    fc.property(someZone, someMinute, (zone, minute) => {
      const { day, minutes } = wallTimeAt(zone, minute * 60_000)
      const found = instantOf(zone, day, minutes)
      expect(found).not.toBeNull()
      expect(wallTimeAt(zone, found!)).toEqual({ day, minutes })
      expect(found!).toBeLessThanOrEqual(minute * 60_000)
    }),
    { numRuns: 2_000 },
  )
  const day = Date.parse('2027-03-14') / 86_400_000
  expect(instantOf('America/New_York', day, 150)).toBeNull()
  expect(new Date(instantAtOrAfter('America/New_York', day, 150)).toISOString()).toBe('2027-03-14T07:00:00.000Z')
  const half = Date.parse('2026-10-04') / 86_400_000
  expect(instantOf('Australia/Lord_Howe', half, 135)).toBeNull()
})

const someIntervals = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })), { maxLength: 8 })
  .map((all) => all.map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length })))
const covers = (all: readonly { fromMs: number; toMs: number }[], at: number) =>
  all.some(({ fromMs, toMs }) => fromMs <= at && at < toMs)

test('joining keeps every moment, and what two lists share is what both hold', () => {
  fc.assert(
    fc.property(someIntervals, someIntervals, (left, right) => {
      const [a, b] = [merged(left), merged(right)]
      const both = common(a, b)
      for (let at = 0; at < 90; at += 1) {
        expect(covers(a, at)).toBe(covers(left, at))
        expect(covers(both, at)).toBe(covers(left, at) && covers(right, at))
        const last = lastBeginningBy(a, at)
        expect(last !== undefined && at < last.toMs).toBe(covers(left, at))
      }
    }),
  )
})

test('hours on the night the clock changes are as long as that night', () => {
  const weekly = { su: [['00:00', '06:00'] as [string, string]] }
  const hoursOn = (date: string) => {
    const day = Date.parse(date) / 86_400_000
    const [open] = openIntervals({ tz: 'America/New_York', weekly, exceptions: [] }, day, day)
    return (open!.toMs - open!.fromMs) / 3_600_000
  }
  expect([hoursOn('2026-10-25'), hoursOn('2026-11-01'), hoursOn('2027-03-14')]).toEqual([6, 7, 5])
})
