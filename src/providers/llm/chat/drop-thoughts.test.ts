import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createThoughtFilter } from './drop-thoughts.ts'

function saidOf(stream: string, cut: number): string {
  const filter = createThoughtFilter()
  const pieces = Array.from({ length: Math.ceil(stream.length / cut) }, (_, nth) =>
    stream.slice(nth * cut, (nth + 1) * cut),
  )
  return pieces.map((piece) => filter.push(piece)).join('') + filter.flush()
}

const anyWords = fc
  .string({ maxLength: 60 })
  .filter((text) => !text.trimStart().startsWith('<') && !text.includes('</think>'))

test('only the answer is said, wherever the stream is cut', () => {
  fc.assert(
    fc.property(anyWords, anyWords, fc.integer({ min: 1, max: 20 }), (thought, answer, cut) => {
      expect(saidOf(`\n<think>${thought}</think>${answer}`, cut)).toBe(answer)
    }),
  )
})

test('what is no thought is said as it is', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyWords, fc.constantFrom('<', '<thin', '<thinker> hello', ' a <think> b')),
      fc.integer({ min: 1, max: 9 }),
      (text, cut) => {
        expect(saidOf(text, cut)).toBe(text)
      },
    ),
  )
})

test('a thought without an end is not said', () => {
  expect(saidOf('<think>on and on', 3)).toBe('')
})
