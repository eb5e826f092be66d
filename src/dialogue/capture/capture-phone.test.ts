import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capturePhone } from './capture-phone.ts'
import { correctPhone } from './correct-phone.ts'

const valueOf = (text: string, country: 'US' | 'GB' = 'US') => {
  const captured = capturePhone(text, country)
  return captured.ok ? captured.value.value : captured.error.reason
}

test.each([
  ['2125550142', '+12125550142'],
  ['(212) 555-0142', '+12125550142'],
  ['two one two five five five oh one four two', '+12125550142'],
  ['two one two, double five five, oh one four two', '+12125550142'],
  ["It's area code 212, um, 555, then 0142.", '+12125550142'],
  ['one eight hundred five five five oh one nine nine', '+18005550199'],
  ['you can reach me at 212 555 01 42 after five', '+12125550142'],
  ['I have two. 212 555 0142', '+12125550142'],
  ['oh, two one two five five five o one four two', '+12125550142'],
  ['two twelve five fifty five oh one forty two', '+12125550142'],
  ['plus forty four two oh seven nine four six oh nine five eight', '+442079460958'],
  ['+44 20 7946 0958', '+442079460958'],
  ['oh one one four four two oh seven nine four six oh nine five eight', '+442079460958'],
  ['212 555 0142 extension 33', '+12125550142'],
  ['212 555 0142, no sorry, 0143', '+12125550143'],
  ['212 555 0142, no wait, 212 555 0177', '+12125550177'],
  ['my number is 212... 555... 0142', '+12125550142'],
  ['２１２ ５５５ ０１４２', '+12125550142'],
])('"%s" is %s', (said, number) => {
  expect(valueOf(said)).toBe(number)
})

test.each([
  ['call me whenever', 'nothing_heard'],
  ['I am 42', 'nothing_heard'],
  ['555 0142', 'area_code_missing'],
  ['212 555', 'too_few_digits'],
  ['212 555 014 2555 0142 99', 'too_many_digits'],
  ['112 555 0142', 'no_such_number'],
])('"%s" is none: %s', (said, reason) => {
  expect(valueOf(said)).toBe(reason)
})

test('a number without its country is one of the country the business is in', () => {
  expect(valueOf('oh two oh, seven nine four six, oh nine five eight', 'GB')).toBe('+442079460958')
})

test.each([
  ['the last four are oh one four three', '+12125550143'],
  ['no, 0143', '+12125550143'],
  ["it's five five five oh one seven seven", '+12125550177'],
  ['area code 213', '+12135550142'],
  ['no', null],
  ['no it is my cell', null],
])('a part is put right by "%s"', (said, number) => {
  expect(correctPhone('+12125550142', said)).toBe(number)
})

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const aDigitSaid = (digit: string) =>
  fc.constantFrom(digit, WORDS[Number(digit)] ?? '', ...(digit === '0' ? ['oh', 'o'] : []))
const aPause = fc.constantFrom(' ', ', ', ' um ', ' - ', '. ', ' and ', ', uh, ', '… ')

/** A North American number, and one of the ways in which it can be read out. */
const aNumberSaid = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 88 }), fc.integer({ min: 0, max: 99 }))
  .map(([first, rest, last]) => `${first}${String(rest).padStart(2, '0')}55501${String(last).padStart(2, '0')}`)
  .chain((digits) =>
    fc
      .tuple(fc.constant(digits), ...[...digits].flatMap((digit) => [aDigitSaid(digit), aPause]))
      .map(([number, ...said]) => ({ number, said: said.join('') })),
  )

test('a number read out digit by digit, in words or figures, with pauses and fillers, is that number', () => {
  fc.assert(
    fc.property(aNumberSaid, ({ number, said }) => {
      fc.pre(/^[2-9](?!11)[0-8]\d/.test(number))
      const captured = capturePhone(said)
      if (captured.ok) expect(captured.value.value).toBe(`+1${number}`)
      else expect(captured.error.reason).toBe('no_such_number')
    }),
    { numRuns: 500 },
  )
})

test('what is read back gives the same number when it is said again', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        aNumberSaid.map(({ number }) => `+1${number}`),
        fc.constantFrom('+442079460958', '+33123456789', '+390612345678'),
      ),
      (number) => {
        const captured = capturePhone(number)
        if (!captured.ok) return
        expect(captured.value.readBack).not.toMatch(/\d\d/)
        expect(capturePhone(captured.value.readBack)).toEqual(captured)
      },
    ),
  )
})
