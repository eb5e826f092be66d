import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test'
import * as fc from 'fast-check'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { nameOfMessage } from '../../test/platform-ids.ts'
import { aText, aWhatsAppLine, deliver, messagesOf, write, type WhatsAppLine } from '../../test/played-whatsapp.ts'
import { openVault } from '../vault/vault.ts'
import { newId } from '../kernel/ids.ts'
import { keepLate } from './late-parts.ts'

const POLL = { timeout: 90_000, interval: 50 }

/** What every thread has been given, with how often. */
async function received(): Promise<readonly { thread: string; id: string; kind: string }[]> {
  const found: { thread: string; id: string; kind: string }[] = []
  for (const id of await listDurableObjectIds(env.THREADS)) {
    const rows = await runInDurableObject(env.THREADS.get(id), (_, { storage: { sql } }) =>
      // Threads of earlier tests are emptied, and still there.
      sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'received'").toArray().length === 0
        ? []
        : sql
            .exec<{ id: string; kind: string }>(
              'SELECT provider_message_id AS id, kind FROM received ORDER BY message_id',
            )
            .toArray(),
    )
    found.push(...rows.map((row) => ({ thread: id.toString(), ...row })))
  }
  return found
}

const keptParts = (line: WhatsAppLine): Promise<number> =>
  runInDurableObject(
    env.INTAKES.getByName(`whatsapp:${line.line}`),
    (_, { storage }) => Array.from(storage.kv.list({ prefix: 'part:' })).length,
  )

test('a message is durable before it is acknowledged, and then in the thread of whoever wrote it', async () => {
  const line = await aWhatsAppLine()
  const ann = { wa_id: '12125550142', name: 'Ann Lee' }
  const response = await write(line, ann, 'Do you have time on Friday?')
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect(await keptParts(line)).toBe(1)
  await vi.waitFor(async () => expect(await received()).toHaveLength(1), POLL)
  await vi.waitFor(async () => expect(await keptParts(line)).toBe(0), POLL)
})

test('nothing that somebody wrote lies open in the intake', async () => {
  const line = await aWhatsAppLine()
  await write(line, { wa_id: '12125550142' }, 'a secret of mine')
  const stored = await runInDurableObject(env.INTAKES.getByName(`whatsapp:${line.line}`), (_, { storage }) =>
    JSON.stringify(Array.from(storage.kv.list())),
  )
  expect(stored).toContain('v1.transit_')
  expect(stored).not.toContain('secret of mine')
  expect(stored).not.toContain('12125550142')
})

test('a wrong signature is 403 with nothing in it, and nothing is kept', async () => {
  const before = await listDurableObjectIds(env.INTAKES)
  const line = await aWhatsAppLine()
  const ann = { wa_id: '12125550142' }
  const response = await deliver([messagesOf(line, [ann], [aText(ann, 'hello')])], 'another-app-secret')
  expect([response.status, await response.text()]).toEqual([403, ''])
  expect(await listDurableObjectIds(env.INTAKES)).toHaveLength(before.length)
})

test('one delivery may be of several businesses and numbers: each gets its own', async () => {
  const [one, other] = [await aWhatsAppLine(), await aWhatsAppLine()]
  const ann = { wa_id: '12125550142' }
  const texts = [aText(ann, 'to one'), aText(ann, 'to the other')]
  expect(
    (await deliver([messagesOf(one, [ann], texts.slice(0, 1)), messagesOf(other, [ann], texts.slice(1))])).status,
  ).toBe(200)
  await vi.waitFor(async () => expect(await received()).toHaveLength(2), POLL)
  const rows = await received()
  expect(new Set(rows.map(({ thread }) => thread)).size).toBe(2)
})

test('a number that nobody holds is acknowledged, or its platform would repeat itself for a week', async () => {
  const before = await listDurableObjectIds(env.INTAKES)
  const line = await aWhatsAppLine()
  const ann = { wa_id: '12125550142' }
  const unknown = { ...line, line: '999999999999999', accountId: '888888888888888' }
  expect((await deliver([messagesOf(unknown, [ann], [aText(ann, 'hello')])])).status).toBe(200)
  expect(await listDurableObjectIds(env.INTAKES)).toHaveLength(before.length)
})

