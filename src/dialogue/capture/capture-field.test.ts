import { describe, expect, test } from 'vitest'
import { captureField, correctField, countryOf, sayField } from './capture-field.ts'
import { needsConfirming, policyOf } from './confirm-policy.ts'
import { sayMiss } from './say-miss.ts'

const SETTING = { nowMs: Date.UTC(2026, 10, 22, 15), timeZone: 'America/New_York' }

describe('plain answers', () => {
  test.each([
    ['boolean', 'yes please', 'yes', 'sure'],
    ['boolean', 'no problem', 'yes', 'sure'],
    ['boolean', 'nope', 'no', 'sure'],
    ['number', 'there will be four of us', '4', 'sure'],
    ['number', 'forty two', '42', 'sure'],
    ['number', 'between four and six', '4', 'unsure'],
    ['zip', 'one oh oh oh one', '10001', 'sure'],
    ['zip', '10001-1234', '10001', 'sure'],
    ['date', 'March fifth 2027', '2027-03-05', 'sure'],
  ] as const)('%s: "%s" is %s, and we are %s', (type, said, value, confidence) => {
    expect(captureField(type, said, SETTING)).toMatchObject({ ok: true, value: { value, confidence } })
  })

  test.each([
    ['boolean', 'maybe'],
    ['number', 'a few'],
    ['zip', 'somewhere in Queens'],
    ['date', 'soon'],
    ['phone', 'why do you ask'],
    ['email', 'I have none'],
    ['dob', 'rather not'],
  ] as const)('%s: "%s" is none, and nothing pointed can be said of it', (type, said) => {
    const captured = captureField(type, said, SETTING)
    expect(captured).toEqual({ ok: false, error: { reason: 'nothing_heard' } })
    expect(sayMiss({ reason: 'nothing_heard' })).toBeNull()
  })
})

test.each([
  ['email', 'ann@example.com', 'no, dot org', 'ann@example.org'],
  ['email', 'ann@example.com', "it's dot org, not dot com", 'ann@example.org'],
  ['email', 'ann@hotmail.com', 'no, gmail', 'ann@gmail.com'],
  ['email', 'dob@example.com', "no, it's B as in boy", 'bob@example.com'],
  ['email', 'ann@example.com', 'no, anna at example dot com', 'anna@example.com'],
  ['email', 'ann@example.com', 'no', null],
  ['name', 'Dob', "no, it's B as in boy", 'Bob'],
  ['name', 'Ann Lee', 'no, L E I G H', 'Ann Leigh'],
  ['name', 'Ann Lee', 'no, Anna Leeds', 'Anna Leeds'],
  ['name', 'Ann Lee', "no, that's wrong", null],
  ['phone', '+12125550142', 'the last four are 0143', '+12125550143'],
  ['dob', '1980-03-05', 'no, the fourth', '1980-03-04'],
  ['number', '4', 'no', null],
] as const)('a read-back of %s %s is put right by "%s"', (type, value, said, right) => {
  expect(correctField(type, value, said, SETTING)).toBe(right)
})

test('every pointed miss has a sentence', () => {
  expect(sayMiss({ reason: 'too_few_digits', digits: 1 })).toBe('I heard 1 digit, which is too few for a phone number.')
  expect(sayMiss({ reason: 'day_or_month', dates: ['1980-03-05', '1980-05-03'] })).toBe(
    'Is that March 5, 1980 or May 3, 1980?',
  )
  expect(sayMiss({ reason: 'year_missing' })).toBe('I need the year too.')
})

test('values are said so that an ear can follow', () => {
  expect(sayField('phone', '+12125550142')).toBe('2 1 2, 5 5 5, 0 1 4 2')
  expect(sayField('phone', '+442079460958')).toBe('plus 4 4, 2 0, 7 9 4 6, 0 9 5 8')
  expect(sayField('email', 'ann_lee@elm.dental')).toBe('A, N, N, underscore, L, E, E at E, L, M dot D, E, N, T, A, L')
  expect(sayField('dob', '1980-03-05')).toBe('March 5, 1980')
  expect(sayField('text', 'as it is')).toBe('as it is')
})

test('the country is that of the language, where it names one', () => {
  expect([countryOf('en-GB'), countryOf('en'), countryOf('es-US'), countryOf('en-XX')]).toEqual([
    'GB',
    'US',
    'US',
    'US',
  ])
})

describe('what is confirmed', () => {
  test('is a phone, an address and a date of birth always, a name when in doubt, and nothing else', () => {
    const by = (type: 'phone' | 'email' | 'dob' | 'name' | 'zip') => policyOf({ type, confirm: 'echo' })
    expect([by('phone'), by('email'), by('dob'), by('name'), by('zip')]).toEqual([
      'always',
      'always',
      'always',
      'when_unsure',
      'never',
    ])
  })

  test('is nothing where nothing is echoed', () => {
    expect(policyOf({ type: 'phone', confirm: 'none' })).toBe('never')
  })

  test('is what the document says', () => {
    const field = { type: 'name', confirm: 'echo', confirmWhen: 'always' } as const
    expect(needsConfirming(field, { confidence: 'sure' })).toBe(true)
    expect(needsConfirming({ ...field, confirmWhen: 'when_unsure' }, { confidence: 'sure' })).toBe(false)
    expect(needsConfirming({ ...field, confirmWhen: 'when_unsure' }, { confidence: 'unsure' })).toBe(true)
    expect(needsConfirming({ ...field, confirmWhen: 'never' }, { confidence: 'unsure' })).toBe(false)
  })
})
