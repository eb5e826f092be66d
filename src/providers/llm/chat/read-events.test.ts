import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventReader } from './read-events.ts'

function readAll(pieces: readonly string[]): string[] {
  const reader = createEventReader()
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.flush()]
}

const anyData = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll(/[\r\n]/g, ' '))

test('events are the same wherever the network cuts them, and however their lines end', () => {
  fc.assert(
    fc.property(
      fc.array(anyData, { maxLength: 20 }),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }),
      (events, end, cuts) => {
        const stream = events.map((data) => `: comment${end}event: x${end}data: ${data}${end}${end}`).join('')
        const at = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length]
        const pieces = at.slice(1).map((to, nth) => stream.slice(at[nth], to))
        expect(readAll(pieces)).toEqual(events)
      },
    ),
  )
})

test('lines of one event belong together', () => {
  expect(readAll(['data: {"a":\ndata: 1}\n\n'])).toEqual(['{"a":\n1}'])
})

test('the last event counts without the line behind it', () => {
  expect(readAll(['data:one\n\ndata: [DONE]'])).toEqual(['one', '[DONE]'])
})

test('an event without an end is not read on', () => {
  const reader = createEventReader()
  expect(() => Array.from({ length: 40 }, () => reader.push('x'.repeat(10_000)))).toThrow('malformed')
})
