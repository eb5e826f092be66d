import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { contextOf } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { threads } from '../../records/threads/table.ts'

const NOW_MS = Date.now()

async function aThread({ id: tenantId }: TestTenant, livemode = true): Promise<string> {
  const { db } = contextOf(
    env,
    { tenantId, region: 'global', livemode, actor: { type: 'system', name: 'test' } },
    NOW_MS,
  )
  const personId = newId('per', NOW_MS)
  const id = personId.replace('per_', 'thr_')
  await db.insert(threads).values({
    id,
    tenantId,
    livemode,
    personId,
    answeredBy: 'agent',
    lastChannel: 'whatsapp',
    lastMessageAtMs: NOW_MS,
    windowEndsAtMs: NOW_MS + 86_400_000,
    createdAtMs: NOW_MS,
    expiresAtMs: NOW_MS + 86_400_000,
  })
  return id
}

test('threads are listed and read by the business and the mode they are of', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const id = await aThread(one)
  const test = await aThread(one, false)
  expect((await ask(one.key, '/threads')).json.data).toMatchObject([
    { id, person_id: id.replace('thr_', 'per_'), answered_by: 'agent', last_channel: 'whatsapp', livemode: true },
  ])
  expect((await ask(one.testKey, '/threads')).json.data).toMatchObject([{ id: test, livemode: false }])
  expect((await ask(one.key, '/threads?last_channel=sms')).json.data).toEqual([])
  expect((await ask(two.key, '/threads')).json.data).toEqual([])
  expect((await ask(two.key, `/threads/${id}`)).status).toBe(404)
  expect((await ask(one.key, `/threads/${id}`)).json.window_ends_at).toBe(new Date(NOW_MS + 86_400_000).toISOString())
})

test('people of the business take over a thread and hand it back', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const id = await aThread(one)
  const path = `/threads/${id}/hand_over`
  expect((await ask(one.key, path, { body: { to: 'staff' } })).json.answered_by).toBe('staff')
  expect((await ask(one.key, path, { body: { to: 'agent' } })).json.answered_by).toBe('agent')
  expect((await ask(one.key, path, { body: { to: 'anyone' } })).status).toBe(422)
  expect((await ask(two.key, path, { body: { to: 'staff' } })).status).toBe(404)
})
