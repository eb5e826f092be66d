import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wallTimeAt } from '../bookings/wall-clock.ts'
import { addSpan, deadlinesOf, extendedDueAtMs, isBusinessDay, nextEscalationAtMs, percentAt } from './deadlines.ts'
import { LAWS, type Law } from './regime.ts'
import type { RequestType } from './request.ts'

const DAY_MS = 86_400_000
const at = (iso: string): number => Date.parse(iso)
const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString())
const received = (text: string, zones: readonly string[] = [], types: readonly RequestType[] = ['access']) => ({
  types,
  receivedAtMs: at(text),
  zones,
})

const anInstant = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2040-12-31T00:00:00Z') })
const aZone = fc.constantFrom(
  'UTC',
  'America/Los_Angeles',
  'America/New_York',
  'Europe/Berlin',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
)
const someLaws = fc.subarray([...LAWS])

describe('the times of each law', () => {
  test.each([
    ['gdpr', '2026-11-22T09:30:00Z', '2026-12-22T09:30:00Z', '2027-02-22T09:30:00Z', null],
    ['gdpr', '2027-01-31T09:30:00Z', '2027-02-28T09:30:00Z', '2027-04-30T09:30:00Z', null],
    ['gdpr', '2028-01-31T09:30:00Z', '2028-02-29T09:30:00Z', '2028-04-30T09:30:00Z', null],
    ['ccpa', '2026-11-20T17:00:00Z', '2027-01-04T17:00:00Z', '2027-02-18T17:00:00Z', '2026-12-07T17:00:00Z'],
    ['hipaa', '2026-11-22T09:30:00Z', '2026-12-22T09:30:00Z', '2027-01-21T09:30:00Z', null],
  ] as const)('%s, received %s', (law, from, due, extended, acknowledge) => {
    const deadlines = deadlinesOf([law], received(from))
    expect(deadlines.regime).toBe(law)
    expect(iso(deadlines.dueAtMs)).toBe(new Date(due).toISOString())
    expect(iso(deadlines.acknowledgeByMs)).toBe(acknowledge === null ? null : new Date(acknowledge).toISOString())
    expect(iso(extendedDueAtMs(law, received(from)))).toBe(new Date(extended).toISOString())
  })

  test('a health record is amended in 60 days, and in 90 where that was extended', () => {
    const asked = received('2026-03-01T12:00:00Z', [], ['correct'])
    expect(deadlinesOf(['hipaa'], asked).dueAtMs).toBe(at('2026-04-30T12:00:00Z'))
    expect(extendedDueAtMs('hipaa', asked)).toBe(at('2026-05-30T12:00:00Z'))
  })

  test('ten business days over Thanksgiving, Christmas and New Year', () => {
    // 26 November and 25 December 2026 and 1 January 2027 are holidays.
    const ack = (from: string) => iso(deadlinesOf(['ccpa'], received(from)).acknowledgeByMs)?.slice(0, 10)
    expect(ack('2026-11-25T12:00:00Z')).toBe('2026-12-10')
    expect(ack('2026-12-18T12:00:00Z')).toBe('2027-01-05')
    expect(ack('2026-07-02T12:00:00Z')).toBe('2026-07-17')
  })

  test('where nothing is known the shortest of all holds, and it is acknowledged as the strictest says', () => {
    const deadlines = deadlinesOf([], received('2027-01-31T12:00:00Z'))
    expect(deadlines).toEqual({
      regime: 'none',
      dueAtMs: at('2027-02-28T12:00:00Z'),
      acknowledgeByMs: at('2027-02-12T12:00:00Z'),
    })
  })

  test('the wall clock is kept when the clocks change', () => {
    // Summer time begins on 28 March 2027 in Berlin, and ends on 7 November 2027 in Los Angeles.
    expect(iso(deadlinesOf(['gdpr'], received('2027-03-10T08:00:00Z', ['Europe/Berlin'])).dueAtMs)).toBe(
      '2027-04-10T07:00:00.000Z',
    )
    expect(iso(deadlinesOf(['ccpa'], received('2027-10-01T16:00:00Z', ['America/Los_Angeles'])).dueAtMs)).toBe(
      '2027-11-15T17:00:00.000Z',
    )
    // 02:30 on 14 March 2027 is no time in New York: the moment of the jump is.
    expect(iso(addSpan('America/New_York', at('2027-02-14T07:30:00Z'), { months: 1 }))).toBe('2027-03-14T07:00:00.000Z')
  })
})

