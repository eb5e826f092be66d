import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSentenceSplitter } from './sentences.ts'

const split = (...pieces: string[]): string[] => {
  const splitter = createSentenceSplitter()
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.flush()]
}

test('a sentence is whole only when something follows it', () => {
  const splitter = createSentenceSplitter()
  expect(splitter.push('I have ten')).toEqual([])
  expect(splitter.push(' thirty. ')).toEqual(['I have ten thirty.'])
  expect(splitter.push('Shall I')).toEqual([])
  expect(splitter.flush()).toEqual(['Shall I'])
})

test('titles, times and initials end no sentence', () => {
  expect(split('Dr. Patel is in at 10 a.m. on Tuesday. ', 'Would that suit?')).toEqual([
    'Dr. Patel is in at 10 a.m. on Tuesday.',
    'Would that suit?',
  ])
})

test('however a text is cut into tokens, the same sentences come out and no word is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Hello there.', 'It is 10 a.m. now.', 'Really?', 'Yes!', 'And so on'), { maxLength: 8 }),
      fc.nat(7),
      (parts, step) => {
        const text = parts.join(' ')
        const tokens = text.match(new RegExp(`.{1,${step + 1}}`, 'gs')) ?? []
        expect(split(...tokens)).toEqual(split(text))
        expect(split(...tokens).join(' ')).toBe(text)
      },
    ),
  )
})

test('a monologue without full stops is still let out', () => {
  expect(split('word '.repeat(400)).length).toBeGreaterThan(1)
})

test('a word without an end is let out in pieces of a bounded length', () => {
  const pieces = split('x'.repeat(5_000))
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(600)
  expect(pieces.join('')).toBe('x'.repeat(5_000))
})
