import { describe, expect, test } from 'vitest'
import { readWhen } from './read-when.ts'
import { exactAtMs, windowsOf } from './windows-of.ts'
import { localOf } from './zone-clock.ts'
import { dateOf } from './civil-day.ts'

/** Monday, November 23, 2026, 10:00 in New York. */
const clock = { nowMs: Date.parse('2026-11-23T15:00:00Z'), timeZone: 'America/New_York' }

const firstOf = (text: string): string => {
  const [window] = windowsOf(readWhen(text, clock)?.wish ?? {}, clock, 60)
  if (!window) return 'never'
  const { day, minutes } = localOf(window.fromMs, clock.timeZone)
  return `${dateOf(day)} ${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

describe('a time that is told in a story', () => {
  test.each([
    ["I'm flying out on the 3rd and back on the 10th, I need a cleaning after that", '2026-12-11 0:00'],
    ["Wednesday, I have a 2 o'clock meeting so after that", '2026-11-25 15:00'],
    ["I have a 2 o'clock meeting on Wednesday so any time after that", '2026-11-25 15:00'],
    ['I get off at five tomorrow, so after that', '2026-11-24 17:00'],
    ['after my trip on the 4th', '2026-12-05 0:00'],
    ['in two weeks on a Thursday', '2026-12-10 0:00'],
    ['midnight tonight', '2026-11-24 0:00'],
    ['a birthday on the 12th of December', '2026-12-12 0:00'],
  ])('"%s" begins at %s', (text, expected) => {
    expect(firstOf(text)).toBe(expected)
  })

  test.each(['before I leave on the 28th', 'before my flight on the 28th'])('"%s" ends the day before', (text) => {
    expect(readWhen(text, clock)?.wish).toEqual({ toDate: '2026-11-27' })
  })

  test.each(['yesterday at ten', 'last Monday at 3', 'book me at ten yesterday'])('"%s" is gone', (text) => {
    expect(readWhen(text, clock)).toMatchObject({ past: true, wish: {} })
  })

  test('a time after a story of yesterday is still wished for', () => {
    const reading = readWhen('it started yesterday, can I come at ten tomorrow', clock)
    expect(exactAtMs(reading?.wish ?? {}, clock)).toBe(Date.parse('2026-11-24T15:00:00Z'))
  })

  test('a day the caller does not drive on is ruled out', () => {
    expect(readWhen("I don't drive on Mondays, so any other day", clock)?.wish).toEqual({ notWeekdays: [1] })
  })
})
