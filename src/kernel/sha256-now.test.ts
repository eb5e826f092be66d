import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256Hex } from './digest.ts'
import { sha256HexNow } from './sha256-now.ts'

test('is the digest that the platform makes, for any text of any length', async () => {
  expect(sha256HexNow('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  for (let length = 0; length < 200; length += 1) {
    const text = 'é'.repeat(length)
    expect(sha256HexNow(text)).toBe(await sha256Hex(text))
  }
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 3_000 }), async (text) => {
      expect(sha256HexNow(text)).toBe(await sha256Hex(text))
    }),
    { numRuns: 100 },
  )
})
