import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { segmentsOf } from './sms-segments.ts'

describe('a text by SMS', () => {
  test.each([
    ['', 'gsm-7', 1],
    ['a'.repeat(160), 'gsm-7', 1],
    ['a'.repeat(161), 'gsm-7', 2],
    ['a'.repeat(306), 'gsm-7', 2],
    ['a'.repeat(307), 'gsm-7', 3],
    ['€'.repeat(80), 'gsm-7', 1],
    ['€'.repeat(81), 'gsm-7', 2],
    // 153 is odd: the seventy-seventh sign of two septets does not fit in the first part.
    ['€'.repeat(152), 'gsm-7', 2],
    ['€'.repeat(153), 'gsm-7', 3],
    ['¿Qué hora le viene bien? ñ ü à é', 'gsm-7', 1],
    ['á'.repeat(70), 'ucs-2', 1],
    ['á'.repeat(71), 'ucs-2', 2],
    ['á'.repeat(134), 'ucs-2', 2],
    ['á'.repeat(135), 'ucs-2', 3],
    ['😀'.repeat(35), 'ucs-2', 1],
    ['😀'.repeat(36), 'ucs-2', 2],
    ['😀'.repeat(67), 'ucs-2', 3],
    [`${'a'.repeat(69)}’`, 'ucs-2', 1],
    [`${'a'.repeat(70)}’`, 'ucs-2', 2],
  ] as const)('case %#', (text, encoding, count) => {
    expect(segmentsOf(text)).toEqual({ encoding, count })
  })

  test('more text is never fewer messages', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 50 }), (text, more) => {
        expect(segmentsOf(text + more).count).toBeGreaterThanOrEqual(segmentsOf(text).count)
      }),
    )
  })
})
