import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findIdentifiers } from './find-identifiers.ts'
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifier-patterns.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const day = fc.integer({ min: 1, max: 28 })
const month = fc.integer({ min: 1, max: 12 })
const name = fc.constantFrom(
  'Ann Lee',
  'José Ångström',
  '李小龍',
  'O’Connor',
  'Наталья',
  'dr. patel',
  'Maria-Luisa dos Santos',
)

/** How each kind is written where somebody wrote it down. */
const PLANTED: Readonly<Record<IdentifierKind, fc.Arbitrary<string>>> = {
  name,
  place: fc.oneof(
    digits(5),
    fc.tuple(digits(5), digits(4)).map((parts) => parts.join('-')),
    fc.integer({ min: 1, max: 9999 }).map((number) => `${number} Elm Tree Road`),
  ),
  date: fc.oneof(
    fc.tuple(month, day).map(([m, d]) => `${m}/${d}/1984`),
    fc.tuple(month, day).map(([m, d]) => `1984-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
    day.map((d) => `March ${d}`),
    day.map((d) => `${d}. Dec`),
    fc.integer({ min: 90, max: 119 }).map((age) => `aged ${age}`),
  ),
  phone: fc.oneof(
    digits(2).map((end) => `+1 212 555 01${end}`),
    digits(2).map((end) => `(212) 555-01${end}`),
    digits(2).map((end) => `212.555.01${end}`),
    digits(4).map((end) => `+49 30 9018 ${end}`),
  ),
  fax: digits(2).map((end) => `fax 212 555 01${end}`),
  email: digits(3).map((end) => `ann.${end}@example.com`),
  ssn: fc.tuple(digits(3), digits(2), digits(4)).map((parts) => parts.join('-')),
  medical_record: digits(6).map((number) => `MRN: ${number}`),
  health_plan: digits(8).map((number) => `member id ${number}`),
  account: digits(10).map((number) => `account no. ${number}`),
  license: digits(7).map((number) => `license ${number}`),
  vehicle: fc.oneof(
    fc.constant('1HGCM82633A004352'),
    digits(4).map((number) => `plate KJX-${number}`),
  ),
  device: fc.oneof(
    fc.constant('00:1b:44:11:3a:b7'),
    digits(15).map((number) => `IMEI ${number}`),
  ),
  url: fc.oneof(fc.constant('https://example.com/ann'), fc.constant('www.example.org')),
  ip: fc.oneof(fc.constant('192.0.2.17'), fc.constant('2001:db8::17'), fc.constant('2001:db8:0:0:1:2:3:4')),
  biometric: fc.constantFrom('data:audio/wav;base64,UklGRg', 'voiceprint', 'voice print', 'ann.mp3'),
  photo: fc.constantFrom('data:image/png;base64,iVBOR', 'face.jpg'),
  code: fc.oneof(
    fc.uuid(),
    fc.stringMatching(/^[0-9a-z]{26}$/).map((id) => `call_${id}`),
    fc.stringMatching(/^\d[A-Za-z0-9]{13}$/),
  ),
}

const AROUND = fc.constantFrom('', 'the call was about ', 'see ', 'noted: ')
const FIELD = fc.constantFrom('outcome', 'note', 'end_reason', 'kind')

/** `value` somewhere in a record, below a list or a field or two. */
const within = (value: unknown) =>
  fc.tuple(FIELD, fc.nat(3)).map(([field, depth]) => {
    let record: unknown = { direction: 'inbound', turn_count: 4, [field]: value }
    for (let at = 0; at < depth; at += 1) record = at % 2 === 0 ? { fields: record } : [record]
    return record
  })

const kindsIn = (value: unknown) => new Set(findIdentifiers(value).map(({ kind }) => kind))

describe('wherever an identifier is planted it is found, and for what it is', () => {
  test.each(IDENTIFIER_KINDS)('%s', (kind) => {
    fc.assert(
      fc.property(
        fc
          .tuple(PLANTED[kind], AROUND)
          .chain(([planted, around]) => within(`${around}${planted}`).map((record) => ({ planted, record }))),
        ({ record }) => {
          expect([...kindsIn(record)]).toContain(kind)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('in full-width or Arabic digits, and with what is not seen between them', () => {
    const shift = (text: string, zero: number) =>
      text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
    for (const text of [shift('212-555-0142', 0xff10), shift('212-555-0142', 0x660), '212\u200b-555\u00ad-0142'])
      expect([...kindsIn({ note: text })], text).toContain('phone')
  })
})

test('whatever is no word of ours is taken for a name, however it is written', () => {
  const words = new Set(['inbound', 'booked'])
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      fc.pre(!words.has(text) && !/^tok_[a-p]{16}$/.test(text))
      expect(findIdentifiers({ outcome: text }, words).length).toBeGreaterThan(0)
    }),
  )
  expect(findIdentifiers({ outcome: 'smith' }, words)).toEqual([{ kind: 'name', path: '/outcome' }])
})

test('a number that is a time, a code or a high age is found, and one with its digits in a field that says what it is', () => {
  const kind = (value: unknown) => [...kindsIn(value)]
  expect(kind({ turn_count: 1_700_000_000_000 })).toContain('date')
  expect(kind({ turn_count: 10_001 })).toContain('code')
  expect(kind({ turn_count: 1234 })).toContain('code')
  expect(kind({ age: 90 })).toContain('date')
  expect(kind({ mrn: 12 })).toContain('medical_record')
  expect(kind({ audio: new Uint8Array(3) })).toContain('biometric')
  expect(kind({ seen: new Date(0) })).toContain('date')
  expect(kind({ personId: 'x1' })).toContain('code')
  expect(kind({ 'Ann Lee': 1 })).toContain('name')
})

test('words, sizes, years and tokens tell of nobody', () => {
  const record = {
    outcome: 'booked',
    turn_count: 12,
    started_year: 2026,
    person: 'tok_abcdefghijklmnop',
    zip: '021',
    age: '90+',
  }
  expect(findIdentifiers({ ...record, is_first: true, nothing: null, list: ['inbound', 90] })).toEqual([])
  expect(findIdentifiers({ zip: '036' })).not.toEqual([])
})
