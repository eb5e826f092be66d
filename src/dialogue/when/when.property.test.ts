import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDate } from './read-date.ts'
import { readShift } from './read-shift.ts'
import { readWhen } from './read-when.ts'
import { refineWish } from './refine-wish.ts'
import { saySlot } from './say.ts'
import { sayWish } from './say-wish.ts'
import { shiftWish } from './shift-wish.ts'
import { exactAtMs, windowsOf } from './windows-of.ts'
import type { WhenClock } from './wish.ts'
import { instantOf, localOf } from './zone-clock.ts'

const zone = fc.constantFrom(
  'America/New_York',
  'America/Los_Angeles',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Pacific/Auckland',
  'UTC',
)

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Many runs on a busy machine. */
const PATIENCE_MS = 60_000

/** Any minute of two years, so that every change of the clocks is met. */
const clock: fc.Arbitrary<WhenClock> = fc.record({
  nowMs: fc.integer({ min: 0, max: 730 * 1_440 }).map((minute) => Date.parse('2026-01-01T00:00Z') + minute * MINUTE_MS),
  timeZone: zone,
})

const WORDS = (
  'monday tuesday wednesday friday fridays saturday today tomorrow tonight next this last week weeks weekend month ' +
  'morning afternoon evenings noon at around between and or but not no from to until before after by the a in on of ' +
  "two three four ten eleven thirty 3 15 30 10:30 3pm am pm o'clock half past quarter 24th first second third " +
  'november december may march 11/24 2026-12-01 any day anytime week days hour later earlier instead actually ' +
  "doesn't work can't do move my appointment early late end , . - earliest asap following except"
).split(' ')

const utterance = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' '))

test(
  'windows come in order, apart, never in the past and never empty',
  () => {
    fc.assert(
      fc.property(utterance, utterance, clock, (first, second, now) => {
        const wish = refineWish(readWhen(first, now)?.wish ?? {}, readWhen(second, now)?.wish ?? {})
        const windows = windowsOf(wish, now, 60)
        expect(windows.length).toBeLessThanOrEqual(400)
        let lastMs = now.nowMs
        for (const [index, { fromMs, toMs }] of windows.entries()) {
          expect(fromMs).toBeGreaterThanOrEqual(lastMs + (index === 0 ? 0 : 1))
          expect(toMs).toBeGreaterThan(fromMs)
          lastMs = toMs
        }
      }),
      { numRuns: 400 },
    )
  },
  PATIENCE_MS,
)

test(
  'a slot that is read out and repeated is the same slot',
  () => {
    fc.assert(
      fc.property(clock, fc.integer({ min: 1, max: 60 * 288 }), (now, step) => {
        const fiveMinutesMs = 5 * MINUTE_MS
        const atMs = (Math.floor(now.nowMs / fiveMinutesMs) + step) * fiveMinutesMs
        const local = localOf(atMs, now.timeZone)
        // The second pass of a repeated hour cannot be told from the first by what the clock shows.
        fc.pre(instantOf(local, now.timeZone) === atMs)
        const reading = readWhen(saySlot(atMs, now), now)
        expect(exactAtMs(reading?.wish ?? {}, now)).toBe(atMs)
        expect(reading).toMatchObject({ past: false })
        expect(reading).not.toHaveProperty('unsure')
      }),
      { numRuns: 1_000 },
    )
  },
  PATIENCE_MS,
)

test('the time stays when only the day changes, and the day when only the time does', () => {
  const day = fc.constantFrom(
    'Tuesday',
    'tomorrow',
    'next Friday',
    'December 3rd',
    'the 24th',
    'next week',
    'the weekend',
  )
  const time = fc.constantFrom('at ten', 'in the afternoon', 'after three', 'at 3:30 pm', 'between two and four')
  fc.assert(
    fc.property(day, time, day, clock, (firstDay, said, otherDay, now) => {
      const first = readWhen(`${firstDay} ${said}`, now)?.wish ?? {}
      const other = readWhen(`no, ${otherDay}`, now)?.wish ?? {}
      expect(refineWish(first, other).time).toEqual(first.time)
      const { fromDate, toDate } = refineWish(readWhen(firstDay, now)?.wish ?? {}, readWhen(said, now)?.wish ?? {})
      expect({ fromDate, toDate }).toEqual({ fromDate: first.fromDate, toDate: first.toDate })
    }),
  )
})

test(
  'no text and no turn of a call makes it throw',
  () => {
    const text = fc.oneof(utterance, fc.string({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 200 }))
    fc.assert(
      fc.property(text, text, clock, (first, second, now) => {
        const [one, other] = [readWhen(first, now), readWhen(second, now, 'time')]
        const wish = refineWish(one?.wish ?? {}, other?.wish ?? {})
        for (const shift of ['earlier', 'later', 'another_day'] as const) {
          const shifted = shiftWish(wish, shift, [now.nowMs + DAY_MS], now)
          windowsOf(shifted, now, 30)
          expect(sayWish(shifted, now).length).toBeGreaterThan(0)
        }
        exactAtMs(wish, now)
        readDate(first, now)
        readShift(first)
        for (const [start, end] of one?.spans ?? []) expect(end).toBeGreaterThan(start)
      }),
      { numRuns: 400 },
    )
  },
  PATIENCE_MS,
)

test('the stretches of text that were used are in order and inside it', () => {
  fc.assert(
    fc.property(utterance, clock, (text, now) => {
      let last = 0
      for (const [start, end] of readWhen(text, now)?.spans ?? []) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeLessThanOrEqual(text.length)
        last = end
      }
    }),
  )
})
