import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { escalationAt } from './escalation.ts'

const HOUR_MS = 3_600_000

test('a clock of 72 hours is told of at 36 hours, at 57.6 and at its end, to the millisecond', () => {
  const at = (hours: number, lessMs = 0) => escalationAt(0, 72 * HOUR_MS, hours * HOUR_MS - lessMs)
  expect([at(0), at(36, 1), at(36), at(57.6, 1), at(57.6), at(72, 1), at(72), at(500)]).toEqual([
    0, 0, 50, 50, 80, 80, 100, 100,
  ])
})

test('time that passes never takes an alarm back', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1 }), fc.nat(), fc.nat(), (fromMs, lengthMs, oneMs, moreMs) => {
      const early = escalationAt(fromMs, fromMs + lengthMs, fromMs + oneMs)
      expect(escalationAt(fromMs, fromMs + lengthMs, fromMs + oneMs + moreMs)).toBeGreaterThanOrEqual(early)
    }),
  )
})
