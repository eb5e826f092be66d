import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { nameOfMessage } from '../../test/platform-ids.ts'
import { aHeldThread, anItem, text, type HeldThread } from '../../test/received-thread.ts'
import { open } from '../vault/seal.ts'
import { staffWrote } from './answer/answered-by.ts'
import { bodyPlace } from './body-place.ts'
import type { Content } from './message.ts'
import { peekToAnswer } from './to-answer.ts'

const rows = async (sql: string, ...values: unknown[]) =>
  (
    await env.DB.prepare(sql)
      .bind(...values)
      .all<Record<string, unknown>>()
  ).results

/** What the records say that a message says. */
async function bodyOf(thread: HeldThread, providerMessageId: string): Promise<unknown> {
  const [row] = await rows(
    "SELECT id, sealed_body FROM messages JOIN message_bodies ON message_id = id WHERE provider_message_id LIKE ? || '|%'",
    await nameOfMessage(thread.pins.tenantId, providerMessageId),
  )
  if (row === undefined) return null
  return thread.in(async (handle) => {
    const place = bodyPlace(thread.pins.tenantId, String(row['id']))
    return JSON.parse((await open(await handle.key(), place, String(row['sealed_body']))) ?? 'null')
  })
}

async function aThread(): Promise<HeldThread> {
  return aHeldThread((await aTenant()).id)
}

test('a message leaves its row, its sealed words, its event and its count, and its person', async () => {
  const thread = await aThread()
  const item = anItem(text('Do you have time on Friday?'))
  await thread.receive([item])
  await thread.file()
  const { personId } = thread.pins
  expect(await rows('SELECT direction, author, status, type, person_id FROM messages')).toEqual([
    { direction: 'inbound', author: 'person', status: 'received', type: 'text', person_id: personId },
  ])
  const [stored] = await rows('SELECT sealed_body FROM message_bodies')
  expect(String(stored?.['sealed_body'])).not.toContain('Friday')
  expect(await bodyOf(thread, item.providerMessageId)).toEqual(text('Do you have time on Friday?'))
  const [event] = await rows("SELECT body FROM events WHERE type = 'message.received'")
  expect(String(event?.['body'])).not.toMatch(/Friday|5550142/)
  expect(await rows("SELECT value FROM counters WHERE name = 'messages.inbound.whatsapp'")).toEqual([{ value: 1 }])
  expect(await rows('SELECT id, masked_phone FROM people')).toEqual([{ id: personId, masked_phone: '+1 ••• ••• 0142' }])
  expect(await rows('SELECT type FROM person_identities')).toEqual([{ type: 'phone' }])
  expect(await rows('SELECT person_id, last_channel FROM threads')).toEqual([
    { person_id: personId, last_channel: 'whatsapp' },
  ])
})

test('a filing whose answer was lost is done again, and nothing is there twice', async () => {
  const thread = await aThread()
  await thread.receive([anItem(text('one')), anItem(text('two'))])
  await thread.file()
  await thread.in(async ({ sql }) => {
    // As it is when the object dies between the batch and its own note of it.
    sql.exec('UPDATE received SET filed_at_ms = NULL')
  })
  await thread.receive([anItem(text('three'))])
  await thread.file()
  expect(await rows('SELECT count(*) AS n FROM messages')).toEqual([{ n: 3 }])
  expect(await rows("SELECT count(*) AS n FROM events WHERE type = 'message.received'")).toEqual([{ n: 3 }])
  expect(await rows("SELECT value FROM counters WHERE name = 'messages.inbound'")).toEqual([{ value: 3 }])
})

const edit = (of: string, words: string): Content => ({ type: 'edit', of, content: text(words) })

test('an edit is what is to be read from then on, whether it comes after its message or before it', async () => {
  const thread = await aThread()
  const [first, second] = [anItem(text('Tusday?')), anItem(text('At tre?'))]
  await thread.receive([first])
  await thread.file()
  await thread.receive([
    anItem(edit(first.providerMessageId, 'Tuesday?')),
    anItem(edit(second.providerMessageId, 'At three?')),
  ])
  await thread.file()
  await thread.pass()
  await thread.receive([second])
  await thread.file()
  expect(await bodyOf(thread, first.providerMessageId)).toEqual(text('Tuesday?'))
  expect(await bodyOf(thread, second.providerMessageId)).toEqual(text('At three?'))
})

test('of a message that is taken back no word stays, whether that comes after it or before it', async () => {
  const thread = await aThread()
  const [first, second] = [anItem(text('a secret')), anItem(text('another'))]
  await thread.receive([first])
  await thread.file()
  await thread.receive([
    anItem({ type: 'revoke', of: first.providerMessageId }),
    anItem({ type: 'revoke', of: second.providerMessageId }),
  ])
  await thread.file()
  await thread.receive([second])
  await thread.file()
  expect(await bodyOf(thread, first.providerMessageId)).toBeNull()
  expect(await bodyOf(thread, second.providerMessageId)).toBeNull()
  expect(await rows('SELECT count(*) AS n FROM messages')).toEqual([{ n: 4 }])
})

