import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { dentalClinic } from '../../agents/templates/dental-clinic.ts'
import { PURPOSES } from '../../consent/contact.ts'
import { speechMs } from '../../dialogue/heard.ts'
import { inCallLanguage } from '../outbound/call-language.ts'
import { openingAfterMachine, openingOf } from './opening.ts'

const CALL = { purpose: 'care', campaignId: null, memberId: null, personId: 'per_1' } as const
const document = AgentDocument.parse(dentalClinic.document)
const ask = { recorded: true }
const inLanguage = (language: string) => inCallLanguage(document, { outbound: { ...CALL, language } })

describe('what a call of ours begins with', () => {
  test.each(PURPOSES)('says that an AI calls, for whom, and how to stop it, when it is for: %s', (purpose) => {
    const { announcement, greeting } = openingOf(document, { ...ask, purpose })
    expect(announcement).toMatch(/^Hello, this is an AI assistant calling for Bright Smile Dental\./)
    expect(announcement).toContain('recorded')
    expect(greeting).toContain('press 9')
    expect(greeting).toMatch(/\?$/)
  })

  test.each(['en-US', 'es-US'])(
    'comes to its being an AI within two seconds, however slow the voice, in %s',
    (language) => {
      const { announcement } = openingOf(inLanguage(language), { ...ask, purpose: 'care' })
      const before = announcement.search(/\bAI\b|inteligencia artificial/)
      expect(before).toBeGreaterThan(0)
      expect(speechMs(announcement.slice(0, before))).toBeLessThan(2000)
    },
  )

  test('says how to stop it right after the name, when something is sold', () => {
    const { announcement } = openingOf(document, { ...ask, purpose: 'marketing' })
    expect(announcement).toMatch(/Dental\. To stop these calls, say stop calling or press 9\./)
  })

  test('is told to whoever comes after a machine, which alone has heard it: who calls, how to stop it, that it records', () => {
    expect(openingAfterMachine(document, true)).toBe(
      "I'm an AI assistant, calling for Bright Smile Dental. To stop these calls, say stop calling or press 9. This call is recorded.",
    )
    expect(openingAfterMachine(inLanguage('es-US'), false)).toMatch(/^Soy una inteligencia artificial .+ presione 9\.$/)
  })

  test('says nothing of a recording that is not made', () => {
    const { announcement, greeting } = openingOf(document, { ...ask, purpose: 'service', recorded: false })
    expect(`${announcement} ${greeting}`).not.toMatch(/record/i)
  })

  test('is Spanish throughout for whoever speaks Spanish, though the document has no Spanish', () => {
    const { announcement, greeting } = openingOf(inLanguage('es-MX'), { ...ask, purpose: 'refill' })
    expect(`${announcement} ${greeting}`).not.toMatch(/\b(?:call|recorded|press)\b/)
    expect(announcement).toContain('Esta llamada se graba.')
    expect(greeting).toContain('presione 9')
  })

  test('gives away nothing of what the call is about', () => {
    const said = PURPOSES.map((purpose) => openingOf(document, { ...ask, purpose }).greeting)
    expect(new Set(said).size).toBe(1)
    for (const purpose of PURPOSES)
      expect(openingOf(document, { ...ask, purpose }).announcement).not.toMatch(/appointment|refill|prescription/i)
  })
})
