import { expect, test } from 'vitest'
import { dedupeHash } from './dedupe-hash.ts'

const hashOf = (raw: string, to = 'privacy@careline.example.com') => dedupeHash(Uint8Array.from(Buffer.from(raw)), to)

const MAIL = 'From: ann@example.com\r\nMessage-ID: <1@example.com>\r\nSubject: x\r\n\r\nHello'

test('what a mail server writes on top makes no other mail', async () => {
  const again = `Received: from a by b; Mon\r\n\twith a folded line\r\n${MAIL}`
  expect(await hashOf(again)).toBe(await hashOf(MAIL))
})

test.each([
  ['another sender', MAIL.replace('ann@', 'pat@')],
  ['another id', MAIL.replace('<1@', '<2@')],
  ['other words', MAIL.replace('Hello', 'Hello!')],
])('%s makes another mail', async (_, other) => {
  expect(await hashOf(other)).not.toBe(await hashOf(MAIL))
})

test('the same mail to another address of ours is another', async () => {
  expect(await hashOf(MAIL, 'support@careline.example.com')).not.toBe(await hashOf(MAIL))
})

test('a head without an end is bounded', async () => {
  expect(await hashOf('A'.repeat(200_000))).toMatch(/^[0-9a-f]{64}$/)
})
