import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { asRungToday, isE164 } from './phone.ts'

test.each([
  ['+5215512345678', '+525512345678'],
  ['+525512345678', '+525512345678'],
  ['+551187654321', '+5511987654321'],
  ['+5511987654321', '+5511987654321'],
  // A landline has no 9 before it.
  ['+551132654321', '+551132654321'],
  // In Argentina the 9 tells a mobile number from a landline: they are two.
  ['+5491123456789', '+5491123456789'],
  ['+541123456789', '+541123456789'],
  ['+12125550142', '+12125550142'],
])('%s is rung as %s', (phone, rung) => {
  expect(asRungToday(phone)).toBe(rung)
})

test('a number as it is rung today is one, and stays as it is', () => {
  const number = fc.stringMatching(/^\+(?:52|55|1|44)\d{7,11}$/).filter(isE164)
  fc.assert(
    fc.property(number, (phone) => {
      const rung = asRungToday(phone)
      expect(isE164(rung)).toBe(true)
      expect(asRungToday(rung)).toBe(rung)
    }),
  )
})
