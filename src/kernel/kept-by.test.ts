import { expect, test } from 'vitest'
import { keptBy } from './kept-by.ts'

test('it is made once for the same things, and anew where any of them is another', () => {
  let made = 0
  const count = keptBy((_key: object, ..._of: readonly [string, readonly number[]]) => (made += 1))
  const [one, other, list] = [{}, {}, [1, 2]]
  expect([count(one, 'a', list), count(one, 'a', list), count(one, 'a', list)]).toEqual([1, 1, 1])
  expect(count(one, 'b', list)).toBe(2)
  expect(count(one, 'b', [1, 2])).toBe(3)
  expect(count(other, 'b', list)).toBe(4)
  expect(count(one, 'a', list)).toBe(5)
})
