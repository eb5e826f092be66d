import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isE164 } from './phone.ts'
import { readPhone } from './read-phone.ts'

test.each([
  ['2125550142', '+12125550142'],
  ['(212) 555-0142', '+12125550142'],
  ['1 212 555 0142', '+12125550142'],
  ['+1 (212) 555.0142', '+12125550142'],
  ['001 212 555 0142', '+12125550142'],
  ['00 1 212-555-0142', '+12125550142'],
  ['011 44 20 7946 0958', '+442079460958'],
  ['(011) 44 20 7946 0958', '+442079460958'],
  ['00442079460958', '+442079460958'],
  ['+44 (0)20 7946 0958', '+442079460958'],
  ['２１２５５５０１４２', '+12125550142'],
  ['＋１ ２１２ ５５５ ０１４２', '+12125550142'],
  ['٢١٢٥٥٥٠١٤٢', '+12125550142'],
  ['\u202a+12125550142\u202c', '+12125550142'],
  ['tel:+12125550142', '+12125550142'],
  ['+1 212 555 0142 ext 5', '+12125550142'],
  ['+39 06 1234 5678', '+390612345678'],
])('%s is a number', (spelled, number) => {
  expect(readPhone(spelled)).toBe(number)
})

test.each([
  '',
  'ann',
  '555-0142',
  '911',
  '+999123',
  '+980000',
  '000',
  '+',
  '0044',
  '+1 212 555 0142 3333333333',
  '1'.repeat(61),
])('%s is none', (spelled) => {
  expect(readPhone(spelled)).toBeNull()
})

test('whatever is written, what is read is E.164 and reads as itself', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789 +-().'), maxLength: 24 })
  fc.assert(
    fc.property(fc.oneof(digits, fc.string()), (text) => {
      const number = readPhone(text)
      if (number === null) return
      expect(isE164(number)).toBe(true)
      expect(readPhone(number)).toBe(number)
    }),
    { numRuns: 500 },
  )
})
