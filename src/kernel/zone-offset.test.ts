import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { zoneOffsetMs } from './zone-offset.ts'

const ZONES = [
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Marquesas',
  'Africa/Casablanca',
] as const

test('offsets are those of an independent implementation, at any second of this century', () => {
  const instants = fc.integer({ min: Date.parse('2000-01-01T00:00:00Z'), max: Date.parse('2060-01-01T00:00:00Z') })
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, atMs) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone)
      expect(zoneOffsetMs(zone, atMs)).toBe(zoned.offsetNanoseconds / 1_000_000)
    }),
    { numRuns: 2_000 },
  )
})

test('the offset changes in the very second in which the clocks do', () => {
  const change = Date.parse('2026-11-01T06:00:00Z')
  expect(zoneOffsetMs('America/New_York', change - 1)).toBe(-4 * 3_600_000)
  expect(zoneOffsetMs('America/New_York', change)).toBe(-5 * 3_600_000)
})

test('a zone nobody knows is an error, not UTC', () => {
  expect(() => zoneOffsetMs('Mars/Olympus', 0)).toThrow(RangeError)
})
