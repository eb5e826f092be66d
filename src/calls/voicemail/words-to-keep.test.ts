import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { templates } from '../../agents/templates/index.ts'
import type { Transcription } from '../../providers/transcribe/contract.ts'
import { wordsToKeep } from './words-to-keep.ts'

const CLINIC = AgentDocument.parse(templates.find(({ slug }) => slug === 'dental-clinic')?.document)
const storing = (store: AgentDocument['privacy']['store']): AgentDocument => ({
  ...CLINIC,
  privacy: { ...CLINIC.privacy, store },
})
const KNOWN = {
  names: ['Rosalind Franklin'],
  numbers: ['+12125550110'],
  clock: { nowMs: Date.parse('2026-11-20T15:00:00Z'), timeZone: 'America/New_York' },
}

const heard = (pieces: readonly string[], inPieces = true): Transcription => ({
  text: pieces.join(' '),
  language: 'en',
  durationSeconds: pieces.length,
  segments: inPieces
    ? pieces.map((text, at) => ({ text, startMs: at * 1000, endMs: (at + 1) * 1000, confidence: 0.9 }))
    : [],
  confidence: 0.9,
})

const everything = ({ text, segments }: Transcription): string => [text, ...segments.map((one) => one.text)].join('\n')

test('plain words stay as they are, with their times', () => {
  const words = heard(['Hello, it is about my crown.', 'Tuesday at nine would be fine.'])
  expect(wordsToKeep(words, storing('everything'), KNOWN)).toEqual(words)
})

test('names and numbers stay where everything is stored, and go where no personal data is', () => {
  const words = heard(['This is Rosalind Franklin.', 'Call me at 212 555 0142, please, about the crown.'])
  expect(wordsToKeep(words, storing('everything'), KNOWN)).toEqual(words)
  const scrubbed = wordsToKeep(words, storing('no_pii'), KNOWN)
  expect(everything(scrubbed)).not.toMatch(/Rosalind|Franklin|555|0142/)
  expect(scrubbed.text).toMatch(/about the crown/)
  expect(scrubbed.segments).toEqual([])
})

const CARD = '4111111111111111'
const NAMES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const spokenCard = [...CARD].map((digit) => NAMES[Number(digit)] ?? '')

test('however a card number is cut into pieces, none of them keeps any of it', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 5 }),
      fc.boolean(),
      fc.constantFrom<AgentDocument['privacy']['store']>('everything', 'no_pii'),
      (cuts, asDigits, store) => {
        const ends = [...cuts.toSorted((a, b) => a - b), 16]
        const digits = ends.map((end, at) => spokenOf(ends[at - 1] ?? 0, end, asDigits))
        const pieces = ['My card number is', ...digits, 'thank you.']
        const kept = everything(wordsToKeep(heard(pieces), storing(store), KNOWN))
        expect(kept).toMatch(/card number\]/)
        expect(kept).toMatch(/thank you/)
        expect(kept.match(asDigits ? /\d/g : /\b(?:one|four)\b/g) ?? []).toEqual([])
      },
    ),
  )
})

const spokenOf = (from: number, to: number, asDigits: boolean): string =>
  asDigits ? CARD.slice(from, to) : spokenCard.slice(from, to).join(' ')

test('without pieces the whole is masked alike', () => {
  const kept = wordsToKeep(heard(['My card is', spokenCard.join(' ')], false), storing('everything'), KNOWN)
  expect(kept.text).toBe('My card is [card number]')
})
