import { expect, test } from 'vitest'
import { PINS } from '../../test/builders/pinned-call.ts'
import { AgentDocument } from '../agents/agent-document.ts'
import { templates } from '../agents/templates/index.ts'
import { callWords, voiceOf } from './call-words.ts'
import { announcementOf, greetingOf } from './opening.ts'
import { nobodyCameWords } from './transfer/nobody-came.ts'
import { whisperWords } from './transfer/whisper-words.ts'

const CLINIC = AgentDocument.parse(templates.find(({ slug }) => slug === 'dental-clinic')?.document)
const SPANISH: AgentDocument = {
  ...CLINIC,
  languages: { ...CLINIC.languages, default: 'es-US' },
  opening: {
    ...CLINIC.opening,
    aiDisclosure: 'Le atiende un asistente de inteligencia artificial.',
    greeting: 'Clínica Bright Smile. ¿En qué puedo ayudarle?',
    greetingClosed: 'Clínica Bright Smile. ¿En qué puedo ayudarle?',
    recording: { mode: 'announce', onDecline: 'continue_unrecorded' },
  },
}
const NOW_MS = Date.parse('2026-11-20T15:00:00Z')
const ENGLISH = /\b(?:the|this|is|you|call|recorded|assistant)\b/i

test('a call in Spanish is announced, greeted and helped on in Spanish', () => {
  expect(announcementOf(SPANISH, true)).toMatch(/Esta llamada se graba\.$/)
  expect(greetingOf(SPANISH, true, NOW_MS)).toBe(
    'Clínica Bright Smile. Soy un asistente de inteligencia artificial, y esta llamada se graba. ¿En qué puedo ayudarle?',
  )
  const pins = { phoneToken: 'token' } as Parameters<typeof nobodyCameWords>[1]['pins']
  for (const words of [
    announcementOf(SPANISH, true),
    greetingOf(SPANISH, false, NOW_MS),
    nobodyCameWords(SPANISH, { pins }),
  ])
    expect(words).not.toMatch(ENGLISH)
})

test('whoever is rung for a caller hears who it is, and which keys answer, in the language of the business', () => {
  const whispered = (document: AgentDocument, vertical: AgentDocument['vertical']) =>
    whisperWords(
      { ...document, business: 'Bright Smile', vertical },
      { number: '+12125550190', mode: 'warm' },
      { pins: { ...PINS, recorded: true }, recordingRefused: false },
      { name: 'Ana Ruiz', history: [{ speaker: 'caller', text: 'Quiero cambiar mi cita' }] },
    )
  expect(whispered(SPANISH, 'general')).toBe(
    'Bright Smile tiene una llamada para usted. Es de Ana Ruiz. Dijo: Quiero cambiar mi cita. Esta llamada se graba. Oprima 1 para tomarla, o 2 para rechazarla.',
  )
  expect(whispered(SPANISH, 'healthcare')).toBe(
    'Bright Smile tiene una llamada para usted. Esta llamada se graba. Oprima 1 para tomarla, o 2 para rechazarla.',
  )
  expect(whispered(CLINIC, 'healthcare')).toMatch(/^Bright Smile has a call for you\..* Press 1 to take it/)
})

test('and one in English in English', () => {
  expect(announcementOf(CLINIC, true)).toMatch(/recorded/)
  expect(greetingOf(CLINIC, true, NOW_MS)).toMatch(/I am an AI assistant, and this call is recorded\./)
})

test('whoever talks neither hears English, in a voice that speaks it', () => {
  expect(['es-MX', 'en-GB', 'fr-FR', 'est'].map(voiceOf)).toEqual(['es-MX', 'en-GB', 'en-US', 'en-US'])
  expect(callWords('fr-FR')).toBe(callWords('en-GB'))
})
