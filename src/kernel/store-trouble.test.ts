import { expect, test } from 'vitest'
import { isStoreTrouble } from './store-trouble.ts'

test.each([
  'D1_ERROR: database or disk is full: SQLITE_FULL',
  'internal error; reference = 8s7f6g5h',
  'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
  'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
  'Network connection lost.',
])('a store in trouble is known by its words, however often they were wrapped: %s', (words) => {
  const trouble = new Error(words)
  expect(isStoreTrouble(trouble)).toBe(true)
  expect(isStoreTrouble(new Error('Failed query', { cause: new Error('batch', { cause: trouble }) }))).toBe(true)
})

test('a mistake of ours is not taken for a store in trouble, and a circle of causes ends', () => {
  const circle = new Error('no such table: calls')
  circle.cause = circle
  for (const thrown of [circle, new Error('D1_ERROR: UNIQUE constraint failed: calls.id'), null, 'SQLITE_FULL'])
    expect(isStoreTrouble(thrown)).toBe(false)
})
