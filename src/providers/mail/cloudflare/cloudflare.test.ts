import { expect, test } from 'vitest'
import type { Holder } from '../../../egress/may-leave.ts'
import type { Letter } from '../contract.ts'
import { cloudflareMail } from './index.ts'

const LETTER: Letter = {
  from: { name: 'Careline privacy', email: 'privacy@careline.example.com' },
  to: 'ann@example.com',
  replyTo: 'privacy+prq_1@careline.example.com',
  subject: 'Your request',
  text: 'We have it.',
  headers: { 'Auto-Submitted': 'auto-replied' },
}

/** A binding that answers as Cloudflare's would. */
const bindingThat = (answer: (letter: unknown) => void): SendEmail => ({
  async send(letter: unknown) {
    answer(letter)
    return { messageId: '<1@example.com>' }
  },
})

test('a letter reaches the binding as it is, to one recipient', async () => {
  const taken: unknown[] = []
  const sender = cloudflareMail.open({ EMAIL: bindingThat((letter) => void taken.push(letter)) })
  expect(await sender?.send(LETTER, undefined)).toEqual({ ok: true, value: undefined })
  expect(taken).toEqual([LETTER])
})

test.each([
  [Object.assign(new Error('slow down'), { code: 'E_RATE_LIMIT_EXCEEDED' }), 'E_RATE_LIMIT_EXCEEDED', true],
  [new Error('E_HEADER_NOT_ALLOWED: Message-ID'), 'E_HEADER_NOT_ALLOWED', false],
  [
    Object.assign(new Error('ann@example.com bounced'), { code: 'E_RECIPIENT_SUPPRESSED' }),
    'E_RECIPIENT_SUPPRESSED',
    false,
  ],
  [new Error('could not reach ann@example.com'), 'unknown', true],
  ['nothing of the kind', 'unknown', true],
])('a refusal is told by its code and quotes nobody: %s', async (thrown, code, isPassing) => {
  const sender = cloudflareMail.open({
    EMAIL: bindingThat(() => {
      throw thrown
    }),
  })
  expect(await sender?.send(LETTER, undefined)).toEqual({ ok: false, error: { code, isPassing } })
})

test('what the register does not let go to the vendor is not handed over, and is told apart from a refusal of its own', async () => {
  const taken: unknown[] = []
  const sender = cloudflareMail.open({ EMAIL: bindingThat((letter) => void taken.push(letter)) })
  const clinic: Holder = { tenantId: 'ten_1', isHealthCare: true, region: 'us', sinceMs: 0, contracts: new Map() }
  const held = await sender?.send(LETTER, async () => clinic)
  expect(held).toEqual({ ok: false, error: { code: 'baa_missing', isPassing: true, isHeld: true } })
  expect(taken).toEqual([])
})

test('is switched off where there is no binding', () => {
  expect(cloudflareMail.open({})).toBeNull()
})
