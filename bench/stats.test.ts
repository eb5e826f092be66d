import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { endOfAnswer } from './http-load.ts'
import { pathOf } from './path.ts'
import { median, percentile } from './stats.ts'

const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })

test('a percentile is the value that its share of the values do not exceed', () => {
  const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(oneToHundred, 0.5)).toBe(50)
  expect(percentile(oneToHundred, 0.99)).toBe(99)
  expect(percentile(oneToHundred, 1)).toBe(100)
  expect(percentile([7], 0.01)).toBe(7)
})

test('a percentile is one of the values, and enough of them lie at or below it', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0.001, max: 1, noNaN: true }), (list, share) => {
      const found = percentile(list, share)
      expect(list).toContain(found)
      expect(list.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * list.length)
      expect(list.filter((value) => value < found).length).toBeLessThan(share * list.length)
    }),
  )
})

test('the median lies in the middle, whatever order the values came in', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  fc.assert(
    fc.property(values, (list) => {
      expect(median(list)).toBe(median(list.toReversed()))
      expect(list.filter((value) => value < median(list)).length).toBeLessThanOrEqual(list.length / 2)
      expect(list.filter((value) => value > median(list)).length).toBeLessThanOrEqual(list.length / 2)
    }),
  )
})

test('no figure is made of nothing', () => {
  expect(() => percentile([], 0.5)).toThrow(RangeError)
  expect(() => percentile([1], 0)).toThrow(RangeError)
  expect(() => median([])).toThrow(RangeError)
})

test('a path is its figure over the floor, and held exactly when its bound says so', () => {
  const rps = { name: 'rps', unit: 'requests/s', us: 700, floor: 1000 }
  expect(pathOf(rps, ['ratio_at_least', 0.7])).toMatchObject({ ratio: 0.7, target: 0.7, held: true })
  expect(pathOf({ ...rps, us: 699 }, ['ratio_at_least', 0.7])).toMatchObject({ ratio: 0.699, held: false })
  expect(pathOf({ ...rps, us: 1300 }, ['ratio_at_most', 1.3])).toMatchObject({ ratio: 1.3, held: true })
  expect(pathOf({ ...rps, us: 1301 }, ['ratio_at_most', 1.3])).toMatchObject({ held: false })
  expect(pathOf({ ...rps, us: 1100 }, ['above_floor_at_most', 100])).toMatchObject({ held: true })
  expect(pathOf({ ...rps, us: 1101 }, ['above_floor_at_most', 100])).toMatchObject({ held: false })
})

test('a path without a floor has no ratio, and one without a target is not held to anything', () => {
  expect(pathOf({ name: 'bundle', unit: 'KiB', us: 351 }, ['us_at_most', 350])).toMatchObject({
    floor: null,
    ratio: null,
    held: false,
  })
  expect(pathOf({ name: 'none', unit: 'statements', us: 0, floor: 0 }, ['us_at_most', 0])).toMatchObject({
    ratio: null,
    held: true,
  })
  expect(pathOf({ name: 'p50', unit: 'ms', us: 3, floor: 2 })).toMatchObject({ ratio: 1.5, target: null, held: null })
})

test('a missing floor never holds a ratio', () => {
  expect(pathOf({ name: 'rps', unit: 'requests/s', us: 700, floor: 0 }, ['ratio_at_most', 1.3]).held).toBe(false)
})

test('an answer ends where its length says, or with its empty chunk', () => {
  const sized = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'
  expect(endOfAnswer(sized)).toBe(sized.length)
  expect(endOfAnswer(`${sized}HTTP/1.1 200`)).toBe(sized.length)
  for (let cut = 0; cut < sized.length; cut += 1) expect(endOfAnswer(sized.slice(0, cut))).toBeNull()
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'
  expect(endOfAnswer(chunked)).toBe(chunked.length)
  for (let cut = 0; cut < chunked.length; cut += 1) expect(endOfAnswer(chunked.slice(0, cut))).toBeNull()
})
