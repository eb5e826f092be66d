import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callFigures } from './call-figures.ts'

const sums = (values: Record<string, number>) => new Map(Object.entries(values))

test('without calls there is no average, no share and no percentile', () => {
  expect(callFigures(sums({}))).toEqual({
    calls: 0,
    callSeconds: 0,
    averageSeconds: null,
    outcomes: {},
    contained: 0,
    containment: null,
    replies: { count: 0, histogram: {}, p50Ms: null, p95Ms: null },
  })
})

test('calls are added up by what came of them', () => {
  const figures = callFigures(
    sums({
      calls: 4,
      call_seconds: 250,
      'calls.outcome.booked': 3,
      'calls.outcome.transferred': 1,
      'calls.contained': 3,
      'calls.started': 5,
    }),
  )
  expect(figures).toMatchObject({
    calls: 4,
    averageSeconds: 63,
    containment: 0.75,
    outcomes: { booked: 3, transferred: 1 },
  })
})

test('a percentile is the bound of the bucket it lies in', () => {
  const { replies } = callFigures(sums({ 'reply_ms.le_250': 6, 'reply_ms.le_1000': 3, 'reply_ms.over': 1 }))
  expect(replies).toEqual({ count: 10, histogram: { le_250: 6, le_1000: 3, over: 1 }, p50Ms: 250, p95Ms: null })
})

test('percentiles bound the replies they are of, whatever the histogram', () => {
  const bounds = [100, 250, 500, 1000, 2000, 4000]
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 50 }), (replyMs) => {
      const counted: Record<string, number> = {}
      for (const ms of replyMs) {
        const name = `reply_ms.le_${bounds.find((bound) => ms <= bound)}`
        counted[name] = (counted[name] ?? 0) + 1
      }
      const { p50Ms, p95Ms } = callFigures(sums(counted)).replies
      const share = (bound: number | null) => replyMs.filter((ms) => ms <= (bound ?? 0)).length / replyMs.length
      expect(share(p50Ms)).toBeGreaterThanOrEqual(0.5)
      expect(share(p95Ms)).toBeGreaterThanOrEqual(0.95)
      expect(p95Ms ?? 0).toBeGreaterThanOrEqual(p50Ms ?? 0)
    }),
  )
})
