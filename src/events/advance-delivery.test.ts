import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { HEALTHY, advanceDelivery, type Health, type Step } from './advance-delivery.ts'
import { lanesOf } from './breaker.ts'
import type { Outcome } from './delivery.ts'
import { RETRY_AFTER_MS_MAX, RETRY_DELAYS_MS, readRetryAfter } from './retry-schedule.ts'

const NOW_MS = Date.UTC(2026, 2, 2)
const SECOND_MS = 1000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const answered = (statusCode: number, retryAfter: string | null = null): Outcome => ({
  kind: 'answered',
  statusCode,
  retryAfter,
  response: null,
  durationMs: 12,
})
const timeout: Outcome = { kind: 'not_answered', error: 'timeout', durationMs: 15_000 }
const unreachable: Outcome = { kind: 'not_answered', error: 'unreachable', durationMs: 3 }

const advance = (outcome: Outcome, tries = 1, health: Health = HEALTHY, random = 0): Step =>
  advanceDelivery(tries, health, outcome, { nowMs: NOW_MS, random })
const delay = (step: Step): number | null => step.nextAttemptAtMs && step.nextAttemptAtMs - NOW_MS

test.each([200, 201, 204, 299])('%i is delivered', (code) => {
  expect(advance(answered(code))).toMatchObject({ status: 'delivered', nextAttemptAtMs: null, disable: null })
})

test.each([301, 302, 307, 308, 400, 401, 404, 418, 500, 503])('%i is tried again on schedule', (code) => {
  expect(RETRY_DELAYS_MS.slice(1).map((_, index) => delay(advance(answered(code), index + 1)))).toEqual(
    RETRY_DELAYS_MS.slice(1),
  )
})

test('an unreachable endpoint is tried again on schedule, ten times in about 75 hours', () => {
  expect(delay(advance(unreachable))).toBe(5 * SECOND_MS)
  expect(advance(unreachable, 10)).toMatchObject({ status: 'failed', nextAttemptAtMs: null })
  expect(RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0) / HOUR_MS).toBeCloseTo(75.6, 1)
})

test.each([answered(429), answered(502), answered(504), timeout])(
  'who is overwhelmed gets at least a minute: %o',
  (outcome) => {
    expect(delay(advance(outcome, 1))).toBe(60 * SECOND_MS)
    expect(delay(advance(outcome, 2))).toBe(5 * 60 * SECOND_MS)
  },
)

test('Retry-After is a floor, in seconds or as a date, up to the longest step', () => {
  expect(delay(advance(answered(503, '120')))).toBe(120 * SECOND_MS)
  expect(delay(advance(answered(429, new Date(NOW_MS + HOUR_MS).toUTCString())))).toBe(HOUR_MS)
  expect(delay(advance(answered(503, '1')))).toBe(5 * SECOND_MS)
  expect(delay(advance(answered(503, '99999999999')))).toBe(RETRY_AFTER_MS_MAX)
})

test('a Retry-After that makes no sense asks for nothing', () => {
  for (const header of [null, '', 'soon', '-5', '1.5', '1e9', 'Mon, 99 Foo 2026'])
    expect(readRetryAfter(header, NOW_MS)).toBeNull()
  expect(readRetryAfter(new Date(NOW_MS - DAY_MS).toUTCString(), NOW_MS)).toBe(0)
})

test('jitter never brings an attempt forward, nor before what Retry-After named', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.nat(200_000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (tries, seconds, random) => {
        const step = RETRY_DELAYS_MS[tries]!
        const waited = delay(advance(answered(500, String(seconds)), tries, HEALTHY, random))!
        const floor = Math.max(step, Math.min(seconds * SECOND_MS, RETRY_AFTER_MS_MAX))
        expect(waited).toBeGreaterThanOrEqual(floor)
        expect(waited).toBeLessThanOrEqual(Math.max(floor, step + Math.min(step / 10, 15 * 60_000)))
      },
    ),
  )
})

test('410 disables the endpoint at once and keeps the event', () => {
  expect(advance(answered(410))).toMatchObject({ status: 'held', disable: 'gone', nextAttemptAtMs: null })
})

/** Attempts at the given hours, `true` for those that are answered with 200. Returns what happened at each. */
const live = (attempts: readonly (readonly [hour: number, delivered: boolean])[]): Step[] => {
  let health = HEALTHY
  return attempts.map(([hour, delivered]) => {
    const now = { nowMs: NOW_MS + hour * HOUR_MS, random: 0 }
    const step = advanceDelivery(1, health, delivered ? answered(200) : unreachable, now)
    health = step.health
    return step
  })
}

