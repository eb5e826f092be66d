import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STEPS, type Step } from './progress.ts'
import { AFTERCARE_MS, HELD_LOOK_MS, nextStep, retryDelayMs, settled, type Standing } from './steps.ts'

const NOW = Date.parse('2026-11-24T17:00:00Z')
const DAY_MS = 86_400_000

const standing = (over: Partial<Standing> = {}): Standing => ({
  status: 'working',
  startsAtMs: NOW,
  done: [],
  holds: [],
  isClearedBeside: false,
  nowMs: NOW,
  ...over,
})

/** Does what is next until nothing is, and says what was done. */
function run(begin: Standing, crashes: (step: Step, times: number) => boolean = () => false): readonly Step[] {
  const done: Step[] = [...begin.done]
  const worked: Step[] = []
  for (let pass = 0; pass < 200; pass += 1) {
    const next = nextStep({ ...begin, done })
    if (next.do !== 'step') break
    worked.push(next.step)
    // A crash after the work and before the mark: the same step comes again.
    if (!crashes(next.step, worked.filter((step) => step === next.step).length)) done.push(next.step)
  }
  return worked
}

test('every step is done, in order, once', () => {
  expect(run(standing())).toEqual([...STEPS])
})

test('wherever it breaks off, and however often, it goes on with the step that was not marked', () => {
  const crashes = fc.dictionary(fc.constantFrom(...STEPS), fc.integer({ min: 0, max: 3 }))
  fc.assert(
    fc.property(crashes, (times) => {
      const worked = run(standing(), (step, nth) => nth <= (times[step] ?? 0))
      expect([...new Set(worked)]).toEqual([...STEPS])
      for (const step of STEPS) expect(worked.filter((each) => each === step)).toHaveLength((times[step] ?? 0) + 1)
    }),
  )
})

test('the key goes only after what must outlive it is safe, and rows only after what vendors have is owed', () => {
  const at = (step: Step): number => STEPS.indexOf(step)
  for (const before of ['survive', 'survey', 'unpoint', 'still', 'entomb'] as const)
    expect(at(before)).toBeLessThan(at('shred'))
  expect(at('owe')).toBeLessThan(at('still'))
  expect(at('close')).toBe(STEPS.length - 1)
})

test('before its time nothing begins, at its time everything does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 * DAY_MS }), (aheadMs) => {
      const startsAtMs = NOW + aheadMs
      expect(nextStep(standing({ startsAtMs }))).toEqual({ do: 'wait', status: 'waiting', untilMs: startsAtMs })
      expect(nextStep(standing({ startsAtMs, nowMs: startsAtMs }))).toEqual({ do: 'step', step: 'survive' })
    }),
  )
})

test('what was called off never begins', () => {
  expect(nextStep(standing({ status: 'cancelled' }))).toEqual({ do: 'nothing' })
})

test('under a hold on everything nothing is done, and it is looked again within a day', () => {
  const held = standing({ holds: [{ categories: null }] })
  expect(nextStep(held)).toEqual({ do: 'wait', status: 'held', untilMs: NOW + HELD_LOOK_MS })
  expect(HELD_LOOK_MS).toBeLessThan(DAY_MS)
})

test('under a hold on one category the rest goes, and the key stays until the hold ends', () => {
  const holds = [{ categories: ['recordings'] }]
  expect(run(standing({ holds }))).toEqual(['survive', 'survey', 'unpoint'])
  const done: readonly Step[] = ['survive', 'survey', 'unpoint']
  expect(nextStep(standing({ holds, done }))).toEqual({ do: 'clear_beside', except: ['recordings'] })
  expect(nextStep(standing({ holds, done, isClearedBeside: true }))).toMatchObject({ do: 'wait', status: 'held' })
  expect(nextStep(standing({ done, isClearedBeside: true }))).toEqual({ do: 'step', step: 'owe' })
})

test('a hold never lets the key go, whichever others there are', () => {
  const hold = fc.record({ categories: fc.option(fc.array(fc.constantFrom('calls', 'tasks')), { nil: null }) })
  fc.assert(
    fc.property(fc.array(hold, { minLength: 1 }), fc.boolean(), (holds, isClearedBeside) => {
      expect(run(standing({ holds, isClearedBeside }))).not.toContain('shred')
    }),
  )
})

test('a hold that comes when the key is gone holds up nothing: there is nothing left to keep', () => {
  const done = STEPS.slice(0, STEPS.indexOf('shred') + 1)
  expect(nextStep(standing({ done, holds: [{ categories: null }] }))).toEqual({ do: 'step', step: 'quiet' })
})

test('when all is done it is looked once more, and no more once vendors and requests are settled', () => {
  const none = { pending: 0, gaveUp: 0 }
  const closed = { closedAtMs: NOW, openRequests: 0 }
  expect(settled(none, { ...closed, nowMs: NOW })).toEqual({ status: 'completed', nextAtMs: NOW + AFTERCARE_MS })
  expect(settled(none, { ...closed, nowMs: NOW + AFTERCARE_MS })).toEqual({ status: 'completed', nextAtMs: null })
  const later = { ...closed, nowMs: NOW + DAY_MS }
  expect(settled({ pending: 1, gaveUp: 0 }, later)).toMatchObject({ status: 'vendors', nextAtMs: expect.any(Number) })
  expect(settled({ pending: 0, gaveUp: 1 }, later)).toEqual({ status: 'failed', nextAtMs: null })
  expect(settled(none, { ...later, openRequests: 1 })).toMatchObject({
    status: 'completed',
    nextAtMs: expect.any(Number),
  })
})

test('a go that breaks off is tried again within ten minutes, for ever', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (attempts) => {
      const waitMs = retryDelayMs(attempts)
      expect(waitMs).toBeGreaterThan(0)
      expect(waitMs).toBeLessThanOrEqual(10 * 60_000)
    }),
  )
})
