import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aText, aWhatsAppLine, deliver, messagesOf, write, type WhatsAppLine } from '../../test/played-whatsapp.ts'

const POLL = { timeout: 20_000, interval: 50 }

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
  expect(stored).toContain('v1.transit.')
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