test('the address is confirmed to whoever knows the token, and to nobody else', async () => {
  const ask = (query: string) => exports.default.fetch(`http://gateway.test/hooks/messages/whatsapp?${query}`)
  const right = await ask('hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify-token-for-tests')
  expect([right.status, await right.text()]).toEqual([200, '1158201444'])
  expect(right.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(right.headers.get('x-content-type-options')).toBe('nosniff')
  for (const wrong of [
    'hub.mode=subscribe&hub.challenge=1&hub.verify_token=another',
    'hub.mode=subscribe&hub.challenge=1',
    'hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify-token-for-tests',
    'hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token=verify-token-for-tests',
    'hub.mode=subscribe&hub.verify_token=verify-token-for-tests',
  ])
    expect((await ask(wrong)).status, wrong).toBe(403)
})

test('a platform we do not know is 404, and more than its platform sends is 413', async () => {
  const post = (path: string, body: string) =>
    exports.default.fetch(`http://gateway.test/hooks/messages/${path}`, { method: 'POST', body })
  expect((await post('pigeon', '{}')).status).toBe(404)
  expect((await post('whatsapp', 'x'.repeat(3 * 1024 * 1024 + 1))).status).toBe(413)
})

test('an object that is lost between the answer and the work loses nothing', async () => {
  const line = await aWhatsAppLine()
  await write(line, { wa_id: '12125550142' }, 'are you there?')
  const intake = env.INTAKES.getByName(`whatsapp:${line.line}`)
  await runInDurableObject(intake, (_, state) => state.abort('lost')).catch(() => {})
  await vi.waitFor(async () => expect(await received()).toHaveLength(1), POLL)
})

test('what cannot be understood holds up nothing that came with it', async () => {
  const line = await aWhatsAppLine()
  const ann = { wa_id: '12125550142' }
  const odd = [null, 7, {}, { id: 'x' }, { from: ann.wa_id, id: 'wamid.ODD', timestamp: 'soon', type: 'hologram' }]
  const hello = aText(ann, 'hello')
  await deliver([messagesOf(line, [ann], [...odd, hello]), { id: 'x' }, 'y'])
  const name = await nameOfMessage(line.tenant.id, hello.id)
  await vi.waitFor(async () => expect((await received()).map(({ id }) => id)).toContain(name), POLL)
  await vi.waitFor(async () => expect(await keptParts(line)).toBe(0), POLL)
})

test('accents and emoji are signed as they come: escaped, or not', async () => {
  const line = await aWhatsAppLine()
  const ann = { wa_id: '12125550142' }
  const plain = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [messagesOf(line, [ann], [aText(ann, 'J’ai mangé 😊 a/b @x'), aText(ann, '日本')])],
  })
  const escaped = plain.replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  expect(escaped).toContain('\\ud83d\\ude0a')
  for (const body of [plain, escaped, escaped.replaceAll('/', '\\/').replaceAll('@', '\\u0040')])
    expect((await deliver(body)).status).toBe(200)
  await vi.waitFor(async () => expect(await received()).toHaveLength(2), POLL)
})

test('a business’s own application speaks for its own numbers, and for nobody else’s', async () => {
  const other = await aWhatsAppLine()
  const id = newId('num', Date.now())
  const { tenant } = await aWhatsAppLine()
  const sealedAppSecret = await openVault(env.ROOT_KEY ?? '').sealForTenant(
    tenant.id,
    `channels|${id}|app_secret`,
    'a-secret-of-their-own',
  )
  const own = await aWhatsAppLine({ id, tenant, sealedAppSecret })
  const ann = { wa_id: '12125550142' }
  const entry = [messagesOf(own, [ann], [aText(ann, 'mine')]), messagesOf(other, [ann], [aText(ann, 'not mine')])]
  expect((await deliver(entry, 'a-secret-of-their-own')).status).toBe(200)
  expect((await deliver(entry.toReversed(), 'a-secret-of-their-own')).status).toBe(403)
  await vi.waitFor(async () => expect(await received()).toHaveLength(1), POLL)
  expect(await keptParts(other)).toBe(0)
})

test('a delivery about more lines than any has keeps what is anybody’s, as far as it is read, and is acknowledged', async () => {
  const [line, last] = [await aWhatsAppLine(), await aWhatsAppLine()]
  const ann = { wa_id: '12125550142' }
  const strange = Array.from({ length: 1_050 }, (_, nth) => ({ ...line, line: `9${String(nth).padStart(14, '0')}` }))
  const entry = strange.map((unknown) => messagesOf(unknown, [ann], [aText(ann, 'hello')]))
  entry.splice(300, 0, messagesOf(line, [ann], [aText(ann, 'in the middle')]))
  entry.push(messagesOf(last, [ann], [aText(ann, 'at the end')]))
  expect((await deliver(entry)).status).toBe(200)
  await vi.waitFor(async () => expect(await received()).toHaveLength(1), POLL)
  expect(await keptParts(last)).toBe(0)
})

