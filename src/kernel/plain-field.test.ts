import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBase64, plainField } from './plain-field.ts'

test('a field that is found is what a parser finds, and one with an escape in it is left to the parser', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.integer(), (before, value, n) => {
      const json = JSON.stringify({ n, delta: value, after: before })
      const found = plainField(json, '"delta":"')
      const isPlain = JSON.stringify(value) === `"${value}"`
      expect(found).toBe(isPlain ? value : null)
    }),
  )
})

test('a field that is not there, is no text or has no end is none', () => {
  for (const json of ['', '{}', '{"delta":1}', '{"delta": "spaced"}', '{"delta":"never ends', '{"\\"delta":"x"}'])
    expect(plainField(json, '"delta":"')).toBeNull()
})

test('base64 is what a pattern of it says, at whatever place something else stands', () => {
  const text = fc.string({ unit: fc.constantFrom('A', 'z', '9', '+', '/', '=', '\\', '"', ' ', '\n') })
  fc.assert(
    fc.property(text, (one) => {
      expect(isBase64(one)).toBe(/^[A-Za-z0-9+/]+={0,2}$/.test(one))
    }),
    { numRuns: 2_000 },
  )
})
