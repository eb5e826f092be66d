import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passesLuhn } from './luhn.ts'
import { scrubPii } from './scrub-pii.ts'

const CLOCK = { nowMs: Date.UTC(2026, 10, 22, 15), timeZone: 'America/New_York' }

test.each([
  ['this is Ann Lee, call me at 212 555 0142', 'this is [name], call me at [phone]'],
  ['my name is ann lee', 'my name is [name]'],
  ["I'm Nora Quinn and Nora is spelled N O R A", "I'm [name] and [name] is spelled [name]"],
  ['it is for my daughter Sofia Garcia, Sofia is five', 'it is for my daughter [name], [name] is five'],
  ['my name is Will and I will come', 'my name is [name] and I will come'],
  ['two one two five five five oh one four two', '[phone]'],
  ['my cell is two one two, double five five, um, oh one four two, thanks', 'my cell is [phone], thanks'],
  ['+44 20 7946 0958', '[phone]'],
  ['it is (612) 200-2070, no date', 'it is ([phone], no date'],
  ['my email is ann.lee@example.com', 'my email is [email]'],
  ["it's ann dot lee at example dot com please", "it's [email] please"],
  ['a n n underscore lee at gmail', '[email]'],
  ['I live at 12 Elm Street', 'I live at [address]'],
  ['422 West 5th Avenue, apartment 3B, Springfield, IL 62701 is where', '[address] is where'],
  ['my address is four twenty two main street', 'my address is [address]'],
  ['one twenty five oak lane', '[address]'],
  ['send it to P.O. Box 1234', 'send it to [address]'],
  ['I was born March fifth nineteen eighty', 'I was born [date of birth]'],
  ['March 5, 1980', '[date of birth]'],
  ['03/05/1980', '[date of birth]'],
  ['my card is 4111 1111 1111 1111', 'my card is [card number]'],
  ['my social is 123-45-6789', 'my social is [social security number]'],
  ['zip code one oh oh oh one', 'zip code [zip code]'],
  ['member id 987654321', 'member id [number]'],
])('"%s" is stored as "%s"', (said, stored) => {
  expect(scrubPii(said, { clock: CLOCK })).toBe(stored)
})

test.each([
  'I would like a cleaning on Tuesday at 10:30',
  'November 24 at 2 PM works, or the 25th',
  'November 24th 2026 at 10 30 is fine',
  'a table for four at seven thirty on 11/24',
  'it takes 30 minutes to drive',
  'a filling starts at 180 dollars, a crown at 1,200 dollars',
  'can I bring my two kids that way',
  'I will be 15 minutes late, may I still come',
  "I'm calling about my appointment",
  'we meet at noon dot',
])('"%s" is nobody\'s, and stays', (said) => {
  expect(scrubPii(said, { clock: CLOCK })).toBe(said)
})

test('names given in the call are masked wherever they are said, but not the words they look like', () => {
  const names = ['Will May', "Siobhan O'Brien"]
  expect(scrubPii("I will ask Will. siobhan's number? Mrs O'Brien may know, in May.", { names })).toBe(
    "I will ask [name]. [name]'s number? Mrs [name] may know, in [name].",
  )
})

test("the business's own words stay", () => {
  const said = 'We are at 12 Elm Street, call 212 555 0100 and ask for Dr. Patel'
  expect(scrubPii(said, { keep: ['12 Elm Street', '212 555 0100'] })).toBe(said)
})

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const spokenOr = (digits: string) =>
  fc
    .array(fc.tuple(fc.boolean(), fc.constantFrom(' ', ', ', ' um ', ' and ')), {
      minLength: digits.length,
      maxLength: digits.length,
    })
    .map((ways) =>
      ways
        .map(([inWords, pause], at) => (inWords ? WORDS[Number(digits[at])] : digits[at]) + pause)
        .join('')
        .trim(),
    )
const aPhone = fc
  .tuple(fc.constantFrom('212', '415', '646'), fc.integer({ min: 0, max: 99 }))
  .map(([area, last]) => `${area}55501${String(last).padStart(2, '0')}`)
const aCard = fc.array(fc.nat(9), { minLength: 14, maxLength: 14 }).map((rest) => {
  const head = `4${rest.join('')}`
  return head + [...'0123456789'].find((check) => passesLuhn(head + check))
})
const MONTHS = ['January', 'February', 'March', 'April', 'June', 'July', 'September', 'October', 'November', 'December']
const aBirth = fc
  .tuple(fc.constantFrom(...MONTHS), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1910, max: 2024 }))
  .map(([month, day, year]) => `${month} ${day}, ${year}`)
const aName = fc.constantFrom('Ann Lee', 'Rafael Ortiz', 'Priya Nair', "Siobhan O'Brien", 'Mark Young')
const anEmail = fc
  .tuple(fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 3, maxLength: 8 }), fc.constantFrom('@', ' at '))
  .map(([local, at]) => `${local}${at}example${at === '@' ? '.com' : ' dot com'}`)
const aStreet = fc
  .tuple(
    fc.integer({ min: 10, max: 9999 }),
    fc.constantFrom('Elm', 'Oak', 'North Main', '5th'),
    fc.constantFrom('Street', 'Ave', 'Road', 'Lane'),
  )
  .map((parts) => parts.join(' '))

const secrets = fc.record({
  name: aName,
  phone: aPhone.chain(spokenOr),
  card: aCard.chain(spokenOr),
  birth: aBirth,
  email: anEmail,
  street: aStreet,
})
type Secrets = typeof secrets extends fc.Arbitrary<infer T> ? T : never

const ORDERS: readonly ((s: Secrets) => string)[] = [
  ({ name, phone }) => `Hi, this is ${name}. You can reach me at ${phone}, thanks.`,
  ({ name, birth }) => `My name is ${name}, born ${birth}.`,
  ({ card, email }) => `My card number is ${card}. Send it to ${email} please.`,
  ({ street, phone }) => `I live at ${street}. My phone is ${phone}.`,
  ({ name, email, birth }) => `${name} here? My name is ${name}; ${email}. My birthday is ${birth}.`,
]

describe('whatever is told of oneself', () => {
  test('nothing of it is stored', () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...ORDERS), (told, order) => {
        const stored = scrubPii(order(told), { names: [told.name], clock: CLOCK })
        expect(stored).not.toMatch(/\d/)
        expect(stored.toLowerCase()).not.toMatch(/\b(?:zero|one|two|three|four|five|six|seven|eight|nine)\b/)
        for (const part of told.name.split(' ')) expect(stored).not.toContain(part)
        expect(stored).not.toContain('example')
        expect(stored).not.toMatch(/Elm|Oak|Main/)
      }),
      { numRuns: 1000 },
    )
  })

  test('scrubbing twice is scrubbing once', () => {
    const bits = fc.constantFrom(
      'my name is',
      'this is',
      'Ann',
      'Lee',
      'at',
      'dot',
      'com',
      'gmail',
      '12',
      'Elm',
      'Street',
      'born',
      'March',
      '5',
      '1980',
      'card',
      '4111',
      'my',
      'pin',
      'is',
      'zip',
      '[phone]',
      '[name]',
      'double',
      'five',
      'A B C',
      ',',
      '.',
      'call',
      'for',
      'social',
      'West',
      'drive',
      'I',
      "I'm",
      '212 555 0142',
    )
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 25 }), (said) => {
        const once = scrubPii(said.join(' '), { clock: CLOCK, names: ['Ann Lee'] })
        expect(scrubPii(once, { clock: CLOCK, names: ['Ann Lee'] })).toBe(once)
      }),
      { numRuns: 2000 },
    )
  })
})
