import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { TOKENS_MAX, TOKENS_PER_SECOND, fullBucket, msUntilToken, refill } from './token-bucket.ts'

test('however calls are spread, no more get through than the burst and the rate allow', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 400 }), { minLength: 1, maxLength: 400 }), (gapsMs) => {
      let [bucket, nowMs, taken] = [fullBucket(0), 0, 0]
      let latestMs = 0
      for (const gapMs of gapsMs) {
        nowMs = Math.max(0, nowMs + gapMs)
        latestMs += Math.max(0, gapMs)
        bucket = refill(bucket, nowMs)
        if (msUntilToken(bucket) > 0) continue
        bucket = { ...bucket, tokens: bucket.tokens - 1 }
        taken += 1
      }
      expect(taken).toBeLessThanOrEqual(TOKENS_MAX + (latestMs * TOKENS_PER_SECOND) / 1000)
    }),
  )
})

test('an empty bucket says when to come back, and then there is a token', () => {
  const empty = { tokens: 0, atMs: 0 }
  expect(msUntilToken(empty)).toBe(1000 / TOKENS_PER_SECOND)
  expect(msUntilToken(refill(empty, msUntilToken(empty)))).toBe(0)
})
