import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whyRefused } from '../../simulator/mail/send-rules.ts'
import { answerText } from './answers/answer-text.ts'
import { toldRequest } from './answers/told-request.ts'
import { isSpoken, OUTCOMES, outcomesIn } from './outcome.ts'
import { ANSWER_ABOVE } from './reading/own-marks.ts'
import { letterOf } from './send-owed.ts'

const OURS = { domain: 'careline.example.com', publicUrl: 'https://careline.example.com' }
const spoken = OUTCOMES.filter(isSpoken)

const TOLD = {
  reference: 'prq_01k5m3x8q2v7w9y0z1a2b3c4d5',
  business: 'Bright Smile Dental',
  requests: [],
  isAddressed: false,
  isCut: false,
}

test('Cloudflare takes every letter we write, whatever the mail that it answers', () => {
  const id = fc.string({ maxLength: 120 })
  fc.assert(
    fc.property(
      fc.subarray(spoken, { minLength: 1 }),
      id,
      fc.array(id, { maxLength: 60 }),
      (outcomes, replied, references) => {
        const words = {
          ...answerText(outcomes, 'en', TOLD),
          to: 'ann@example.com',
          from: 'privacy',
          thread: TOLD.reference,
        } as const
        const letter = letterOf({ ...words, inReplyTo: replied, references }, { kind: 'answer' }, OURS)
        expect(whyRefused(letter)).toBeNull()
      },
    ),
  )
})

test('a machine’s answer says that it is one, and a person’s does not', () => {
  const words = { to: 'ann@example.com', from: 'support', subject: 'Yes', text: 'We do.', inReplyTo: 'a@b' } as const
  const { headers } = letterOf(words, { kind: 'answer' }, OURS)
  expect(headers).toMatchObject({
    'Auto-Submitted': 'auto-replied',
    'X-Auto-Response-Suppress': 'All',
    'In-Reply-To': '<a@b>',
  })
  expect(letterOf(words, { kind: 'ticket' }, OURS).headers).not.toHaveProperty('Auto-Submitted')
})

test.each(['en', 'es', null])(
  'every outcome has its words, below the line that people answer above (%s)',
  (language) => {
    for (const outcome of spoken) {
      const { subject, text } = answerText([outcome], language, TOLD)
      expect(subject).toContain(TOLD.reference)
      expect(text.startsWith(ANSWER_ABOVE[language === 'es' ? 'es' : 'en'])).toBe(true)
      expect(text).not.toMatch(/undefined|null/)
    }
  },
)

test('what came of a mail is kept in words and read back', () => {
  fc.assert(
    fc.property(fc.subarray([...OUTCOMES]), (outcomes) => {
      expect(outcomesIn(outcomes.join(','))).toEqual(outcomes)
    }),
  )
})

test('how a request stands tells nobody whether anybody is known, before a code was told back', () => {
  const id = TOLD.reference
  const told = (['received', 'awaiting_identity', 'with_business'] as const).flatMap((status) =>
    (['L0', 'L1', 'L2'] as const).map((identityLevel, nth) => toldRequest({ id, status, identityLevel, dueAtMs: nth })),
  )
  const texts = told.map((request) => answerText(['status'], 'en', { ...TOLD, requests: [request] }).text)
  expect(new Set(texts).size).toBe(1)
  expect(toldRequest({ id, status: 'with_business', identityLevel: 'L3', dueAtMs: 1 })).toMatchObject({ dueAtMs: 1 })
})

test('what is to be confirmed is confirmed on a page of ours, whose address stands alone below the text', () => {
  const words = {
    to: 'ann@example.com',
    subject: 'x',
    text: 'Was it you?',
    from: 'privacy',
    confirm: 'chg_1.mac',
  } as const
  expect(letterOf(words, { kind: 'challenge' }, OURS).text).toBe(
    'Was it you?\n\nhttps://careline.example.com/privacy/confirm/chg_1.mac',
  )
})
