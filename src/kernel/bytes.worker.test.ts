import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from './bytes.ts'

const bytes = fc.uint8Array({ maxLength: 5_000 }).map((some) => new Uint8Array(some))

/** base64 as every engine has always had it. */
const asBefore = (some: Uint8Array): string => btoa(Array.from(some, (byte) => String.fromCharCode(byte)).join(''))

test('base64 is what btoa makes of the same bytes, and reads back as them', () => {
  fc.assert(
    fc.property(bytes, (some) => {
      expect(toBase64(some)).toBe(asBefore(some))
      expect(fromBase64(toBase64(some))).toEqual(some)
    }),
  )
})

test('base64url differs in two letters and has no padding, and reads back', () => {
  fc.assert(
    fc.property(bytes, (some) => {
      const expected = asBefore(some).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
      expect(toBase64Url(some)).toBe(expected)
      expect(fromBase64Url(toBase64Url(some))).toEqual(some)
    }),
  )
})

test('what atob refuses is refused, and nothing else', () => {
  const text = fc.string({ unit: fc.constantFrom(...'AZaz09+/-_= *'), maxLength: 12 })
  fc.assert(
    fc.property(text, (some) => {
      let isBase64 = true
      try {
        atob(some)
      } catch {
        isBase64 = false
      }
      expect(fromBase64(some) !== null).toBe(isBase64)
      if (/[^\w-]/.test(some)) expect(fromBase64Url(some)).toBeNull()
    }),
  )
})