test('a part that is due is not held up by any number that are late and not due yet', async () => {
  const line = await aWhatsAppLine()
  await write(line, { wa_id: '12125550142' }, 'are you there?')
  const intake = env.INTAKES.getByName(`whatsapp:${line.line}`)
  const late = await runInDurableObject(intake, async (object, { storage: { kv } }) => {
    const [found] = Array.from(kv.list<object>({ prefix: 'part:' }))
    const [name, kept] = found!
    kv.delete(name)
    const part = { ...kept, receivedAtMs: Date.now() - 60_000 }
    for (let seq = 1; seq <= 100; seq += 1)
      keepLate(kv, seq, { ...part, late: { tries: 1, dueAtMs: Date.now() + 600_000 } })
    keepLate(kv, 101, { ...part, late: { tries: 1, dueAtMs: Date.now() - 1 } })
    await object.alarm()
    return Array.from(kv.list({ prefix: 'late:' })).length
  })
  expect(late).toBe(100)
  expect(await received()).toHaveLength(1)
})

test('a crowd that writes to one line holds up no other', async () => {
  const [crowded, quiet] = [await aWhatsAppLine(), await aWhatsAppLine()]
  // Far from now, so that no alarm rings but the one that is rung here.
  const nowMs = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 600_000)
  const after = (passedMs: number) => nowMs.mockReturnValue(Date.now() + passedMs)
  try {
    await write(quiet, { wa_id: '12125550142' }, 'do you have time?')
    after(100)
    await write(crowded, { wa_id: '12125550143' }, 'hello')
    await runInDurableObject(env.INTAKES.getByName(`whatsapp:${quiet.line}`), (object) => object.alarm())
    expect([await keptParts(quiet), await keptParts(crowded)]).toEqual([0, 1])
  } finally {
    nowMs.mockRestore()
  }
})

test('a notice is told of once, and one that asks for something is a task', async () => {
  const line = await aWhatsAppLine()
  const value = {
    event: 'REJECTED',
    message_template_name: 'reminder',
    message_template_id: 1,
    reason: 'INVALID_FORMAT',
  }
  const entry = [
    { id: line.accountId, time: 1_748_454_394, changes: [{ field: 'message_template_status_update', value }] },
  ]
  await deliver(entry)
  await deliver(entry)
  const count = (sql: string) => env.DB.prepare(sql).first<number>('n')
  await vi.waitFor(
    async () => expect(await count("SELECT count(*) AS n FROM tasks WHERE kind = 'review'")).toBe(1),
    POLL,
  )
  await vi.waitFor(
    async () => expect(await count("SELECT count(*) AS n FROM events WHERE type = 'channel.notice'")).toBe(1),
    POLL,
  )
})

test('however deliveries are repeated, shuffled and batched, everybody’s messages are there once and in order', async () => {
  const line = await aWhatsAppLine()
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }).chain((people) =>
        fc.record({
          people: fc.constant(people),
          copies: fc.integer({ min: 1, max: 3 }),
          order: fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
          batch: fc.integer({ min: 1, max: 7 }),
        }),
      ),
      async ({ people, copies, order, batch }) => {
        const before = new Set((await received()).map(({ id }) => id))
        const atSeconds = Math.floor(Date.now() / 1000) - 100
        const writers = Array.from({ length: people }, (_, nth) => ({
          wa_id: `1212555${String(before.size).padStart(2, '0')}${nth}9`,
        }))
        const written = writers.flatMap((writer) =>
          Array.from({ length: 4 }, (_, nth) => ({
            writer,
            message: aText(writer, `nth ${nth}`, { timestamp: String(atSeconds + nth) }),
          })),
        )
        const all = written
          .flatMap((one) => Array.from({ length: copies }, () => one))
          .map((one) => ({ one, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one)
        const posts: Promise<Response>[] = []
        for (let at = 0; at < all.length; at += batch)
          posts.push(
            deliver(all.slice(at, at + batch).map(({ writer, message }) => messagesOf(line, [writer], [message]))),
          )
        for (const post of posts) expect((await post).status).toBe(200)
        await vi.waitFor(async () => expect(await keptParts(line)).toBe(0), POLL)
        const now = (await received()).filter(({ id }) => !before.has(id))
        // Each once, and in every thread by the platform's time.
        const told = Object.values(Object.groupBy(now, ({ thread }) => thread)).map((own) =>
          own?.map(({ id }) => id).join(),
        )
        const meant = writers.map(async (writer) => {
          const own = written.filter((one) => one.writer === writer)
          const names = await Promise.all(own.map(({ message }) => nameOfMessage(line.tenant.id, message.id)))
          return names.join()
        })
        expect(told.sort()).toEqual((await Promise.all(meant)).sort())
      },
    ),
    { numRuns: 8 },
  )
})
