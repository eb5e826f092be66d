import { expect, test } from 'vitest'
import { crowdWaitMs, noteFiled, noteUnfiled } from './crowd.ts'

test('answers to a crowd are left until all of it is filed, but not for ever', () => {
  expect(crowdWaitMs(0, 0)).toBe(0)
  for (let nth = 0; nth < 100; nth += 1) noteUnfiled(`per_${nth}`, nth * 1_000)
  expect(crowdWaitMs(50_000, 50_000)).toBeGreaterThan(1_000)
  for (let nth = 0; nth < 90; nth += 1) noteFiled(`per_${nth}`)
  expect(crowdWaitMs(99_000, 99_000)).toBeLessThan(1_000)
  expect(crowdWaitMs(99_000, 99_000)).toBeGreaterThan(0)
  expect(crowdWaitMs(159_001, 159_001)).toBe(0)
})

test('an answer is left for a minute at most, however long others of a crowd go on to come in', () => {
  for (let nowMs = 1_000_000; nowMs <= 1_200_000; nowMs += 1_000) {
    for (let nth = 0; nth < 100; nth += 1) noteUnfiled(`per_${nth}`, nowMs)
    const waitMs = crowdWaitMs(nowMs, 1_000_000)
    expect(nowMs + waitMs).toBeLessThanOrEqual(Math.max(nowMs, 1_060_000))
    expect(waitMs > 0).toBe(nowMs < 1_060_000)
  }
})
