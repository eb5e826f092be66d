import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ANY_TIME, nextInWindow } from './campaign-window.ts'

const WEEKDAYS = { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60 }
const at = (text: string): number => Date.parse(text)

test('a Friday evening waits for Monday morning, by the clock of whoever is contacted', () => {
  expect(nextInWindow(WEEKDAYS, ['America/New_York'], at('2026-12-04T22:30:00Z'))).toBe(at('2026-12-07T14:00:00Z'))
  expect(nextInWindow(WEEKDAYS, ['America/Los_Angeles'], at('2026-12-04T22:30:00Z'))).toBe(at('2026-12-04T22:30:00Z'))
})

test('of two zones both must be open; the end is closed', () => {
  const both = ['America/Chicago', 'America/New_York']
  expect(nextInWindow(WEEKDAYS, both, at('2026-12-07T14:30:00Z'))).toBe(at('2026-12-07T15:00:00Z'))
  expect(nextInWindow(WEEKDAYS, ['America/New_York'], at('2026-12-07T22:00:00Z'))).toBe(at('2026-12-08T14:00:00Z'))
})

test('the day on which clocks change has its window at the new hour', () => {
  const daily = { days: [0, 1, 2, 3, 4, 5, 6], from: 9 * 60, to: 17 * 60 }
  expect(nextInWindow(daily, ['America/New_York'], at('2027-03-14T05:00:00Z'))).toBe(at('2027-03-14T13:00:00Z'))
})

test('zones that are never open at once are never', () => {
  const short = { days: [1], from: 9 * 60, to: 9 * 60 + 30 }
  expect(nextInWindow(short, ['America/New_York', 'Europe/Madrid'], at('2026-12-07T00:00:00Z'))).toBeNull()
})

test('what it gives is open, not past, and nothing before it was', () => {
  const zones = fc.uniqueArray(fc.constantFrom('America/New_York', 'America/Denver', 'Asia/Kolkata', 'UTC'), {
    maxLength: 2,
  })
  const span = fc.tuple(fc.integer({ min: 0, max: 1_300 }), fc.integer({ min: 60, max: 700 }))
  const day = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 })
  fc.assert(
    fc.property(
      zones,
      span,
      day,
      fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') }),
      (ins, [from, length], days, ms) => {
        const window = { days, from, to: Math.min(1_440, from + length) }
        const next = nextInWindow(window, ins, ms)
        if (next === null) return
        expect(next).toBeGreaterThanOrEqual(ms)
        expect(nextInWindow(window, ins, next)).toBe(next)
        if (next > ms) expect(nextInWindow(window, ins, next - 1)).toBe(next)
      },
    ),
    { numRuns: 60 },
  )
  expect(nextInWindow(ANY_TIME, ['UTC'], 5)).toBe(5)
})
