import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDigits, readInteger } from './number-words.ts'

test.each([
  ['two one two five five five oh one four two', '2125550142'],
  ['two one two, double five five, oh one four two', '2125550142'],
  ['(212) 555-0142', '2125550142'],
  ['+1 212 555 0142', '12125550142'],
  ['triple zero one', '0001'],
  ['eight hundred five five five oh one nine nine', '8005550199'],
  ['five five five nineteen twenty one', '5551921'],
  ['my number is two one two um five five five dash zero one four two thanks', '2125550142'],
  ['I have two questions about 212 555 0142', '2125550142'],
  ['no numbers here', ''],
])('the digits of "%s" are "%s"', (text, digits) => {
  expect(readDigits(text)).toBe(digits)
})

test.each([
  ['forty two', 42],
  ["I'm forty-two", 42],
  ['a hundred and five', 105],
  ['two thousand and twenty six', 2026],
  ['fourteen hundred', 1400],
  ['twelve thousand three hundred and forty five', 12345],
  ['about 1,200', 1200],
  ['party of 4', 4],
  ['zero', 0],
  ['none', null],
])('"%s" holds the number %s', (text, number) => {
  expect(readInteger(text)).toBe(number)
})

const DIGIT_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

test('any digits read out one by one come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 15 }), (digits) => {
      expect(readDigits(digits.map((digit) => DIGIT_WORDS[digit]).join(' '))).toBe(digits.join(''))
    }),
  )
})
