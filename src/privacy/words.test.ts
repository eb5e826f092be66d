import { expect, test } from 'vitest'
import { guessLanguage } from '../mail/reading/language.ts'
import { foldText } from '../mail/reading/fold-text.ts'
import { EXTENSION_REASONS, REFUSAL_REASONS } from './reasons.ts'
import { REQUEST_TYPES } from './request.ts'
import { ending, FORWARDED, rightsIn, wordingIn } from './words.ts'
import { english } from './words/english.ts'
import { spanish } from './words/spanish.ts'
import type { Wording, Words } from './words/wording.ts'

const ID = 'prq_01k5m3x8q2v7w9y0z1a2b3c4d5'
const BUSINESS = 'Acme Dental'
const CODE = '40718293'
const LINK = 'https://careline.example.com/exports/exp_1.global.secret'
const DUE_AT_MS = Date.UTC(2026, 3, 16, 10)
const asked = { id: ID, types: REQUEST_TYPES, dueAtMs: DUE_AT_MS }
const who = { id: ID, types: REQUEST_TYPES, business: BUSINESS, code: CODE }

const whole = ({ subject, text }: Words): string => `${subject}\n${text}`

/** Everything that is said, by what it is. A sentence that is added has to be added here. */
function sentencesOf(wording: Wording): Readonly<Record<string, string>> {
  const groups: Readonly<Record<keyof Wording, readonly string[]>> = {
    unnamed: [wording.unnamed],
    rights: REQUEST_TYPES.map((type) => wording.rights([type])),
    extensionReasons: EXTENSION_REASONS.map((reason) => wording.extensionReasons[reason]),
    whyRefused: REFUSAL_REASONS.map((reason) => wording.whyRefused[reason]),
    acknowledgement: [whole(wording.acknowledgement(asked, BUSINESS))],
    extension: EXTENSION_REASONS.map((reason) => whole(wording.extension(asked, BUSINESS, reason))),
    completed: [whole(wording.completed(asked, BUSINESS))],
    refused: REFUSAL_REASONS.map((reason) => whole(wording.refused(asked, BUSINESS, wording.whyRefused[reason]))),
    withdrawn: [whole(wording.withdrawn(asked))],
    expired: [whole(wording.expired(asked))],
    deletionNotice: [whole(wording.deletionNotice(ID, BUSINESS, DUE_AT_MS))],
    deletionText: [wording.deletionText(BUSINESS)],
    deletionKept: [wording.deletionKept(BUSINESS)],
    deletionHeld: [wording.deletionHeld(BUSINESS)],
    calledOff: [whole(wording.calledOff(ID))],
    codeMail: [whole(wording.codeMail(who))],
    codeText: [false, true].map((isStopped) => wording.codeText(who, isStopped)),
    stopped: [wording.stopped(BUSINESS)],
    exportReady: [whole(wording.exportReady(BUSINESS, LINK, DUE_AT_MS))],
    exportCode: [whole(wording.exportCode(BUSINESS, CODE))],
  }
  const named = Object.entries(groups).flatMap(([name, said]) =>
    said.map((text, nth) => [`${name} ${nth + 1}`, text] as const),
  )
  return Object.fromEntries(named)
}

const ENGLISH = sentencesOf(english)
const SPANISH = sentencesOf(spanish)
const TONGUES = [
  { language: 'en', wording: english, said: ENGLISH, due: '16 April 2026' },
  { language: 'es', wording: spanish, said: SPANISH, due: '16 de abril de 2026' },
] as const

test('whatever is said of a request is said in both languages, and in each with other words', () => {
  expect(Object.keys(SPANISH)).toEqual(Object.keys(ENGLISH))
  for (const [name, text] of Object.entries(SPANISH)) {
    expect(text, name).not.toBe('')
    expect(text, name).not.toContain('undefined')
    expect(text, name).not.toBe(ENGLISH[name])
    for (const paragraph of (ENGLISH[name] ?? '').split('\n').filter((line) => line !== LINK && line !== ''))
      expect(text.split('\n'), name).not.toContain(paragraph)
  }
})

test.each(TONGUES)('each sentence of $language is of that language', ({ language, said }) => {
  const long = Object.entries(said).filter(([, text]) => text.length > 90)
  expect(long.length).toBeGreaterThan(20)
  for (const [name, text] of long) expect(guessLanguage(foldText(text).text), name).toBe(language)
})

test.each(TONGUES)(
  'in $language a mail about a request has its number, and whoever waits learns until when',
  (tongue) => {
    const { wording, said, due } = tongue
    const ABOUT = /^(?:acknowledgement|extension|completed|refused|withdrawn|expired|deletionNotice|calledOff) /
    for (const [name, text] of Object.entries(said).filter(([name]) => ABOUT.test(name))) {
      const [subject = '', ...paragraphs] = text.split('\n')
      expect(subject, name).toContain(ID)
      expect(paragraphs.join('\n'), name).toContain(ID)
    }
    expect(wording.codeMail(who).subject).toContain(ID)
    expect(wording.acknowledgement(asked, BUSINESS).text).toContain(due)
    expect(wording.extension(asked, BUSINESS, 'complex').text).toContain(due)
    expect(wording.deletionNotice(ID, BUSINESS, DUE_AT_MS).text).toMatch(/10:00/)
    expect(wording.exportReady(BUSINESS, LINK, DUE_AT_MS).text).toContain(`\n\n${LINK}\n\n`)
  },
)

test.each(TONGUES)('in $language a code comes with what was asked for, and of whom', ({ language, wording }) => {
  for (const types of [...REQUEST_TYPES.map((type) => [type]), ['access', 'delete', 'optout_sms'] as const]) {
    const wanted = { ...who, types }
    for (const text of [wording.codeMail(wanted).text, wording.codeText(wanted, false)]) {
      expect(text).toContain(rightsIn(types, language))
      expect(text).toContain(BUSINESS)
      expect(text).toContain(CODE)
    }
  }
})

test('what was asked for is listed as it is said', () => {
  expect(rightsIn(['access'], 'en')).toBe('a copy of your data')
  expect(rightsIn(['access', 'delete', 'optout_voice'], null)).toBe(
    'a copy of your data, the deletion of your data, and no more calls',
  )
  expect(rightsIn(['access', 'delete', 'optout_voice'], 'es')).toBe(
    'una copia de sus datos, la eliminación de sus datos y que no se le llame',
  )
})

test('who wrote in neither language is told in English', () => {
  for (const language of ['en', 'de', null, undefined]) expect(wordingIn(language)).toBe(english)
  expect(wordingIn('es')).toBe(spanish)
})

test.each(TONGUES)(
  'how a request ended is told in $language once it has, and not of one that is answered elsewhere',
  (tongue) => {
    const { wording } = tongue
    const told = (status: 'completed' | 'refused' | 'withdrawn' | 'expired' | 'working', outcome: string | null) =>
      ending({ ...asked, status, outcome }, BUSINESS, wording)
    expect(told('working', null)).toBeNull()
    expect(told('completed', FORWARDED)).toBeNull()
    expect(told('completed', 'erased')).toEqual(wording.completed(asked, BUSINESS))
    expect(told('refused', 'repeated')?.text).toContain(wording.whyRefused.repeated)
    expect(told('refused', 'a reason of another day')?.text).toContain(wording.whyRefused.other)
    expect(told('withdrawn', 'withdrawn')).toEqual(wording.withdrawn(asked))
    expect(told('expired', 'not_verified')).toEqual(wording.expired(asked))
  },
)