test('whatever the date and the zone: a month later is the same date and time, or the last of the month', () => {
  fc.assert(
    fc.property(anInstant, aZone, fc.integer({ min: 1, max: 3 }), (fromMs, zone, months) => {
      const to = addSpan(zone, fromMs, { months })
      const [before, after] = [wallTimeAt(zone, fromMs), wallTimeAt(zone, to)]
      const [from, then] = [new Date(before.day * DAY_MS), new Date(after.day * DAY_MS)]
      const monthsPassed =
        (then.getUTCFullYear() - from.getUTCFullYear()) * 12 + then.getUTCMonth() - from.getUTCMonth()
      expect(monthsPassed).toBe(months)
      const isLast = new Date((after.day + 1) * DAY_MS).getUTCDate() === 1
      expect(then.getUTCDate() === from.getUTCDate() || (isLast && then.getUTCDate() < from.getUTCDate())).toBe(true)
      // Only a time that the clock jumps over is another one.
      if (before.minutes !== after.minutes) expect(after.minutes).toBeGreaterThan(before.minutes)
    }),
  )
})

test('whatever the date: ten business days end on the tenth day that is one, and a later receipt is never due sooner', () => {
  fc.assert(
    fc.property(anInstant, aZone, fc.integer({ min: 0, max: 3 * DAY_MS }), (fromMs, zone, laterMs) => {
      const to = addSpan(zone, fromMs, { businessDays: 10 })
      const [first, last] = [wallTimeAt(zone, fromMs).day, wallTimeAt(zone, to).day]
      const days = Array.from({ length: last - first }, (_, nth) => first + nth + 1)
      expect(days.filter(isBusinessDay)).toHaveLength(10)
      expect(isBusinessDay(last)).toBe(true)
      expect(last - first).toBeGreaterThanOrEqual(12)
      expect(last - first).toBeLessThanOrEqual(18)
      expect(wallTimeAt(zone, addSpan(zone, fromMs + laterMs, { businessDays: 10 })).day).toBeGreaterThanOrEqual(last)
    }),
  )
})

test('whatever laws hold: the answer is due by the shortest of them, and never after what was extended', () => {
  fc.assert(
    fc.property(someLaws, anInstant, fc.array(aZone, { maxLength: 3 }), (laws, receivedAtMs, zones) => {
      const asked = { types: ['access'] as const, receivedAtMs, zones }
      const { dueAtMs, acknowledgeByMs, regime } = deadlinesOf(laws, asked)
      const each = (law: Law): number => deadlinesOf([law], asked).dueAtMs
      expect(dueAtMs).toBe(Math.min(...(laws.length === 0 ? LAWS : laws).map(each)))
      expect(dueAtMs).toBeGreaterThan(receivedAtMs + 27 * DAY_MS)
      expect(extendedDueAtMs(regime, asked)).toBeGreaterThan(dueAtMs)
      if (acknowledgeByMs !== null) expect(acknowledgeByMs).toBeLessThan(dueAtMs)
      for (const zone of zones)
        expect(dueAtMs).toBeLessThanOrEqual(deadlinesOf(laws, { ...asked, zones: [zone] }).dueAtMs)
    }),
  )
})

test('the business is told at 50, 80 and 100 percent, each at its moment and not before', () => {
  fc.assert(
    fc.property(anInstant, fc.integer({ min: DAY_MS, max: 92 * DAY_MS }), (receivedAtMs, lengthMs) => {
      const running = { receivedAtMs, dueAtMs: receivedAtMs + lengthMs }
      const times: number[] = []
      for (let percent = 0; percent < 100;) {
        const atMs = nextEscalationAtMs(running, percent)!
        expect(percentAt(running, atMs - 1)).toBe(percent)
        percent = percentAt(running, atMs)
        times.push(percent)
      }
      expect(times).toEqual([50, 80, 100])
      expect(nextEscalationAtMs(running, 100)).toBeNull()
      expect(percentAt(running, running.dueAtMs)).toBe(100)
    }),
  )
})
