import { expect, test } from 'vitest'
import { throughMx, type Authentication } from '../../simulator/mail/mx-headers.ts'
import { planFor } from './plan.ts'
import { readMail } from './reading/read-mail.ts'

const DOMAIN = 'careline.example.com'

async function planOf(text: string, head: readonly string[] = [], authentication: Authentication = 'pass') {
  const from = 'ann@example.com'
  const to = `privacy@${DOMAIN}`
  const written = [
    `From: ${from}`,
    `To: ${to}`,
    'Subject: Hello',
    'Message-ID: <1@example.com>',
    ...head,
    '',
    text,
  ].join('\r\n')
  const raw = new TextEncoder().encode(throughMx(written, { from, to, authentication, atMs: 0 }))
  const reading = await readMail(raw, { truncated: false, ownDomains: [DOMAIN], nowMs: 0, envelopeFrom: from })
  return planFor(reading)
}

test('an opt-out inside a mixed mail is not lost', async () => {
  const plan = await planOf('Please stop calling me, and send me a copy of my data.')
  expect(plan.optOuts.length).toBeGreaterThan(0)
  expect(plan.rights).toEqual(['access'])
  expect(plan.mayAnswer).toBe(true)
})

test('what must not be deleted is no request', async () => {
  const plan = await planOf("Please don't delete my data.")
  // It takes back what may have been asked before, and asks for nothing.
  expect(plan).toMatchObject({ rights: [], optOuts: [], about: 'withdraw', closed: null })
})

test('a request that a machine sends is for a person to look at, and opens nothing', async () => {
  const plan = await planOf('Please delete my data.', ['Precedence: bulk'])
  expect(plan).toMatchObject({ rights: [], needsPerson: true, mayAnswer: false, closed: null })
})

test('of our own mail nothing is ever done', async () => {
  const plan = await planOf('Please delete my data.', ['X-Careline-Loop: careline'])
  expect(plan).toMatchObject({ closed: 'loop', mayAnswer: false })
})

test('a wrong number is left alone by the number it names', async () => {
  expect((await planOf('You have the wrong number. Mine is +1 212 555 0142.')).optOuts).toEqual(['optout_all'])
})

test('business mail goes to its desk', async () => {
  expect((await planOf('Could we book a demo for our practice?')).desk).toBe('demo')
})