test('nobody changes what somebody else wrote', async () => {
  const tenant = await aTenant()
  const [thread, other] = [aHeldThread(tenant.id), aHeldThread(tenant.id)]
  const item = anItem(text('mine'))
  await thread.receive([item])
  await thread.file()
  await other.receive([
    anItem(edit(item.providerMessageId, 'yours')),
    anItem({ type: 'revoke', of: item.providerMessageId }),
  ])
  await other.file()
  expect(await bodyOf(thread, item.providerMessageId)).toEqual(text('mine'))
})

test('what a person of the business wrote by themselves is filed as theirs', async () => {
  const thread = await aThread()
  const sender = { phone: null, userId: null, name: null, username: null }
  await thread.receive([anItem(text('See you then'), { kind: 'echo', sender })])
  await thread.file()
  expect(await rows('SELECT direction, author, status FROM messages')).toEqual([
    { direction: 'outbound', author: 'staff', status: 'sent' },
  ])
  expect(await rows('SELECT count(*) AS n FROM person_identities')).toEqual([{ n: 0 }])
})

test('a card number is not kept, whatever else is', async () => {
  const thread = await aThread()
  const item = anItem(text('My card is 4111 1111 1111 1111'))
  await thread.receive([item])
  await thread.file()
  expect(JSON.stringify(await bodyOf(thread, item.providerMessageId))).not.toContain('1111')
})

test('messages sort by the platform’s time, and those of one second as they arrived', async () => {
  const thread = await aThread()
  const second = Math.floor(Date.now() / 1000) * 1000 - 60_000
  const items = [
    anItem(text('later'), { sentAtMs: second + 1000 }),
    anItem(text('a'), { sentAtMs: second }),
    anItem(text('b'), { sentAtMs: second }),
  ]
  for (const item of items) await thread.receive([item])
  await thread.file()
  const ids = (await rows('SELECT provider_message_id AS id FROM messages ORDER BY messages.id')).map(({ id }) => id)
  const inOrder = [items[1], items[2], items[0]].map((item) => item?.providerMessageId ?? '')
  const names = await Promise.all(inOrder.map((id) => nameOfMessage(thread.pins.tenantId, id)))
  expect(ids.map((id) => String(id).split('|')[0])).toEqual(names)
})

test('a text message opens no window on WhatsApp, however many come, and a message there opens it for a day', async () => {
  const thread = await aThread()
  const windowOf = async () => (await rows('SELECT window_ends_at_ms AS at FROM threads'))[0]?.['at']
  for (const words of ['one', 'two']) {
    await thread.receive([anItem(text(words), { channel: 'sms', provider: 'twilio', line: '+12125550100' })])
    await thread.file()
    expect(await windowOf()).toBeNull()
  }
  const item = anItem(text('three'))
  await thread.receive([item])
  await thread.file()
  expect(await windowOf()).toBe(item.sentAtMs + 86_400_000)
})

test('what comes again after the thread has forgotten it is not answered again, and what a filing repeats is', async () => {
  const thread = await aThread()
  const bySms = { channel: 'sms', provider: 'twilio', line: '+12125550100' } as const
  const item = anItem(text('what are your hours?'), { ...bySms, receivedAtMs: Date.now() - 9 * 86_400_000 })
  const waiting = () => thread.in(async (handle) => peekToAnswer(handle).map((one) => one.providerMessageId))
  await thread.receive([item])
  await thread.pass()
  await thread.file()
  await thread.in(async ({ sql }) => {
    sql.exec('UPDATE received SET filed_at_ms = NULL')
  })
  await thread.receive([anItem(text('and where?'), bySms)])
  await thread.file()
  expect(await waiting()).toContain(await nameOfMessage(thread.pins.tenantId, item.providerMessageId))
  await thread.in(async ({ sql }) => {
    sql.exec('DELETE FROM to_answer')
    sql.exec('DELETE FROM received')
  })
  await thread.receive([{ ...item, receivedAtMs: Date.now() }])
  await thread.pass()
  await thread.file()
  await thread.pass()
  expect(await waiting()).toEqual([])
  expect(await rows('SELECT count(*) AS n FROM messages')).toEqual([{ n: 2 }])
})

test('a thread that begins with people of the business answering is filed as theirs', async () => {
  const thread = await aThread()
  const nobody = { phone: null, userId: null, name: null, username: null }
  await thread.receive([anItem(text('We have a time for you'), { kind: 'echo', sender: nobody })])
  await thread.in(async (handle) => staffWrote(handle, Date.now()))
  await thread.file()
  expect(await rows('SELECT answered_by FROM threads')).toEqual([{ answered_by: 'staff' }])
})
