import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findTemplate } from '../agents/templates/index.ts'
import { validateDocument } from '../agents/validate.ts'
import { guard, GUARD_RULES, type GuardRule } from './guardrails.ts'
import { plainWords, SEARCHED_CHARS_MAX } from './guardrails/plain-words.ts'

function documentOf(slug: string) {
  const read = validateDocument(findTemplate(slug)?.document)
  if (!read.ok) throw new Error('the template is not valid')
  return read.value
}

const CLINIC = documentOf('dental-clinic')
const SALON = documentOf('salon')
const ruleOf = (text: string, document = CLINIC): GuardRule | null => guard(text, document, 'en-US')?.rule ?? null

describe('a turn that breaks two rules is answered for the graver one', () => {
  test.each<[string, GuardRule]>([
    ["stop calling me, I'm having chest pain", 'emergency'],
    ["I'm 12 and my dad collapsed", 'emergency'],
    ["I want to kill myself, don't record me", 'self_harm'],
    ['get me a real person and stop calling me', 'opt_out'],
    ["don't record me, let me talk to a human", 'human'],
    ["I'm twelve years old and I don't want to be recorded", 'recording_objection'],
    ["I'm twelve years old", 'minor'],
    ['dejen de llamarme, no puedo respirar', 'emergency'],
    ['tengo doce años y me quiero morir', 'self_harm'],
    ['quiero hablar con una persona y no me llamen más', 'opt_out'],
    ['no me graben, quiero hablar con una persona', 'human'],
    ["my dad can't breathe, tengo doce años", 'emergency'],
    ["ne m'appelez plus", 'opt_out'],
  ])('%s', (text, rule) => expect(ruleOf(text)).toBe(rule))
})

describe('what is said', () => {
  test("is the document's own line where it has one", () => {
    expect(guard("I can't breathe", CLINIC, 'en-US')?.say).toContain('emergency visit')
    const own = { ...CLINIC, guardrails: { ...CLINIC.guardrails, selfHarm: { 'en-US': 'Our own line.' } } }
    expect(guard('I want to die', own, 'en-US')?.say).toBe('Our own line.')
  })

  test('is a line of ours where it has none, and it names the number to call', () => {
    expect(guard("I can't breathe", SALON, 'en-US')?.say).toContain('911')
    expect(guard('I want to die', SALON, 'en-US')?.say).toContain('988')
  })

  test.each([
    ['Ya no me llamen más, por favor', 'en-US', /^Entendido\. Ya no está/],
    ['quítenme de su lista', 'en-US', /^Entendido\./],
    ['Stop calling me, take me off your list', 'es-US', /^Understood\./],
    ['unsubscribe', 'es-US', /^Entendido\./],
    ["ne m'appelez plus", 'es-US', /^Entendido\./],
    ['stop calling me, no me llamen más', 'en-US', /^Understood\./],
  ])('to whoever is to be left alone is in the language they ask in: %s, on a call in %s', (text, language, said) => {
    expect(guard(text, CLINIC, language)?.say).toMatch(said)
  })

  test('is Spanish on a call in Spanish, where the document has no words of its own', () => {
    expect(guard('no puedo respirar', SALON, 'es-US')?.say).toMatch(/emergencia.*911/)
    expect(guard('me quiero morir', SALON, 'es-MX')?.say).toContain('988')
    expect(guard("I can't breathe", SALON, 'es')?.say).toMatch(/emergencia/)
    expect(guard('no puedo respirar', SALON, 'en-US')?.say).toMatch(/emergency/)
    const own = {
      ...SALON,
      guardrails: { ...SALON.guardrails, selfHarm: { 'en-US': 'Ours.', 'es-US': 'Lo nuestro.' } },
    }
    expect(guard('me quiero morir', own, 'es-US')?.say).toBe('Lo nuestro.')
    for (const text of ['unsubscribe', 'representative', 'stop recording', 'I am 9 years old']) {
      expect(guard(text, CLINIC, 'es-US')?.say).not.toBe(guard(text, CLINIC, 'en-US')?.say)
      expect(guard(text, CLINIC, 'es-US')?.say).toMatch(/[áéíóúñ].*\.$/)
    }
  })

  test('is something for every rule', () => {
    const said = [
      'help he is unconscious',
      'I am suicidal',
      'unsubscribe',
      'stop processing my data',
      'representative',
      'stop recording',
      'I am 9 years old',
    ]
    expect(said.map((text) => ruleOf(text))).toEqual(GUARD_RULES)
    for (const text of said) expect(guard(text, CLINIC, 'en-US')?.say).toMatch(/\w.*[.!]$/)
  })
})

test("a document's own emergency terms count, as whole words", () => {
  expect(ruleOf('I think I have a broken jaw')).toBe('emergency')
  expect(ruleOf('I think I have a broken jaw', SALON)).toBeNull()
  expect(ruleOf('I have a broken jawbreaker')).toBeNull()
  expect(ruleOf("I can't swallow")).toBe('emergency')
})

test('speech recognition without a comma or an apostrophe is understood the same', () => {
  for (const text of [
    "I can't breathe!",
    "I'm 12.",
    "Don't record me, please.",
    "Please stop calling me... I'm serious.",
  ]) {
    const bare = text.replaceAll(/[^\w\s]/g, '').toLowerCase()
    expect(ruleOf(bare), bare).toBe(ruleOf(text))
    expect(ruleOf(text)).not.toBeNull()
  }
})

test('words are made plain: contractions, numbers, fillers and pauses', () => {
  expect(plainWords("I'm, um, twenty-one -- can't you see?")).toBe('i am , 21 , cannot you see ,')
  expect(plainWords('Call nine one one!')).toBe('call 911 ,')
  expect(plainWords("My husband's not waking up")).toBe('my husband is not waking up')
  expect(plainWords('x'.repeat(9000)).length).toBeLessThanOrEqual(SEARCHED_CHARS_MAX)
})

test('whatever is said, it answers, the same each time, and at once', () => {
  const words = [
    'i',
    'am',
    'not',
    'do',
    'want',
    'to',
    'be',
    'call',
    'me',
    'the',
    'my',
    'chest',
    'pain',
    'record',
    'stop',
    'a',
    'real',
    'person',
    'and',
    ',',
    '12',
    'no',
    'of',
    'is',
  ]
  const speech = array(constantFrom(...words), { maxLength: 400 }).map((said) => said.join(' '))
  const startedAtMs = performance.now()
  let asked = 0
  const check = (text: string) => {
    asked += 1
    expect(guard(text, CLINIC, 'en-US')).toEqual(guard(text, CLINIC, 'en-US'))
  }
  assert(property(speech, check))
  assert(property(string({ unit: 'binary', maxLength: 3000 }), check))
  // Far above what it takes; a pattern that backtracks without end takes seconds.
  expect((performance.now() - startedAtMs) / asked).toBeLessThan(100)
})
