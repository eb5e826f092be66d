import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangeAsked } from './byte-range.ts'

test.each([
  [null, 'whole'],
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=0-', { start: 0, end: 100 }],
  ['bytes=10-19', { start: 10, end: 20 }],
  ['bytes=90-500', { start: 90, end: 100 }],
  ['bytes=-1', { start: 99, end: 100 }],
  ['bytes=-500', { start: 0, end: 100 }],
  ['Bytes=5-6', { start: 5, end: 7 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=100-200', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=99999999999999999999-', 'unsatisfiable'],
  // Malformed, another unit or several: as if nothing had been asked.
  ['bytes=20-10', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=', 'whole'],
  ['bytes=a-b', 'whole'],
  ['seconds=1-2', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
] as const)('of 100 bytes, %s is %j', (header, expected) => {
  expect(rangeAsked(header, 100)).toEqual(expected)
})

test('nothing of nothing can be given', () => {
  expect(rangeAsked('bytes=0-', 0)).toBe('unsatisfiable')
  expect(rangeAsked('bytes=-5', 0)).toBe('unsatisfiable')
})

test('what is given lies within and is never empty', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.option(fc.nat(2_000)), fc.option(fc.nat(2_000)), (bytes, first, last) => {
      const asked = rangeAsked(`bytes=${first ?? ''}-${last ?? ''}`, bytes)
      if (typeof asked === 'string') return
      expect(asked.start).toBeGreaterThanOrEqual(0)
      expect(asked.end).toBeGreaterThan(asked.start)
      expect(asked.end).toBeLessThanOrEqual(bytes)
    }),
  )
})