test('five days of only failures disable an endpoint, with warnings on the way', () => {
  const steps = live([
    [0, false],
    [30, false],
    [61, false],
    [85, false],
    [109, false],
    [120, false],
  ])
  expect(steps.map(({ warnPercent }) => warnPercent)).toEqual([null, null, 50, 70, 90, null])
  expect(steps.map(({ disable }) => disable)).toEqual([null, null, null, null, null, 'only_failures'])
})

test('one success starts the five days anew', () => {
  const steps = live([
    [0, false],
    [60, false],
    [100, true],
    [121, false],
    [200, false],
    [240, false],
    [241, false],
  ])
  expect(steps.map(({ disable }) => disable)).toEqual([null, null, null, null, null, null, 'only_failures'])
})

test('two failures days apart are no streak', () => {
  expect(
    live([
      [0, false],
      [1, false],
      [130, false],
    ]).at(-1)?.disable,
  ).toBeNull()
  expect(
    live([
      [0, false],
      [1, false],
      [130, false],
      [131, false],
    ]).at(-1)?.disable,
  ).toBe('only_failures')
})

const failed = (times: number, health: Health = HEALTHY, nowMs = NOW_MS): Health =>
  Array.from({ length: times }).reduce<Health>(
    (before) => advanceDelivery(1, before, unreachable, { nowMs, random: 0 }).health,
    health,
  )

test('the breaker opens when most of ten attempts failed, and says why', () => {
  expect(failed(9).breaker.state).toBe('closed')
  const { breaker } = failed(10)
  expect(breaker).toMatchObject({
    state: 'open',
    trips: 1,
    untilMs: NOW_MS + 30_000,
    reason: '10 of the last 10 attempts failed',
  })
  expect(lanesOf(breaker, 10, NOW_MS + 29_999)).toBe(0)
  expect(lanesOf(breaker, 10, NOW_MS + 30_000)).toBe(1)
})

test('a breaker stays closed while enough gets through', () => {
  const mixed = Array.from({ length: 60 }).reduce<Health>((health, _, index) => {
    const outcome = index % 3 === 0 ? answered(200) : unreachable
    return advanceDelivery(1, health, outcome, { nowMs: NOW_MS, random: 0 }).health
  }, HEALTHY)
  expect(mixed.breaker.state).toBe('closed')
})

test('a probe that fails doubles the wait up to half an hour, one that succeeds closes the breaker', () => {
  let health = failed(10)
  for (const seconds of [60, 120, 240, 480, 960, 1800, 1800]) {
    health = failed(1, { ...health, breaker: { ...health.breaker, state: 'half_open' } })
    expect(health.breaker).toMatchObject({ state: 'open', untilMs: NOW_MS + seconds * SECOND_MS })
  }
  const probing: Health = { ...health, breaker: { ...health.breaker, state: 'half_open' } }
  expect(advance(answered(200), 1, probing).health).toEqual(HEALTHY)
})

test('whatever an endpoint answers, a delivery ends: at the first 2xx, at a 410, or after ten attempts', () => {
  const anOutcome = fc.oneof(
    fc.constantFrom(timeout, unreachable),
    fc
      .record({
        code: fc.integer({ min: 100, max: 599 }),
        after: fc.option(fc.integer({ min: 0, max: 10 ** 7 }).map(String)),
      })
      .map(({ code, after }) => answered(code, after)),
  )
  fc.assert(
    fc.property(
      fc.array(anOutcome, { minLength: 10, maxLength: 10 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (outcomes, random) => {
        let [health, nowMs, tries] = [HEALTHY, NOW_MS, 0]
        for (const outcome of outcomes) {
          tries += 1
          const step = advanceDelivery(tries, health, outcome, { nowMs, random })
          health = step.health
          if (step.status !== 'pending') {
            const code = outcome.kind === 'answered' ? outcome.statusCode : 0
            const expected = code >= 200 && code < 300 ? 'delivered' : step.disable !== null ? 'held' : 'failed'
            expect(step.status).toBe(expected)
            if (expected === 'failed') expect(tries).toBe(10)
            return
          }
          expect(step.nextAttemptAtMs!).toBeGreaterThanOrEqual(nowMs + RETRY_DELAYS_MS[tries]!)
          nowMs = step.nextAttemptAtMs!
        }
        expect.unreachable('ten attempts and still pending')
      },
    ),
  )
})
