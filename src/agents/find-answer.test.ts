import { describe, expect, test } from 'vitest'
import { AgentDocument } from './agent-document.ts'
import { findAnswer } from './find-answer.ts'

const entries = [
  {
    q: ['do you take insurance', 'which insurance do you accept', 'are you in network'],
    a: 'We take Delta Dental, Aetna and Cigna.',
    id: 'insurance',
  },
  {
    q: ['where are you located', 'what is your address', 'how do I get there'],
    a: 'We are at 12 Elm Street.',
    id: 'where',
  },
  { q: ['is there parking', 'where can I park'], a: 'Parking is free behind the building.', id: 'parking' },
  { q: ['how much is a cleaning', 'what does a cleaning cost'], a: 'A cleaning is 120 dollars.', id: 'price' },
  {
    q: ['how can I pay', 'do you have payment plans', 'do you take credit cards'],
    a: 'By card, cash or check.',
    id: 'pay',
  },
  {
    q: ['are you taking new patients', 'do you accept new patients'],
    a: 'Yes, bring a photo ID and come ten minutes early.',
    id: 'new',
  },
  { q: ['do you see children', 'from what age'], a: 'We see children from the age of three.', id: 'children' },
  {
    q: ['what is your cancellation policy', 'is there a cancellation fee'],
    a: 'Please tell us a day ahead.',
    id: 'cancel',
  },
  { q: ['are you wheelchair accessible', 'is there an elevator'], a: 'Yes, there is an elevator.', id: 'wheelchair' },
  { q: ['do you do braces', 'do you do orthodontics'], a: 'We can refer you.', id: 'braces' },
] as const

const documentOf = (list: readonly { readonly q: readonly string[]; readonly a: unknown }[]): AgentDocument =>
  AgentDocument.parse({
    schema: 1,
    name: 'Desk',
    business: 'Elm Street Dental',
    hours: { tz: 'America/New_York', weekly: {} },
    opening: { greeting: 'Hello', aiDisclosure: 'I am an AI assistant.' },
    skills: { qa: { entries: list } },
  })

const document = documentOf(entries.map(({ q, a }) => ({ q, a })))
const found = (question: string): string | null => {
  const answer = findAnswer(document, question, 'en-US')
  return answer === null ? null : (entries[answer.entry]?.id ?? null)
}

const ASKED: readonly (readonly [string, string | null])[] = [
  ['do you take insurance?', 'insurance'],
  ['do you guys happen to take Delta Dental by any chance', 'insurance'],
  ['is my insurance okay with you', 'insurance'],
  ['do you work with Cigna', 'insurance'],
  ['which insurers do you work with', 'insurance'],
  ['do you take insurence', 'insurance'],
  ['where are you', 'where'],
  ["what's your address", 'where'],
  ['whats your adress', 'where'],
  ['can you give me directions', 'where'],
  ['how do I find you', 'where'],
  ['can I park there', 'parking'],
  ['is there a parking lot', 'parking'],
  ['how much does a cleaning cost', 'price'],
  ["what's the price of a cleaning", 'price'],
  ['can I pay with a credit card', 'pay'],
  ['are you accepting new patients', 'new'],
  ['I am a new patient, can I come', 'new'],
  ['do you see kids', 'children'],
  ['do you have a cancellation fee', 'cancel'],
  ['is the building wheelchair accessible', 'wheelchair'],
  ['do you have an elevator', 'wheelchair'],
  ['do you do braces', 'braces'],
  ['do you take walk-ins', null],
  ['do you have wifi', null],
  ['what is the weather like', null],
  ['do you sell shoes', null],
  ['stop calling me', null],
  ['I like turtles', null],
  ['', null],
  ['do you take', null],
]

describe('a question finds the answer that was written for it', () => {
  test.each(ASKED)('%s -> %s', (question, id) => expect(found(question)).toBe(id))
})

test('an answer comes in the language of the call', () => {
  const bilingual = documentOf([
    { q: ['where are you'], a: { 'en-US': 'On Elm Street.', 'es-US': 'En la calle Elm.' } },
  ])
  expect(findAnswer(bilingual, 'where are you', 'es-US')?.answer).toBe('En la calle Elm.')
})

test('the very wording fits wholly, and a higher bar lets less through', () => {
  expect(findAnswer(document, 'is there parking', 'en-US')?.score).toBeCloseTo(1)
  expect(findAnswer(document, 'do you work with Cigna', 'en-US', 0.95)).toBeNull()
})

test('a document without answers has none', () => {
  expect(findAnswer(documentOf([]), 'where are you', 'en-US')).toBeNull()
})
