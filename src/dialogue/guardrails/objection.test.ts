import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { dentalClinic } from '../../agents/templates/dental-clinic.ts'
import { guard } from '../guardrails.ts'

const DOCUMENT = AgentDocument.parse(dentalClinic.document)
const ruleOf = (text: string) => guard(text, DOCUMENT, 'en-US')?.rule ?? null

const OBJECTIONS = [
  'I object to you processing my data.',
  'I object to the processing of my personal data!',
  'Um, I hereby object to the use of AI.',
  'I object to being handled by a machine.',
  'Stop using AI on me.',
  'Please stop using this robot with me, right now.',
  'Stop processing my personal information.',
  'You may not use my data.',
  "I don't want you to use my data.",
  'I do not consent to the processing of my personal data.',
  "I don't consent to AI.",
  'I do not agree to an artificial intelligence handling this.',
  'I want to exercise my right to object.',
  'I withdraw my consent to processing.',
  'No quiero que usen mis datos.',
  'No autorizo que procesen mi información.',
  'Me opongo al tratamiento de mis datos personales.',
  'Dejen de usar inteligencia artificial conmigo.',
  'Quiero ejercer mi derecho de oposición.',
  'Retiro mi consentimiento para el uso de mis datos.',
  "Je m'oppose au traitement de mes données.",
  'Ich widerspreche der Verarbeitung meiner Daten.',
  'Eu me oponho ao tratamento dos meus dados.',
]

const NOT = [
  'Do you use AI?',
  'Is my data safe with you?',
  "I don't object to you using my data.",
  'I have no objection to AI.',
  'Can you use my information from last time?',
  'Please use my data on file.',
  "Don't use my information from last year, I moved.",
  'My phone has no data plan.',
  'I would like to book a cleaning on Tuesday.',
  'What details do you need?',
  'The object in my tooth hurts.',
  'No me importa que usen mis datos.',
  '¿Usan inteligencia artificial?',
  'Quiero una cita para mi hija.',
  'Can you process my refill?',
  'I used a different insurance before.',
]

describe('an objection, heard by rule', () => {
  test.each(OBJECTIONS)('“%s” is one', (text) => expect(ruleOf(text)).toBe('objection'))
  test.each(NOT)('“%s” is none', (text) => expect(ruleOf(text)).not.toBe('objection'))

  test('who wants a person, no recording or no more calls is heard as that', () => {
    expect(ruleOf('I do not want to talk to a robot.')).toBe('human')
    expect(ruleOf('I do not want to be recorded.')).toBe('recording_objection')
    expect(ruleOf('Stop calling me.')).toBe('opt_out')
  })
})
