import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Webhook } from 'standardwebhooks'
import { expect, test, vi } from 'vitest'
import { ask, aKey, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { aBox } from '../../../test/box.ts'
import { contextOf } from '../../context.ts'
import { dispatchEvents } from '../../events/dispatch.ts'
import { emit } from '../../events/emit.ts'

const BASE = '/webhook_endpoints'

const anEndpoint = async (tenant: TestTenant, fields: Readonly<Record<string, unknown>> = {}) =>
  (await ask(tenant.key, BASE, { body: { url: aBox().url, ...fields } })).json

const ctxOf = (tenant: TestTenant, nowMs = Date.now()) =>
  contextOf(
    env,
    { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    nowMs,
  )

/** Writes a task's event at `nowMs` and dispatches it. */
async function happens(tenant: TestTenant, taskId: string, nowMs = Date.now()): Promise<void> {
  const ctx = ctxOf(tenant, nowMs)
  await ctx.db.batch([emit(ctx, 'task.created', { task_id: taskId })])
  await dispatchEvents(ctx)
}

const waitFor = <T>(check: () => Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 90_000, interval: 25 })

const deliveriesOf = async (tenant: TestTenant, id: string, query = '') =>
  (await ask(tenant.key, `${BASE}/${id}/deliveries${query}`)).json

test('an endpoint shows its secret once, and it is kept sealed', async () => {
  const tenant = await aTenant()
  const made = await ask(tenant.key, BASE, { body: { url: 'http://127.0.0.1:9/hooks', events: ['*'] } })
  expect(made.status).toBe(201)
  expect(made.json).toMatchObject({
    id: expect.stringMatching(/^we_/),
    url: 'http://127.0.0.1:9/hooks',
    status: 'enabled',
  })
  const { id, secret } = made.json
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)

  const seen = JSON.stringify([
    await ask(tenant.key, `${BASE}/${id}`),
    await ask(tenant.key, BASE),
    await ask(tenant.key, `${BASE}/${id}`, { method: 'PATCH', body: { description: 'For the till' } }),
    (await env.DB.prepare('SELECT * FROM webhook_endpoints').all()).results,
  ])
  expect(seen).toContain('For the till')
  expect(seen).not.toContain(secret.slice('whsec_'.length))
})

test.each([
  ['http://example.org/', 'url_not_https'],
  ['https://example.org:8443/', 'url_port'],
  ['https://10.0.0.1/', 'url_address'],
  ['https://0x7f.1:444/', null],
  ['https://169.254.169.254/', 'url_address'],
  ['https://[::ffff:10.0.0.1]/', 'url_address'],
  ['https://me:secret@example.org/', 'url_userinfo'],
  ['https://gateway.test/', 'url_own_host'],
  ['nonsense', 'url_unreadable'],
])('%s is judged when it is saved and when it is changed: %s', async (url, code) => {
  const tenant = await aTenant()
  const { id } = await anEndpoint(tenant)
  const answers = [
    await ask(tenant.key, BASE, { body: { url } }),
    await ask(tenant.key, `${BASE}/${id}`, { method: 'PATCH', body: { url } }),
  ]
  const codes = answers.map(({ json }) => json.errors?.[0].code ?? null)
  expect(codes).toEqual([code, code])
  if (code !== null) expect(answers[0]).toMatchObject({ status: 422, json: { errors: [{ pointer: '/url' }] } })
})

test('events nobody can ever get are refused by place', async () => {
  const tenant = await aTenant()
  const refused = await ask(tenant.key, BASE, {
    body: { url: aBox().url, events: ['call.*', 'call.exploded'], extra: 1 },
  })
  expect(refused.status).toBe(422)
  expect(refused.json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/events/1',
    '/extra',
  ])
})

test('a test event arrives signed, at that endpoint only, and its delivery is the answer', async () => {
  const [tenant, box, other] = [await aTenant(), aBox(), aBox()]
  const { id, secret } = await anEndpoint(tenant, { url: box.url, events: ['call.*'] })
  await anEndpoint(tenant, { url: other.url })
  const { status, json } = await ask(tenant.key, `${BASE}/${id}/test`, { method: 'POST' })
  expect([status, json]).toMatchObject([
    200,
    { event_type: 'endpoint.test', status: 'delivered', attempts: [{ status_code: 204 }] },
  ])

  const [request] = await box.received()
  expect(new Webhook(secret).verify(request!.body, request!.headers)).toMatchObject({ data: { endpoint_id: id } })
  expect(request!.headers['webhook-id']).toBe(json.event_id)
  await happens(tenant, 'task_1')
  await waitFor(async () => expect(await other.received()).toHaveLength(1))
  expect((await other.received())[0]?.body).toContain('task_1')
})

