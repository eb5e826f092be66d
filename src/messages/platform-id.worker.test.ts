import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aTenant, ask } from '../../test/api-client.ts'
import { aStand, messageRow } from '../../test/builders/outbox-stand.ts'
import { aText, aWhatsAppLine, deliver, messagesOf } from '../../test/played-whatsapp.ts'
import { contextOf, type Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { messageBodies } from '../records/message-bodies/table.ts'
import { KEYS_AT_A_TIME, strangersKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { bodyPlace } from './body-place.ts'
import { withPlatformIds } from './called-by-platform.ts'
import { veilPlatformId } from './platform-id.ts'
import { readWords } from './read-words.ts'

const POLL = { timeout: 90_000, interval: 50 }
const NUMBER = '12125550147'
/** As WhatsApp makes them: the number is in there for whoever reads base64. */
const idOf = (tail: string): string => `wamid.${btoa(`\u001c\u0018\u000b${NUMBER}\u0015\u0002\u0000\u0011${tail}`)}`

const everything = ({ kv, sql }: DurableObjectStorage): string => {
  const tables = sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray()
  const rows = tables
    .filter(({ name }) => !/^(?:sqlite|_cf)_/.test(name))
    .map(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray())
  return JSON.stringify([rows, Array.from(kv.list())])
}

/** All that threads, intakes and the database have written down. */
async function stored(): Promise<string> {
  const found: string[] = []
  for (const id of await listDurableObjectIds(env.THREADS))
    found.push(await runInDurableObject(env.THREADS.get(id), (_, { storage }) => everything(storage)))
  for (const id of await listDurableObjectIds(env.INTAKES))
    found.push(await runInDurableObject(env.INTAKES.get(id), (_, { storage }) => everything(storage)))
  const { results } = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
    name: string
  }>()
  for (const { name } of results.filter((one) => !/^(?:sqlite|_cf|d1)_/.test(one.name)))
    found.push(JSON.stringify((await env.DB.prepare(`SELECT * FROM "${name}"`).all()).results))
  return found.join('\n')
}

/** No part of an id that could be read as the number. */
async function expectNowhere(ids: readonly string[]): Promise<void> {
  const all = await stored()
  for (const id of [...ids, NUMBER]) expect(all).not.toContain(id.replace('wamid.', '').slice(0, 24))
}

const listed = async (key: string, id: string) =>
  (await ask(key, `/messages?provider_message_id=${encodeURIComponent(id)}`)).json.data

test('what WhatsApp calls a message is nowhere in clear, is told to its business as it is, and survives a merge', async () => {
  const tenant = await aTenant()
  const line = await aWhatsAppLine({ tenant })
  const [known, other, both] = [idOf('ONE'), idOf('OTHER'), idOf('BOTH')]
  const user = 'US.13491208655302741999'
  const write = (from: { wa_id?: string; user_id?: string }, id: string) =>
    deliver([messagesOf(line, [from], [aText(from, 'hello', { id })])])
  const filed = (id: string) => vi.waitFor(async () => expect(await listed(tenant.key, id)).toHaveLength(1), POLL)
  await write({ wa_id: NUMBER }, known)
  await filed(known)
  await write({ user_id: user }, other)
  await filed(other)
  await write({ wa_id: NUMBER, user_id: user }, both)
  for (const id of [known, other, both]) {
    await filed(id)
    expect(await listed(tenant.key, id)).toMatchObject([{ provider_message_id: id, direction: 'inbound' }])
  }
  const all = (await ask(tenant.key, '/messages?direction=inbound')).json.data as { person_id: string }[]
  expect(new Set(all.map((one) => one.person_id)).size).toBe(1)
  await expectNowhere([known, other, both])
})

test('of a message that was sent neither, whether its status comes before the answer or after it', async () => {
  const stand = aStand()
  await stand.opened(stand.nowMs)
  const taken = await stand.enqueue()
  if (!taken.ok) throw new Error(taken.error.code)
  const providerMessageId = idOf('SENT')
  const sending = stand.platform.nextAnswer({ how: 'accepted', providerMessageId, recipient: null }, () => stand.work())
  await sending.asked
  await stand.report({ providerMessageId, status: 'sent', word: 'sent' })
  await expectNowhere([providerMessageId])
  await sending.answer()
  await stand.workFor(60_000)
  await stand.report({ providerMessageId, status: 'delivered', word: 'delivered' })
  await expectNowhere([providerMessageId])
  expect(await messageRow(taken.value.id)).toMatchObject({
    status: 'delivered',
    provider_message_id: providerMessageId,
  })
})

/** The same, and how often its bucket is read from, and by how many at a time. */
function counted(ctx: Ctx): { readonly ctx: Ctx; readonly count: { gets: number; most: number } } {
  const count = { gets: 0, most: 0 }
  let under = 0
  const get = async (name: string) => {
    count.gets += 1
    under += 1
    count.most = Math.max(count.most, under)
    return ctx.blobs.get(name).finally(() => (under -= 1))
  }
  const blobs = new Proxy(ctx.blobs, { get: (bucket, name) => (name === 'get' ? get : Reflect.get(bucket, name)) })
  return { ctx: { ...ctx, blobs }, count }
}

test('a page of a hundred people reads each key once, a few at a time, and the keys of who is gone no oftener', async () => {
  const { id: tenantId } = await aTenant()
  const actor = { type: 'system', name: 'test' } as const
  const ctx = contextOf(env, { tenantId, region: 'global', livemode: true, actor }, Date.now())
  const people = Array.from({ length: 50 }, () => newId('per', ctx.nowMs))
  const rows = await Promise.all(
    [...people, ...people].map(async (personId, nth) => {
      const key = nth < 50 ? await strangersKey(ctx.vault, ctx.blobs, tenantId, personId) : null
      const messageId = newId('msg', ctx.nowMs)
      const kept = await veilPlatformId(ctx, key, idOf(String(nth)))
      const body = JSON.stringify({ type: 'text', text: `word ${nth}` })
      const sealedBody = key === null ? 'v1.gone' : await seal(key, bodyPlace(tenantId, messageId), body)
      // Of the second half nobody has a key any more.
      return { messageId, personId: key === null ? `${personId}_gone` : personId, kept, sealedBody }
    }),
  )
  const about = { tenantId, createdAtMs: ctx.nowMs, expiresAtMs: ctx.nowMs + 60_000 }
  for (const { messageId, personId, sealedBody } of rows)
    await ctx.db.insert(messageBodies).values({ ...about, messageId, personId, sealedBody })

  const listed = counted(ctx)
  const shown = rows.map(({ personId, kept }) => ({ person_id: personId, provider_message_id: kept }))
  const ids = await withPlatformIds(listed.ctx, [...shown, ...shown])
  expect(ids.slice(0, 50).map((one) => one.provider_message_id)).toEqual(people.map((_, nth) => idOf(String(nth))))
  expect(ids.slice(50, 100).every((one) => one.provider_message_id === null)).toBe(true)

  const read = counted(ctx)
  const words = await readWords(
    read.ctx,
    rows.map(({ messageId }) => messageId),
  )
  expect(words.size).toBe(50)

  for (const { count } of [listed, read]) expect(count).toEqual({ gets: 100, most: KEYS_AT_A_TIME })
})
