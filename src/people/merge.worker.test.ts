import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aTenant, ask, type TestTenant } from '../../test/api-client.ts'
import { aText, aWhatsAppLine, deliver, messagesOf, write } from '../../test/played-whatsapp.ts'
import { anItem } from '../../test/received-thread.ts'
import { suppress } from '../consent/suppress.ts'
import { contextOf, type Ctx } from '../context.ts'
import { bodyPlace } from '../messages/body-place.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import { open } from '../vault/seal.ts'
import { tokenOf } from './known-as.ts'
import { mergePeople } from './merge.ts'
import { resolvePerson } from './resolve.ts'

const POLL = { timeout: 90_000, interval: 50 }
const PHONE = '+12125550142'
const USER_ID = 'US.13491208655302741918'

const rows = async (sql: string) => (await env.DB.prepare(sql).all<Record<string, unknown>>()).results
const ctxOf = ({ id: tenantId }: TestTenant): Ctx =>
  contextOf(env, { tenantId, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } }, Date.now())

const filed = (many: number) =>
  vi.waitFor(
    async () =>
      expect(await rows("SELECT count(*) AS n FROM messages WHERE direction = 'inbound'")).toEqual([{ n: many }]),
    POLL,
  )

async function personOf(ctx: Ctx, type: 'phone' | 'bsuid', value: string): Promise<string | null> {
  return ctx.objects.identity(await tokenOf(ctx, type, value)).person()
}

/** Somebody who wrote from a number, and as somebody else under a user id. */
async function twoPersons() {
  const tenant = await aTenant()
  const line = await aWhatsAppLine({ tenant })
  const ctx = ctxOf(tenant)
  await write(line, { wa_id: PHONE.slice(1) }, 'from my number')
  await filed(1)
  await write(line, { user_id: USER_ID }, 'under my name')
  await filed(2)
  const one = await personOf(ctx, 'phone', PHONE)
  const other = await personOf(ctx, 'bsuid', USER_ID)
  expect(one).not.toBe(other)
  return { tenant, line, ctx, one, other }
}

test('whoever writes with both names is one person: the one known longer, with all that was written', async () => {
  const { tenant, line, ctx, one, other } = await twoPersons()
  await write(line, { wa_id: PHONE.slice(1), user_id: USER_ID }, 'it is me')
  await filed(3)
  await vi.waitFor(async () => expect(await personOf(ctx, 'bsuid', USER_ID)).toBe(one), POLL)
  expect(await personOf(ctx, 'phone', PHONE)).toBe(one)
  expect(await rows('SELECT DISTINCT person_id FROM messages')).toEqual([{ person_id: one }])
  expect(await rows('SELECT DISTINCT person_id FROM person_identities')).toEqual([{ person_id: one }])
  expect(await rows('SELECT id FROM people')).toEqual([{ id: one }])
  expect(await rows('SELECT person_id FROM threads')).toEqual([{ person_id: one }])
  // Whoever noted the one that is gone finds the one who stays; another business finds nobody.
  for (const path of ['', '/timeline', '/preferences']) {
    const asked = await ask(tenant.key, `/people/${other}${path}`)
    expect([path, asked.status, asked.json.id ?? asked.json.person_id ?? one]).toEqual([path, 200, one])
    expect((await ask((await aTenant()).key, `/people/${other}${path}`)).status).toBe(404)
  }
  const told = await rows("SELECT body FROM events WHERE type = 'person.merged'")
  expect(told.map(({ body }) => JSON.parse(String(body)).data)).toEqual([{ person_id: one, merged_person_id: other }])
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, String(one))
  const bodies = await rows('SELECT message_id, sealed_body FROM message_bodies')
  const texts = await Promise.all(
    bodies.map(
      async (row) => key && open(key, bodyPlace(ctx.tenantId, String(row['message_id'])), String(row['sealed_body'])),
    ),
  )
  expect(texts.join()).toMatch(/from my number/)
  expect(texts.join()).toMatch(/under my name/)
  expect(texts.join()).toMatch(/it is me/)
})

test('a stop under one name is a stop under the other, before anything else is done', async () => {
  const { line, ctx, one } = await twoPersons()
  await suppress(ctx, { phone: { userId: USER_ID }, reason: 'asked_in_writing', source: 'api' })
  expect(await ctx.objects.thread(String(one)).mayContact()).toBe(true)
  await write(line, { wa_id: PHONE.slice(1), user_id: USER_ID }, 'it is me')
  await filed(3)
  expect(await ctx.objects.thread(String(one)).mayContact()).toBe(false)
  const standing = await rows('SELECT DISTINCT identity_token FROM suppressions')
  const tokens = [await tokenOf(ctx, 'phone', PHONE), await tokenOf(ctx, 'bsuid', USER_ID)]
  expect(standing.map(({ identity_token }) => identity_token).sort()).toEqual(tokens.sort())
})

