import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { clinic } from '../../../test/builders/businesses.ts'
import { isSpanish, languageFor } from './person-language.ts'

const inBoth = AgentDocument.parse({ ...clinic, languages: { default: 'en-US', also: ['es-US'] } })
const inEnglish = AgentDocument.parse(clinic)

describe('Spanish is known by its small words', () => {
  test.each([
    'Hola, quiero una cita',
    '¿a qué hora abren?',
    'necesito cancelar mi cita del lunes',
    'hola',
    'para mañana por favor',
    'me duele una muela, pueden verme hoy',
  ])('%s', (text) => expect(isSpanish(text)).toBe(true))

  test.each([
    "I'd like to book a cleaning",
    'Maria del Carmen Lopez',
    'ok',
    '10:30',
    'me',
    'no',
    'the guy from San Jose, CA',
    'I live in Los Angeles',
    'yes please, Tuesday at 2',
    'la la land tickets',
  ])('and this is none: %s', (text) => expect(isSpanish(text)).toBe(false))
})

describe('who writes is answered in their language', () => {
  test('where the document has it', () => {
    expect(languageFor('Hola, quiero una cita', inBoth, null)).toBe('es-US')
    expect(languageFor('Hola, quiero una cita', inEnglish, null)).toBe('en-US')
  })

  test('and goes on in it when a text shows nothing', () => {
    expect(languageFor('10:30', inBoth, 'es-US')).toBe('es-US')
    expect(languageFor('10:30', inBoth, null)).toBe('en-US')
  })

  test('unless the document wants no languages found out', () => {
    const fixed = AgentDocument.parse({ ...clinic, languages: { default: 'en-US', also: ['es-US'], detect: false } })
    expect(languageFor('Hola, quiero una cita', fixed, null)).toBe('en-US')
  })

  test('and is followed back when they change', () => {
    expect(languageFor('Actually, can we go on in English?', inBoth, 'es-US')).toBe('en-US')
  })
})