test('a test that fails says how', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, { url: box.url })
  await box.answers({ status: 401, body: 'who are you?' })
  const { json } = await ask(tenant.key, `${BASE}/${id}/test`, { method: 'POST' })
  expect(json).toMatchObject({ status: 'pending', attempts: [{ status_code: 401, response_body: 'who are you?' }] })
})

test('while a secret is being replaced both verify, and afterwards only the new one', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id, secret: older } = await anEndpoint(tenant, { url: box.url })
  const rotated = await ask(tenant.key, `${BASE}/${id}/rotate-secret`, { method: 'POST' })
  const newer = rotated.json.secret
  expect(Date.parse(rotated.json.previous_secret_expires_at) - Date.now()).toBeGreaterThan(23.9 * 3_600_000)

  await ask(tenant.key, `${BASE}/${id}/test`, { method: 'POST' })
  const [during] = await box.received()
  for (const secret of [newer, older])
    expect(new Webhook(secret).verify(during!.body, during!.headers)).toBeTypeOf('object')

  const tooSoon = await ask(tenant.key, `${BASE}/${id}/rotate-secret`, { body: { grace_hours: 1 } })
  expect([tooSoon.status, tooSoon.json.previous_secret_expires_at]).toEqual([
    409,
    rotated.json.previous_secret_expires_at,
  ])

  await env.DB.exec('UPDATE webhook_endpoints SET previous_secret_until_ms = 1')
  await ask(tenant.key, `${BASE}/${id}/test`, { method: 'POST' })
  const [, after] = await box.received()
  expect(new Webhook(newer).verify(after!.body, after!.headers)).toBeTypeOf('object')
  expect(() => new Webhook(older).verify(after!.body, after!.headers)).toThrow('No matching signature')
})

test('a leaked secret can be ended at once', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id, secret: leaked } = await anEndpoint(tenant, { url: box.url })
  const rotated = await ask(tenant.key, `${BASE}/${id}/rotate-secret`, { body: { grace_hours: 0 } })
  expect(rotated.json.previous_secret_expires_at).toBeNull()
  await ask(tenant.key, `${BASE}/${id}/test`, { method: 'POST' })
  const [request] = await box.received()
  expect(request!.headers['webhook-signature']!.split(' ')).toHaveLength(1)
  expect(() => new Webhook(leaked).verify(request!.body, request!.headers)).toThrow('No matching signature')
})

test('events of the time an endpoint was disabled are replayed since then, and delivered ones only when named', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, { url: box.url })
  const startMs = Date.now() - 100_000
  await happens(tenant, 'task_before', startMs)
  await waitFor(async () => expect((await deliveriesOf(tenant, id, '?status=delivered')).data).toHaveLength(1))

  const disabled = await ask(tenant.key, `${BASE}/${id}`, { method: 'PATCH', body: { status: 'disabled' } })
  expect(disabled.json).toMatchObject({ status: 'disabled', disabled_reason: 'by_request' })
  await happens(tenant, 'task_during', startMs + 10_000)
  await waitFor(async () => expect((await deliveriesOf(tenant, id, '?status=held')).data.length).toBeGreaterThan(0))
  expect(await box.received()).toHaveLength(1)
  expect((await ask(tenant.key, `${BASE}/${id}/test`, { method: 'POST' })).status).toBe(409)

  await ask(tenant.key, `${BASE}/${id}`, { method: 'PATCH', body: { status: 'enabled' } })
  const since = new Date(startMs).toISOString()
  const replayed = await ask(tenant.key, `${BASE}/${id}/replay`, { body: { since } })
  expect(replayed).toMatchObject({ status: 202, json: { queued: expect.any(Number), more: false, next_since: null } })
  await waitFor(async () => expect((await box.received()).some(({ body }) => body.includes('task_during'))).toBe(true))
  const before = (await box.received()).filter(({ body }) => body.includes('task_before'))
  expect(before).toHaveLength(1)

  const eventId = before[0]!.headers['webhook-id']!
  await ask(tenant.key, `${BASE}/${id}/replay`, { body: { event_ids: [eventId] } })
  await waitFor(async () =>
    expect((await box.received()).filter(({ headers }) => headers['webhook-id'] === eventId)).toHaveLength(2),
  )
})

test('an endpoint added later can catch up on what happened before it', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  await happens(tenant, 'task_early', Date.now() - 5_000)
  const { id } = await anEndpoint(tenant, { url: box.url, events: ['task.*'] })
  const { json } = await ask(tenant.key, `${BASE}/${id}/replay`, {
    body: { since: new Date(Date.now() - 60_000).toISOString() },
  })
  expect(json.queued).toBe(1)
  await waitFor(async () => expect(await box.received()).toHaveLength(1))
})

