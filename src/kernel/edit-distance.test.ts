import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, isNearWord } from './edit-distance.ts'

test.each([
  ['crowne', 'crown'],
  ['cleanin', 'cleaning'],
  ['insurence', 'insurance'],
  ['adress', 'address'],
  ['filing', 'filling'],
  ['claening', 'cleaning'],
])('%s is taken for %s', (heard, known) => expect(isNearWord(heard, known)).toBe(true))

test.each([
  ['cat', 'car'],
  ['the', 'tha'],
  ['cleaning', 'clearing up'],
  ['crown', 'brownie'],
])('%s is not taken for %s', (heard, known) => expect(isNearWord(heard, known)).toBe(false))

test('a swap of neighbours is one slip', () => expect(editDistance('hte', 'the')).toBe(1))

test('the distance is none to itself, the same both ways, and at most the longer word', () => {
  const word = fc.string({ maxLength: 12 })
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(editDistance(one, one)).toBe(0)
      expect(editDistance(one, other)).toBe(editDistance(other, one))
      expect(editDistance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length))
    }),
  )
})
