import { expect, test } from 'vitest'
import { createBreakers } from './breaker.ts'

const NAME = 'ten_1/openai'
const failure = { refused: false, retryAfterMs: null }

test('a vendor that failed is left alone, and longer each time it fails again', () => {
  const breakers = createBreakers()
  expect(breakers.allows(NAME, 0)).toBe(true)
  breakers.failed(NAME, failure, 0)
  expect(breakers.allows(NAME, 9_999)).toBe(false)
  expect(breakers.allows(NAME, 10_000)).toBe(true)
  breakers.failed(NAME, failure, 10_500)
  expect(breakers.allows(NAME, 40_000)).toBe(false)
  expect(breakers.allows(NAME, 40_500)).toBe(true)
})

test('after its rest one call tries it, and the others wait for what comes of that', () => {
  const breakers = createBreakers()
  breakers.failed(NAME, failure, 0)
  expect([1, 2, 3].map(() => breakers.allows(NAME, 10_000))).toEqual([true, false, false])
  breakers.worked(NAME)
  expect([1, 2].map(() => breakers.allows(NAME, 10_001))).toEqual([true, true])
})

test('a trial that nobody hears of again leaves the vendor alone for seconds, not for ever', () => {
  const breakers = createBreakers()
  breakers.failed(NAME, failure, 0)
  expect(breakers.allows(NAME, 10_000)).toBe(true)
  expect(breakers.allows(NAME, 18_000)).toBe(true)
})

test('a vendor is left alone as long as it asks, within five minutes, and one that refuses us for two', () => {
  const breakers = createBreakers()
  breakers.failed('a', { refused: false, retryAfterMs: 60_000 }, 0)
  breakers.failed('b', { refused: false, retryAfterMs: 86_400_000 }, 0)
  breakers.failed('c', { refused: true, retryAfterMs: null }, 0)
  expect(['a', 'b', 'c'].map((name) => breakers.allows(name, 59_999))).toEqual([false, false, false])
  expect(['a', 'b', 'c'].map((name) => breakers.allows(name, 120_000))).toEqual([true, false, true])
  expect(breakers.allows('b', 300_000)).toBe(true)
})

test('one business’s trouble with a vendor is not another’s', () => {
  const breakers = createBreakers()
  breakers.failed('ten_1/openai', failure, 0)
  expect(breakers.allows('ten_2/openai', 1)).toBe(true)
})

test('the oldest of very many is forgotten first', () => {
  const breakers = createBreakers()
  for (let nth = 0; nth <= 1_000; nth += 1) breakers.failed(`ten_${nth}`, failure, 0)
  expect(breakers.allows('ten_0', 1)).toBe(true)
  expect(breakers.allows('ten_1000', 1)).toBe(false)
})
