import { describe, expect, test } from 'vitest'
import { aDocument } from '../../../test/builders/model-turn.ts'
import { fieldAskedFor, secretSpokenOf } from './asked-field.ts'
import { asksForSecrets } from './asks-for-secrets.ts'
import { keyPlanOf, secretAskedFor } from './key-plan.ts'

const PIN = { id: 'pin', label: 'member PIN', type: 'number', digits: { min: 4, max: 6 }, sensitive: true } as const
const document = aDocument({
  skills: {
    message: {
      fields: [
        { id: 'name', label: 'your name', type: 'name', ask: 'What is your name?' },
        { id: 'phone', label: 'phone number', type: 'phone' },
        { id: 'born', label: 'date of birth', type: 'dob' },
        PIN,
      ],
      route: { kind: 'task', queue: 'desk' },
    },
  },
})
const asked = (words: string): string | null => fieldAskedFor(document, words)?.id ?? null

describe('what the agent asks for', () => {
  test.each<[string, string | null]>([
    ['Thank you. Member PIN, please?', 'pin'],
    ['I got 3 digits, and I need 4 to 6. Member PIN, please?', 'pin'],
    ['What number is best to reach you?', 'phone'],
    ['Is the number you are calling from the best one to reach you?', 'phone'],
    ['Is the number I called you on the best one to reach you?', 'phone'],
    ['And your date of birth?', 'born'],
    ['Thanks. What is your name?', 'name'],
    ['I have your phone number. What is your name?', 'name'],
    ['How can I help you today?', null],
    ['We are open until five. Anything else?', null],
    ['Our phone number is on the website. We open at nine. How can I help?', null],
  ])('in %j is %s', (words, id) => {
    expect(asked(words)).toBe(id)
  })

  test('is nothing where the document has no such field', () => {
    expect(
      fieldAskedFor(aDocument({ skills: {}, dtmf: {}, tests: [] }), 'What number is best to reach you?'),
    ).toBeNull()
  })
})

test('a secret is known by its name when the caller speaks of it unasked', () => {
  expect(secretSpokenOf(document, 'my member pin is 4821')?.id).toBe('pin')
  expect(secretSpokenOf(document, 'my phone number is 212 555 0142')).toBeNull()
  expect(asksForSecrets(document)).toBe(true)
  expect(asksForSecrets(aDocument({}))).toBe(false)
})

test('as many keys are taken as the field has digits, and words have none', () => {
  const plan = (id: string, language = 'en-US') => {
    const field = document.skills.message?.fields.find((one) => one.id === id)
    return field ? keyPlanOf(field, language)?.max : undefined
  }
  expect([plan('phone'), plan('phone', 'en-GB'), plan('born'), plan('pin'), plan('name')]).toEqual([
    11,
    15,
    8,
    6,
    undefined,
  ])
})

test('a card that no field is for is counted all the same', () => {
  expect(secretAskedFor('Please enter your card number on the keypad.')).toMatchObject({ min: 12, masked: true })
  expect(secretAskedFor('What is your card number?')).toBeNull()
})
