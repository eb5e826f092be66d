import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgentField } from '../../agents/agent-document.ts'
import { captureDigits } from './capture-digits.ts'
import { hearSecret } from './hear-secret.ts'
import { keyedIn, keyedNote, readSecretNote, secretNote } from './line-notes.ts'

const SETTING = { nowMs: Date.UTC(2026, 11, 1), timeZone: 'America/New_York', country: 'US' } as const
const field = (change: Partial<AgentField>): AgentField => ({
  id: 'pin',
  label: 'PIN',
  type: 'number',
  required: true,
  confirm: 'echo',
  phi: false,
  sensitive: true,
  ...change,
})
const PIN = field({ digits: { min: 4, max: 6 } })
const hear = (text: string, of = PIN) => hearSecret(of, text, 'said', SETTING)

describe('a code', () => {
  test.each<[string, string, string]>([
    ['4821', '4821', '[4 digits said]'],
    ["it's four eight two one", '4821', '[4 digits said]'],
    ['double oh four one', '0041', '[4 digits said]'],
    ['I have two cards. The PIN is 4 8 2 1 9', '48219', '[5 digits said]'],
  ])('is heard in %j', (text, value, note) => {
    expect(hear(text)).toEqual({ value, note })
  })

  test.each<[string, string]>([
    ['four eight two', '[3 digits said, too few]'],
    ['seven', '[1 digit said, too few]'],
    ['1 2 3 4 5 6 7', '[7 digits said, too many]'],
  ])('of another length is told apart in %j', (text, note) => {
    expect(hear(text)).toEqual({ value: null, note })
  })

  test.each(["I don't have it on me", 'one moment please', 'what do you need it for?', '[4 digits entered]'])(
    'is not in %j',
    (text) => {
      expect(hear(text)).toBeNull()
    },
  )
})

test('a date of birth is kept, and the note says no day of it', () => {
  const dob = field({ type: 'dob' })
  expect(hear('March 15 nineteen eighty', dob)).toEqual({ value: '1980-03-15', note: '[a date said]' })
  expect(hearSecret(dob, '03151980', 'entered', SETTING)).toEqual({ value: '1980-03-15', note: '[8 digits entered]' })
  expect(hear('13451980', dob)).toEqual({ value: null, note: '[8 digits said, not valid]' })
})

test('a phone number that is kept from everybody is told short or whole', () => {
  const phone = field({ type: 'phone' })
  expect(hear('212 555 0142', phone)).toEqual({ value: '+12125550142', note: '[11 digits said]' })
  expect(hear('212 555 01', phone)?.note).toBe('[8 digits said, too few]')
})

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const code = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 9 })

test('however a code is given, its digits are in the value and never in the note', () => {
  fc.assert(
    fc.property(code, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), (digits, spoken) => {
      const said = [...digits].map((digit, at) => (spoken[at] ? (WORDS[Number(digit)] ?? '') : digit)).join(' ')
      const heard = hear(said)
      const isWhole = digits.length >= 4 && digits.length <= 6
      expect(heard?.value).toBe(isWhole ? digits : null)
      expect(heard?.note.replaceAll(/\d/g, '')).toMatch(/^\[ digits said(?:, too (?:few|many))?\]$/)
      expect(readSecretNote(heard?.note ?? '')?.count).toBe(digits.length)
      expect(hear(heard?.note ?? '')).toBeNull()
    }),
  )
})

test('every note is read as it was written, and nothing else is one', () => {
  const note = fc.record({
    count: fc.option(fc.integer({ min: 0, max: 40 })),
    given: fc.constantFrom('entered' as const, 'said' as const),
    wrong: fc.constantFrom(null, 'too few' as const, 'too many' as const, 'not valid' as const),
  })
  fc.assert(
    fc.property(note, (one) => {
      expect(readSecretNote(secretNote(one))).toEqual(one)
    }),
  )
  expect(keyedIn(keyedNote('0041'))).toBe('0041')
  expect(keyedIn('I keyed in 0041')).toBeNull()
  expect(readSecretNote('I said 4 digits')).toBeNull()
})

test('of several numbers in one breath that of the right length is the code', () => {
  expect(captureDigits('my room is 12, and the code is 4821', { min: 4, max: 4 })).toEqual({ ok: true, value: '4821' })
  expect(captureDigits('is there a fee?', { min: 4, max: 4 })).toMatchObject({ error: { reason: 'nothing_heard' } })
})
