import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aStand, LINE, PHONE } from '../../test/builders/outbox-stand.ts'
import { aMessageId, type Writer } from '../../test/played-whatsapp.ts'
import { aRow, aWritingPerson, type WritingPerson } from '../../test/written-thread.ts'
import { tokenOf } from '../people/known-as.ts'
import { heed } from './heed.ts'
import type { InboundMessage } from './message.ts'

const POLL = { timeout: 90_000, interval: 50 }

const sent = ({ wa_id }: Writer) => ({
  from: wa_id,
  id: aMessageId(),
  timestamp: String(Math.floor(Date.now() / 1000)),
})

const anEdit = (writer: Writer, of: string, body: string) => ({
  ...sent(writer),
  type: 'edit',
  edit: { original_message_id: of, message: { type: 'text', text: { body } } },
})

const aForm = (writer: Writer, values: Readonly<Record<string, string>>) => ({
  ...sent(writer),
  type: 'interactive',
  interactive: {
    type: 'nfm_reply',
    nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify(values) },
  },
})

/** The person behind the number, as soon as they are known. */
async function personIdOf({ ctx, writer }: WritingPerson): Promise<string> {
  const token = await tokenOf(ctx, 'phone', `+${writer.wa_id}`)
  return (await vi.waitUntil(() => ctx.objects.identity(token).person(), POLL)) ?? ''
}

const mayContact = async (person: WritingPerson): Promise<boolean> =>
  env.THREADS.getByName(await personIdOf(person)).mayContact()

async function isSuppressed({ ctx, writer }: WritingPerson): Promise<boolean> {
  const token = await tokenOf(ctx, 'phone', `+${writer.wa_id}`)
  const found = await aRow('SELECT id FROM suppressions WHERE identity_token = ? AND ended_at_ms IS NULL', token)
  return found !== null
}

test('a message that is edited into STOP is one', async () => {
  const person = await aWritingPerson()
  const first = await person.write('hello')
  await person.reply(1)
  await person.deliver(anEdit(person.writer, first, 'STOP'))
  expect((await person.reply(2)).text).toMatch(/no more messages/)
  expect(await mayContact(person)).toBe(false)
  expect(await isSuppressed(person)).toBe(true)
})

test('a wish in a form holds although people of the business answer', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  await person.reply(1)
  const { tenantId, region, livemode } = person.ctx
  const personId = await personIdOf(person)
  await env.THREADS.getByName(personId).handOver({ tenantId, region, livemode, personId }, 'staff')
  await person.deliver(aForm(person.writer, { anything_else: 'Please stop messaging me, do not contact me again' }))
  await vi.waitFor(async () => expect(await mayContact(person)).toBe(false), POLL)
  await vi.waitFor(async () => expect(await isSuppressed(person)).toBe(true), POLL)
})

test('the first that a stranger writes, told in pieces, is kept under what they write from', async () => {
  const person = await aWritingPerson()
  await person.write('I do not want')
  await person.write('any more messages')
  await vi.waitFor(async () => expect(await mayContact(person)).toBe(false), POLL)
  await vi.waitFor(async () => expect(await isSuppressed(person)).toBe(true), POLL)
})

test('a voice note that asks for it ends everything once it is written down, and is told so', async () => {
  const stand = aStand()
  await stand.opened(stand.nowMs)
  const message: InboundMessage = {
    channel: 'whatsapp',
    providerMessageId: 'wamid.VOICE',
    sender: { phone: PHONE, userId: null, name: null, username: null },
    line: LINE,
    sentAtMs: stand.nowMs,
    content: { type: 'media', media: [], text: '' },
    repliesTo: null,
    fromAd: false,
    groupId: null,
    keyword: null,
  }
  const voice = { messageId: 'msg_1', provider: 'whatsapp', receivedAtMs: stand.nowMs, message }
  const heeds = (words: string): Promise<boolean> =>
    stand.inside((outbox, handle) => heed({ handle, outbox }, { ...voice, words }, stand.nowMs))
  expect(await heeds('Can I stop by at five?')).toBe(false)
  expect(await heeds('Please stop calling me.')).toBe(true)
  await stand.workFor(60_000)
  expect(stand.platform.texts()).toEqual([expect.stringMatching(/no more messages/)])
  expect(await stand.enqueue()).toMatchObject({ ok: false, error: { code: 'suppressed' } })
})
