import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { waitsOf } from './intake-pace.ts'

test('a few people wait for nobody', () => {
  for (const nth of [0, 49]) expect(waitsOf(nth, 50)).toEqual({ fileMs: 0, passMs: 0 })
})

test('of a crowd everybody is filed before anybody is answered, in turn, and within bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 51, max: 1_000 }), (many) => {
      const waits = Array.from({ length: many }, (_, nth) => waitsOf(nth, many))
      const [files, passes] = [waits.map(({ fileMs }) => fileMs), waits.map(({ passMs }) => passMs)]
      const ascending = (times: readonly number[]) => times.toSorted((one, other) => one - other)
      expect([files, passes]).toEqual([ascending(files), ascending(passes)])
      expect(Math.min(...passes)).toBeGreaterThanOrEqual(Math.max(...files))
      expect(Math.max(...passes)).toBeLessThanOrEqual(90_000)
    }),
  )
})
