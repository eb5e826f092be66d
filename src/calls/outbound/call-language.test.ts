import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { dentalClinic } from '../../agents/templates/dental-clinic.ts'
import { voicemailOf } from '../outbound-talk/outbound-plan.ts'
import { inCallLanguage } from './call-language.ts'
import { spokenOpening } from './spoken-opening.ts'

const NOW_MS = Date.parse('2026-11-23T15:00:00Z')
const clinic = AgentDocument.parse({
  ...dentalClinic.document,
  voice: { provider: 'elevenlabs', id: 'an-english-voice' },
  outbound: { voicemail: { text: 'Please ring us when you can.' } },
})
const inFrench = AgentDocument.parse({ ...dentalClinic.document, languages: { default: 'fr-FR' } })

const callTo = (language?: string) => ({
  outbound: {
    purpose: 'appointment_reminder' as const,
    campaignId: null,
    memberId: null,
    personId: 'per_1',
    ...(language !== undefined && { language }),
  },
})

const begins = (document: AgentDocument, language?: string) => {
  const pins = callTo(language)
  const talks = inCallLanguage(document, pins)
  return { voice: talks.languages.default, talks, ...spokenOpening(talks, pins, true, NOW_MS) }
}

describe('the language of a call of ours', () => {
  test('is theirs from the first word, and so is the voice that says it', () => {
    const { voice, talks, announcement, greeting } = begins(clinic, 'es-MX')
    expect(voice).toBe('es-MX')
    expect(talks.voice.id).toBeUndefined()
    expect(announcement).toMatch(/^Hola, soy una inteligencia artificial/)
    expect(`${announcement} ${greeting}`).not.toMatch(/\b(?:call|recorded|press)\b/)
  })

  test('leaves out what the business wrote in another one', () => {
    const { talks } = begins(clinic, 'es')
    const said = voicemailOf(talks, { purpose: 'service', language: 'es', ourNumber: '+12125550190' })
    expect(said).not.toContain('ring us')
  })

  test('is the document’s, with its voice and its words, where theirs is the same or is not known', () => {
    expect(inCallLanguage(clinic, callTo())).toBe(clinic)
    expect(inCallLanguage(clinic, callTo('en-GB'))).toBe(clinic)
  })

  test.each([
    [clinic, 'zh-CN'],
    [inFrench, undefined],
    [inFrench, 'fr-CA'],
  ])('is English words in an English voice where it is neither English nor Spanish', (document, language) => {
    const { voice, announcement } = begins(document, language)
    expect(voice).toMatch(/^en-/)
    expect(announcement).toMatch(/^Hello, this is an AI assistant/)
  })

  test('of a call to us is what it was', () => {
    expect(inCallLanguage(inFrench, {})).toBe(inFrench)
  })
})
