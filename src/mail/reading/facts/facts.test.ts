import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codesIn } from './codes-in.ts'
import { correctionsIn } from './corrections-in.ts'
import { emailsIn } from './emails-in.ts'
import { businessesIn, namesIn } from './names-in.ts'
import { phonesIn } from './phones-in.ts'
import { placeIn } from './place-in.ts'

test.each([
  ['My number is +1 (212) 555-0142.', ['+12125550142']],
  ['212.555.0142 and 212-555-0143', ['+12125550142', '+12125550143']],
  ['call 2125550142', ['+12125550142']],
  ['tel:+12125550142', ['+12125550142']],
  ['(212) 555 0142', ['+12125550142']],
  ['00 44 20 7946 0958', ['+442079460958']],
  ['+44 20 7946 0958', ['+442079460958']],
  ['２１２５５５０１４２', ['+12125550142']],
  ['+1\u2011212\u2011555\u20110142', ['+12125550142']],
  ['on 2026-08-03 at 10:00', []],
  ['on 03/08/2026', []],
  ['my code is 123456', []],
  ['order A2125550142', []],
])('the numbers in "%s"', (text, phones) => {
  expect(phonesIn(text)).toEqual(phones)
})

test('addresses are found, without the sender’s own', () => {
  expect(emailsIn('Write to Bob@Example.com, or <ann@example.com>.', ['ann@example.com'])).toEqual(['bob@example.com'])
})

test.each([
  ['My name is Ann Example and I live here.', 'Ann Example'],
  ['Me llamo María de la Cruz.', 'María de la Cruz'],
  ['Please help.\n\nBest regards,\nAnn Example', 'Ann Example'],
  ['Mein Name ist Jürgen Groß', 'Jürgen Groß'],
])('the name in "%s"', (text, name) => {
  expect(namesIn(text, '')).toContain(name)
})

test('a signature begins with a name', () => {
  expect(namesIn('Hello', '-- \nAnn Example\nExample Street 1')).toEqual(['Ann Example'])
})

test.each([
  ['Delete me from Dr. Smith please', 'Dr. Smith'],
  ['I was a patient at Bright Smile Dental.', 'Bright Smile Dental'],
  ['Soy paciente de Clínica Dental Sol', 'Clínica Dental Sol'],
  ['the data held by Example & Sons', 'Example & Sons'],
])('the business in "%s"', (text, business) => {
  expect(businessesIn(text)).toContain(business)
})

test.each([
  ['I live in California.', 'US-CA'],
  ['As a California resident I ask you', 'US-CA'],
  ['I am a resident of New York', 'US-NY'],
  ['I live in Los Angeles, CA 90012', 'US-CA'],
  ['Ich wohne in Deutschland.', 'DE'],
  ['Vivo en España', 'ES'],
  ["J'habite en France", 'FR'],
  ['my rights under the CCPA', 'US-CA'],
  ['I live in West Virginia', 'US-WV'],
  ['Please call me.', null],
  ['OK, IN 20 minutes', null],
])('where somebody lives who writes "%s"', (text, place) => {
  expect(placeIn(text)).toBe(place)
})

test.each([
  ['My last name is spelled Kowalski, not Kovalsky.', { name: 'Kowalski' }],
  ['Please change my name to Ann B. Example.', { name: 'Ann B. Example' }],
  ['My correct email is ann@example.com', { email: 'ann@example.com' }],
  ['Please update my phone number to +1 212 555 0143.', { phone: '+1 212 555 0143' }],
  ['My new address is 12 Example Street.', { address: '12 Example Street' }],
  ['My date of birth is actually May 5 1980.', { birthday: 'May 5 1980' }],
  ['Mi nombre se escribe Núñez', { name: 'Núñez' }],
  ['Please call me.', {}],
])('what is to be corrected by "%s"', (text, corrections) => {
  expect(correctionsIn(text)).toEqual(corrections)
})

test.each([
  ['123456', ['123456']],
  ['Here you go: 12345678.', ['12345678']],
  ['My code is 123 456', ['123456']],
  ['１２３４５６', ['123456']],
  ['call +1 212 555 0142', []],
  ['(212) 555-0142', []],
  ['12345', []],
  ['123456789', []],
  ['A123456', []],
  ['$123456.78', []],
])('the codes in "%s"', (text, codes) => {
  expect(codesIn(text)).toEqual(codes)
})

test('whatever is written, facts are found in it or not, and nothing is thrown', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'0123 456-()+@.aZé\n'), maxLength: 300 }),
  )
  fc.assert(
    fc.property(text, (written) => {
      const facts = [
        phonesIn(written),
        emailsIn(written, []),
        namesIn(written, written),
        businessesIn(written),
        codesIn(written),
      ]
      for (const found of facts) expect(found.length).toBeLessThanOrEqual(10)
      placeIn(written)
      correctionsIn(written)
    }),
    { numRuns: 300 },
  )
})
