import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWrittenCallFilter } from './written-call.ts'

function read(stream: string, cut: number) {
  const filter = createWrittenCallFilter()
  const pieces = Array.from({ length: Math.ceil(stream.length / cut) }, (_, nth) =>
    stream.slice(nth * cut, (nth + 1) * cut),
  )
  const said = pieces.map((piece) => filter.push(piece)).join('')
  return { said, calls: filter.finish().map(({ name, args }) => ({ name, args })) }
}

const WRITTEN = [
  '{"name": "book", "parameters": {"option": 1}}',
  '\n{"type": "function", "name": "book", "parameters": {"option": 1}}',
  '{"type":"function","function":{"name":"book","arguments":{"option":1}}}',
  '<tool_call>\n{"name": "book", "arguments": {"option": 1}}\n</tool_call>',
  '<|python_tag|>{"name": "book", "parameters": {"option": 1}}',
]

test('a call that is written out is made and not said, wherever the stream is cut', () => {
  fc.assert(
    fc.property(fc.constantFrom(...WRITTEN), fc.integer({ min: 1, max: 50 }), (text, cut) => {
      expect(read(text, cut)).toEqual({ said: '', calls: [{ name: 'book', args: { option: 1 } }] })
    }),
  )
})

test('what is said to the caller is said as it is', () => {
  const anySpeech = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => /^\s*[^\s{<]/.test(text))
  fc.assert(
    fc.property(anySpeech, fc.integer({ min: 1, max: 9 }), (text, cut) => {
      expect(read(text, cut)).toEqual({ said: text, calls: [] })
    }),
  )
})

test.each(['{"name": "book", "param', '{"options": [1]}', '{ hello', '<tool_call>book</tool_call>'])(
  'what is neither call nor speech is malformed: %s',
  (text) => {
    expect(() => read(text, 5)).toThrow('malformed')
  },
)