test('what was said to the other is not said again to the one: a message repeated after the merge is known', async () => {
  const { line, one } = await twoPersons()
  const again = aText({ user_id: USER_ID }, 'told twice')
  await deliver([messagesOf(line, [{ user_id: USER_ID }], [again])])
  await filed(3)
  await write(line, { wa_id: PHONE.slice(1), user_id: USER_ID }, 'it is me')
  await filed(4)
  await deliver([messagesOf(line, [{ user_id: USER_ID }], [again])])
  await write(line, { wa_id: PHONE.slice(1) }, 'the last')
  await filed(5)
  expect(await rows('SELECT DISTINCT person_id FROM messages')).toEqual([{ person_id: one }])
})

test('a number that changed leads to its person, and the old one to nobody', async () => {
  const tenant = await aTenant()
  const line = await aWhatsAppLine({ tenant })
  const ctx = ctxOf(tenant)
  await write(line, { wa_id: PHONE.slice(1) }, 'hello')
  await filed(1)
  const personId = await personOf(ctx, 'phone', PHONE)
  const change = {
    from: PHONE.slice(1),
    id: 'wamid.CHANGED',
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'system',
    system: { type: 'user_changed_number', body: 'User A changed', wa_id: '12125550143' },
  }
  await deliver([messagesOf(line, [], [change])])
  await vi.waitFor(async () => expect(await personOf(ctx, 'phone', '+12125550143')).toBe(personId), POLL)
  await vi.waitFor(async () => expect(await personOf(ctx, 'phone', PHONE)).toBeNull(), POLL)
  await write(line, { wa_id: PHONE.slice(1) }, 'I got this number from the shop')
  await filed(3)
  expect(await personOf(ctx, 'phone', PHONE)).not.toBe(personId)
})

test('two who merge the same persons at once make one of them', async () => {
  const { line, ctx, one } = await twoPersons()
  const both = { wa_id: PHONE.slice(1), user_id: USER_ID }
  const second = await aWhatsAppLine({ tenant: { id: ctx.tenantId, slug: '', key: '', testKey: '' } })
  await Promise.all([write(line, both, 'here'), write(second, both, 'and there')])
  await filed(4)
  await vi.waitFor(async () => expect(await personOf(ctx, 'bsuid', USER_ID)).toBe(one), POLL)
  expect(await rows('SELECT DISTINCT person_id FROM messages')).toEqual([{ person_id: one }])
  expect(await rows("SELECT count(*) AS n FROM events WHERE type = 'person.merged'")).toEqual([{ n: 1 }])
})

test('of who goes no key and no word stays, and a file they sent is taken back where they are now', async () => {
  const { id: tenantId } = await aTenant()
  const pins = { tenantId, region: 'global' as const, livemode: true }
  const ctx = ctxOf({ id: tenantId } as TestTenant)
  const one = (await resolvePerson(ctx, { phone: PHONE })).personId
  const two = (await resolvePerson({ ...ctx, nowMs: ctx.nowMs + 5 }, { phone: '+12125550143' })).personId
  const sender = { phone: '+12125550143', userId: null, name: null, username: null }
  const file = { kind: 'image' as const, source: { id: '1' }, contentType: 'image/jpeg', sha256: null, fileName: null }
  const photo = anItem({ type: 'media', text: '', media: [file] }, { sender })
  const thread = env.THREADS.getByName(two)
  await thread.receive({ ...pins, personId: two }, [photo])
  await filed(1)
  await vi.waitFor(
    async () => expect(await rows('SELECT status FROM message_media')).not.toEqual([{ status: 'pending' }]),
    POLL,
  )
  await env.DB.prepare("UPDATE message_media SET status = 'stored', blob_key = 'messages/photo'").run()
  await env.BLOBS.put('messages/photo', 'bytes')
  const merge = { personId: one, alsoId: two, tokens: [] }
  await vi.waitFor(() => mergePeople({ ...ctx, nowMs: Date.now() }, merge), POLL)
  const keysOf = async () => (await env.BLOBS.list({ prefix: `keys/${tenantId}/${two}` })).objects.length
  // The photo is sealed with it.
  expect(await keysOf()).toBe(1)
  const kept = await runInDurableObject(thread, (_, { storage }) => Array.from(storage.kv.list(), ([name]) => name))
  expect(kept.filter((name) => name.startsWith('correspondent:') || name === 'answer_memory')).toEqual([])
  const revoke = anItem({ type: 'revoke', of: photo.providerMessageId }, { sender })
  await env.THREADS.getByName(one).receive({ ...pins, personId: one }, [revoke])
  await vi.waitFor(
    async () => expect(await rows('SELECT status FROM message_media')).toEqual([{ status: 'not_kept' }]),
    POLL,
  )
  await vi.waitFor(async () => expect(await env.BLOBS.head('messages/photo')).toBeNull(), POLL)
  await env.DB.prepare('DELETE FROM message_media').run()
  await mergePeople({ ...ctx, nowMs: Date.now() }, merge)
  expect(await keysOf()).toBe(0)
})
