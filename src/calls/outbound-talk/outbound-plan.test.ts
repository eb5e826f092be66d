import { describe, expect, test } from 'vitest'
import { AgentDocument, type AgentDocumentInput } from '../../agents/agent-document.ts'
import { dentalClinic } from '../../agents/templates/dental-clinic.ts'
import { familyPractice } from '../../agents/templates/family-practice.ts'
import { validateDocument } from '../../agents/validate.ts'
import { PURPOSES } from '../../consent/contact.ts'
import { checkOf, sayNumber, screeningOf, voicemailOf } from './outbound-plan.ts'

const practiceWith = (outbound?: AgentDocumentInput['outbound']) =>
  AgentDocument.parse({ ...familyPractice.document, ...(outbound && { outbound }) })
const over = { language: 'en-US', ourNumber: '+12125550190' }
const PRIVATE = /appointment|refill|prescription|medic|visit|result|receta|cita\b/i

describe('a document without a word about calls', () => {
  test('makes calls all the same, and asks for a name in health care only', () => {
    expect(checkOf(practiceWith())).toBe('name')
    expect(checkOf(AgentDocument.parse(dentalClinic.document))).toBe('none')
  })
})

describe('what is left on a machine', () => {
  test.each(PURPOSES.flatMap((purpose) => ['en-US', 'es-US'].map((language) => ({ purpose, language }))))(
    'names the business and its number, that an AI called, and how to stop it, and not what for: $purpose, $language',
    ({ purpose, language }) => {
      const said = voicemailOf(practiceWith(), { ...over, purpose, language }) ?? ''
      expect(said).toContain('Northside Family Practice')
      expect(said).toContain('2 1 2, 5 5 5, 0 1 9 0')
      expect(said).toMatch(/AI assistant|inteligencia artificial/)
      expect(said).toMatch(/To stop these calls|Para no recibir/)
      expect(said.replaceAll('Northside Family Practice', '')).not.toMatch(PRIVATE)
    },
  )

  test('is the business’s own words where they give nothing away, and never of health care', () => {
    const own = practiceWith({ voicemail: { text: 'Please ring us when you can.' } })
    expect(voicemailOf(own, { ...over, purpose: 'appointment_reminder' })).toContain('Please ring us when you can.')
    expect(voicemailOf(own, { ...over, purpose: 'refill' })).not.toContain('Please ring us when you can.')
    const tells = practiceWith({ voicemail: { text: 'Your refill is ready.' } })
    expect(voicemailOf(tells, { ...over, purpose: 'service' })).not.toContain('refill')
  })

  test('may be nothing', () => {
    expect(voicemailOf(practiceWith({ voicemail: { action: 'hangup' } }), { ...over, purpose: 'care' })).toBeNull()
  })

  test('cannot be published where it gives something away', () => {
    const told = validateDocument({
      ...familyPractice.document,
      outbound: { voicemail: { text: 'Your refill is ready.' } },
    })
    expect(told.ok ? [] : told.error).toMatchObject([{ pointer: '/outbound/voicemail/text', code: 'gives_away' }])
  })
})

describe('what a screening assistant is told', () => {
  test.each(PURPOSES)('is a name and a kind of matter, for health care none: %s', (purpose) => {
    const said = screeningOf(practiceWith(), { ...over, purpose })
    expect(said).toMatch(/^This is an AI assistant calling for Northside Family Practice, /)
    expect(said.replaceAll('Northside Family Practice', '')).not.toMatch(PRIVATE)
  })

  test('is the document’s own name and words, but of health care never', () => {
    const own = practiceWith({ callerName: 'Northside', purpose: 'about your parking permit' })
    expect(screeningOf(own, { ...over, purpose: 'service' })).toContain('Northside, about your parking permit.')
    expect(screeningOf(own, { ...over, purpose: 'care' })).toContain('about a personal matter')
  })
})

test('a number is said digit by digit', () => {
  expect(sayNumber('+12125550142')).toBe('2 1 2, 5 5 5, 0 1 4 2')
  expect(sayNumber('+442079460018')).toBe('4 4 2 0 7 9 4 6 0 0 1 8')
})