test('what failed for good is tried again when asked to', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, { url: box.url })
  await box.answers({ status: 500 }, { status: 204 })
  await happens(tenant, 'task_1')
  await waitFor(async () => expect((await deliveriesOf(tenant, id)).data[0]).toMatchObject({ attempt_count: 1 }))
  await runInDurableObject(env.ENDPOINTS.getByName(id), (_, { storage }) => {
    storage.sql.exec(`UPDATE deliveries SET status = 'failed', tries = 10, next_attempt_at_ms = NULL`)
  })
  expect((await ask(tenant.key, `${BASE}/${id}`)).json.health).toMatchObject({ failed: 1, pending: 0 })
  await ask(tenant.key, `${BASE}/${id}/replay`, { body: { status: 'failed' } })
  await waitFor(async () =>
    expect((await deliveriesOf(tenant, id)).data[0]).toMatchObject({ status: 'delivered', attempt_count: 2 }),
  )
})

test('a replay says which events it cannot find, and takes one way of choosing', async () => {
  const [tenant, stranger] = [await aTenant(), await aTenant()]
  const { id } = await anEndpoint(tenant)
  await happens(stranger, 'task_theirs')
  const { id: theirs } = (await ask(stranger.key, '/events')).json.data[0]
  const refused = await ask(tenant.key, `${BASE}/${id}/replay`, { body: { event_ids: [theirs] } })
  expect(refused).toMatchObject({ status: 422, json: { errors: [{ pointer: '/event_ids/0', code: 'not_found' }] } })
  for (const body of [{}, { status: 'failed', since: '2026-01-01' }, { status: 'delivered' }]) {
    expect((await ask(tenant.key, `${BASE}/${id}/replay`, { body })).status).toBe(422)
  }
})

test('deliveries are paged newest first, both ways', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, { url: box.url })
  for (let index = 0; index < 5; index += 1) await happens(tenant, `task_${index}`)
  await waitFor(async () => expect(await box.received()).toHaveLength(5))
  const whole = (await deliveriesOf(tenant, id)).data.map((delivery: { id: string }) => delivery.id)
  expect(whole).toEqual(whole.toSorted().toReversed())

  const first = await deliveriesOf(tenant, id, '?limit=2')
  const second = await deliveriesOf(tenant, id, `?limit=2&starting_after=${first.next_cursor}`)
  const third = await deliveriesOf(tenant, id, `?limit=2&starting_after=${second.next_cursor}`)
  const ids = [first, second, third].flatMap((page) => page.data.map((delivery: { id: string }) => delivery.id))
  expect([ids, third.has_more, third.next_cursor]).toEqual([whole, false, null])
  const back = await deliveriesOf(tenant, id, `?limit=10&ending_before=${whole[3]}`)
  expect(back.data.map((delivery: { id: string }) => delivery.id)).toEqual(whole.slice(0, 3))
})

test('a deleted endpoint is gone with its queue', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, { url: box.url })
  await box.answers({ status: 500 })
  await happens(tenant, 'task_1')
  await waitFor(async () => expect((await deliveriesOf(tenant, id)).data[0]).toMatchObject({ attempt_count: 1 }))
  expect((await ask(tenant.key, `${BASE}/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await ask(tenant.key, `${BASE}/${id}`)).status).toBe(404)
  const alarm = await runInDurableObject(env.ENDPOINTS.getByName(id), (_, { storage }) => storage.getAlarm())
  expect(alarm).toBeNull()
})

test('of another tenant, of the other mode, or without the scope there is nothing to see', async () => {
  const [tenant, stranger] = [await aTenant(), await aTenant()]
  const { id } = await anEndpoint(tenant)
  const { key: reader } = await aKey(tenant, ['webhook_endpoints:read'])
  const calls: readonly (readonly [method: string, path: string, body?: unknown])[] = [
    ['GET', ''],
    ['PATCH', '', { description: 'mine' }],
    ['DELETE', ''],
    ['POST', '/test'],
    ['GET', '/deliveries'],
    ['POST', '/replay', { status: 'failed' }],
    ['POST', '/rotate-secret'],
  ]
  for (const [method, path, body] of calls) {
    for (const key of [stranger.key, tenant.testKey]) {
      expect((await ask(key, `${BASE}/${id}${path}`, { method, body })).status, `${method} ${path}`).toBe(404)
    }
    const expected = method === 'GET' ? 200 : 403
    expect((await ask(reader, `${BASE}/${id}${path}`, { method, body })).status, `${method} ${path}`).toBe(expected)
  }
  expect((await ask(tenant.testKey, BASE)).json.data).toEqual([])
})
