import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Webhook } from 'standardwebhooks'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../test/api-client.ts'
import { aBox, type Box } from '../../test/box.ts'
import { contextOf, type Ctx } from '../context.ts'
import { sweepOwedEvents } from '../sweeps/dispatch.ts'
import { named } from './catalogue/entry.ts'
import { EVENT_TYPES, entryOf } from './catalogue.ts'
import { consumeWakes } from './consume-wakes.ts'
import { dispatchEvents } from './dispatch.ts'
import { emit } from './emit.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

interface TestEndpoint {
  readonly id: string
  readonly secret: string
}

const anEndpoint = async (tenant: TestTenant, box: Box, events: readonly string[] = ['*']): Promise<TestEndpoint> =>
  (await ask(tenant.key, '/webhook_endpoints', { body: { url: box.url, events } })).json

const ctxOf = (tenant: TestTenant, nowMs = Date.now()): Ctx =>
  contextOf(
    env,
    { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    nowMs,
  )

/** Writes a task's event as a verb would, without waking anybody. */
async function happens(ctx: Ctx, taskId: string): Promise<void> {
  await ctx.db.batch([emit(ctx, 'task.created', { task_id: taskId })])
}

const stubOf = (id: string) => env.ENDPOINTS.getByName(id)

/** Lets time pass: what waits is due now. */
async function hurry(id: string): Promise<void> {
  await runInDurableObject(stubOf(id), async (_, { storage }) => {
    storage.sql.exec(`UPDATE deliveries SET next_attempt_at_ms = 0 WHERE status = 'pending'`)
    await storage.setAlarm(Date.now())
  })
}

const deliveriesOf = async (tenant: TestTenant, id: string, query = '') =>
  (await ask(tenant.key, `/webhook_endpoints/${id}/deliveries${query}`)).json.data

const waitFor = <T>(check: () => Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 90_000, interval: 25 })

/** Waits until the endpoint's newest delivery has made so many attempts, and gives it. */
const attempted = (tenant: TestTenant, id: string, attempts: number) =>
  waitFor(async () => {
    const [delivery] = await deliveriesOf(tenant, id)
    expect(delivery).toMatchObject({ attempt_count: attempts })
    return delivery
  })

test('every event of the catalogue arrives once, signed, as its example says', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id, secret } = await anEndpoint(tenant, box)
  const ctx = ctxOf(tenant)
  for (const type of EVENT_TYPES) await ctx.db.batch([emit(ctx, type, entryOf(type).example as never)])
  expect(await dispatchEvents(ctx)).toEqual({ dispatched: EVENT_TYPES.length, more: false })

  await waitFor(async () => expect(await box.received()).toHaveLength(EVENT_TYPES.length))
  const verified = (await box.received()).map(
    ({ body, headers }) => new Webhook(secret).verify(body, headers) as { type: string },
  )
  expect(verified.map(({ type }) => type).toSorted()).toEqual(EVENT_TYPES.toSorted())
  for (const { type, ...rest } of verified) {
    const { shape, example } = entryOf(type as (typeof EVENT_TYPES)[number])
    expect(rest).toEqual({ timestamp: new Date(ctx.nowMs).toISOString(), data: named(shape, example) })
  }
  await waitFor(async () => expect(await deliveriesOf(tenant, id, '?status=pending')).toEqual([]))
})

test('an attempt that failed is made again under the same id, and after a 200 never again', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await box.answers({ status: 500, body: 'call +1 212 555 0142' }, { status: 200 })
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))

  const waiting = await attempted(tenant, id, 1)
  expect(waiting).toMatchObject({ status: 'pending', attempts: [{ status_code: 500, response_body: 'call •••' }] })
  const waitMs = Date.parse(waiting.next_attempt_at) - Date.parse(waiting.attempts[0].at)
  expect(waitMs).toBeGreaterThanOrEqual(5_000)
  expect(waitMs).toBeLessThan(7_000)

  await hurry(id)
  expect(await attempted(tenant, id, 2)).toMatchObject({ status: 'delivered', next_attempt_at: null })
  await hurry(id)
  await runDurableObjectAlarm(stubOf(id))
  const received = await box.received()
  expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([waiting.event_id, waiting.event_id])
})

test('Retry-After is honoured', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await box.answers({ status: 503, headers: { 'retry-after': '900' } })
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  const { next_attempt_at, attempts } = await attempted(tenant, id, 1)
  expect(Date.parse(next_attempt_at) - Date.parse(attempts[0].at)).toBeGreaterThanOrEqual(900_000)
})

test('a redirect is a failure and nobody follows it', async () => {
  const [tenant, box, elsewhere] = [await aTenant(), aBox(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await box.answers({ status: 307, headers: { location: elsewhere.url } })
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  expect(await attempted(tenant, id, 1)).toMatchObject({ status: 'pending', attempts: [{ status_code: 307 }] })
  expect(await elsewhere.received()).toEqual([])
})

test('410 disables the endpoint, says so elsewhere, and keeps its events until they are replayed', async () => {
  const [tenant, box, other] = [await aTenant(), aBox(), aBox()]
  const { id } = await anEndpoint(tenant, box, ['task.*'])
  await anEndpoint(tenant, other, ['endpoint.disabled'])
  await box.answers({ status: 410 }, { status: 204 })
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  expect(await attempted(tenant, id, 1)).toMatchObject({ status: 'held' })
  const disabled = await ask(tenant.key, `/webhook_endpoints/${id}`)
  expect(disabled.json).toMatchObject({ status: 'disabled', disabled_reason: 'gone' })

  await happens(ctxOf(tenant), 'task_2')
  await dispatchEvents(ctxOf(tenant))
  await waitFor(async () => expect(await deliveriesOf(tenant, id, '?status=held')).toHaveLength(2))
  await waitFor(async () => expect(await other.received()).toHaveLength(1))
  expect((await other.received())[0]?.body).toContain(`"endpoint_id":"${id}","reason":"gone"`)
  expect(await box.received()).toHaveLength(1)

  expect((await ask(tenant.key, `/webhook_endpoints/${id}/replay`, { body: { status: 'held' } })).status).toBe(409)
  const enabled = await ask(tenant.key, `/webhook_endpoints/${id}`, { method: 'PATCH', body: { status: 'enabled' } })
  expect(enabled.json).toMatchObject({ status: 'enabled', disabled_reason: null })
  expect(await box.received()).toHaveLength(1)

  const replayed = await ask(tenant.key, `/webhook_endpoints/${id}/replay`, { body: { status: 'held' } })
  expect([replayed.status, replayed.json]).toEqual([
    202,
    { object: 'replay', queued: 2, more: false, next_since: null },
  ])
  await waitFor(async () => expect(await deliveriesOf(tenant, id, '?status=delivered')).toHaveLength(2))
  const ids = (await box.received()).map(({ headers }) => headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([3, 2])
})

test('an isolate that dies between the outbox and the endpoint loses nothing, and a second wake repeats nothing', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  const longAgo = ctxOf(tenant, Date.now() - 60_000)
  await happens(longAgo, 'task_1')

  expect(await sweepOwedEvents(longAgo, Date.now())).toBe(1)
  await attempted(tenant, id, 1)
  // As if it had died again before it could mark the event.
  await env.DB.exec('UPDATE events SET dispatched_at_ms = NULL')
  expect(await sweepOwedEvents(longAgo, Date.now())).toBe(1)
  expect(await sweepOwedEvents(longAgo, Date.now())).toBe(0)
  await runDurableObjectAlarm(stubOf(id))
  expect(await box.received()).toHaveLength(1)
})

test('a batch of wakes dispatches each tenant once and settles every message', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await happens(ctxOf(tenant), 'task_1')
  const settled: string[] = []
  const aMessage = (body: unknown, messageId: string) => ({
    id: messageId,
    body,
    attempts: 1,
    timestamp: new Date(),
    ack: () => settled.push(`ack ${messageId}`),
    retry: () => settled.push(`retry ${messageId}`),
  })
  const wake = { tenantId: tenant.id, region: 'global' }
  const messages = [aMessage(wake, 'a'), aMessage('nonsense', 'b'), aMessage(wake, 'c')]
  await consumeWakes(env, { queue: 'careline-wake', messages } as unknown as MessageBatch)

  expect(settled.toSorted()).toEqual(['ack a', 'ack b', 'ack c'])
  await attempted(tenant, id, 1)
  expect(await box.received()).toHaveLength(1)
})

test('an endpoint gets only what it asked for, and only of its own tenant and mode', async () => {
  const [tenant, stranger] = [await aTenant(), await aTenant()]
  const [calls, everything, testMode, theirs] = [aBox(), aBox(), aBox(), aBox()]
  await anEndpoint(tenant, calls, ['call.*'])
  const { id } = await anEndpoint(tenant, everything)
  await anEndpoint({ ...tenant, key: tenant.testKey }, testMode)
  await anEndpoint(stranger, theirs)
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  await attempted(tenant, id, 1)
  for (const box of [calls, testMode, theirs]) expect(await box.received()).toEqual([])
})

test('a business whose data stays in the EU has its queue there too', async () => {
  const [tenant, box] = [await aTenant({ region: 'eu' }), aBox()]
  const { id } = await anEndpoint(tenant, box)
  const ctx = contextOf(env, { ...ctxOf(tenant), region: 'eu' }, Date.now())
  await happens(ctx, 'task_1')
  expect(await dispatchEvents(ctx)).toEqual({ dispatched: 1, more: false })
  await attempted(tenant, id, 1)
  expect(await box.received()).toHaveLength(1)
  const queued = (name: string): Promise<number> =>
    runInDurableObject(
      stubOf(name),
      (_, { storage }) => storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM sqlite_master').one().n,
    )
  expect(await queued(`eu/${id}`)).toBeGreaterThan(await queued(id))
})

test('a URL that has become forbidden since it was saved is not called', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await env.DB.prepare('UPDATE webhook_endpoints SET url = ? WHERE id = ?')
    .bind('http://169.254.169.254/latest', id)
    .run()
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  expect(await attempted(tenant, id, 1)).toMatchObject({
    status: 'pending',
    attempts: [{ status_code: null, error: 'url_refused' }],
  })
})

test('an endpoint nobody answers at is tried again', async () => {
  const tenant = await aTenant()
  const { id } = await anEndpoint(tenant, { ...aBox(), url: 'http://127.0.0.1:9/' })
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  expect(await attempted(tenant, id, 1)).toMatchObject({ status: 'pending', attempts: [{ error: 'unreachable' }] })
})

// Cloudflare gives up on an alarm that fails six times. Ours must never count as failed.
test('an alarm whose database is gone is armed again, and delivers when it is back', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await env.DB.exec('ALTER TABLE webhook_endpoints RENAME TO out_of_reach')
  const ctx = ctxOf(tenant)
  const event = { eventId: 'evt_1', type: 'task.created', createdAtMs: ctx.nowMs, expiresAtMs: ctx.nowMs + 60_000 }
  await stubOf(id).enqueue({ endpointId: id, tenantId: tenant.id, region: 'global', livemode: true }, [event])
  for (let run = 0; run < 8; run += 1) {
    await hurry(id)
    await runDurableObjectAlarm(stubOf(id))
  }
  // The alarm that was hurried rings by itself, too: it may be at it still.
  await waitFor(async () => {
    const waiting = await runInDurableObject(stubOf(id), async (_, { storage }) => ({
      alarm: await storage.getAlarm(),
      row: storage.sql.exec('SELECT status, tries FROM deliveries').one(),
    }))
    expect(waiting).toEqual({ alarm: expect.any(Number), row: { status: 'pending', tries: 0 } })
  })
  expect(await box.received()).toEqual([])

  await env.DB.exec('ALTER TABLE out_of_reach RENAME TO webhook_endpoints')
  await env.DB.prepare(
    `INSERT INTO events (id, tenant_id, livemode, type, body, created_at_ms, expires_at_ms) VALUES ('evt_1', ?, 1, 'task.created', '{}', 0, 1)`,
  )
    .bind(tenant.id)
    .run()
  await hurry(id)
  expect(await attempted(tenant, id, 1)).toMatchObject({ status: 'delivered' })
})

test('an event that was swept is not sent any more', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await box.answers({ status: 500 })
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  await attempted(tenant, id, 1)
  await env.DB.exec('DELETE FROM events')
  await hurry(id)
  await waitFor(async () => expect(await deliveriesOf(tenant, id)).toEqual([]))
  expect(await box.received()).toHaveLength(1)
})

test('what is past its time is forgotten with its attempts', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await happens(ctxOf(tenant), 'task_1')
  await dispatchEvents(ctxOf(tenant))
  await attempted(tenant, id, 1)
  await runInDurableObject(
    stubOf(id),
    (_, { storage }) => void storage.sql.exec('UPDATE deliveries SET expires_at_ms = 1'),
  )
  await runDurableObjectAlarm(stubOf(id))
  const left = await runInDurableObject(stubOf(id), (_, { storage }) =>
    storage.sql
      .exec('SELECT (SELECT count(*) FROM deliveries) AS deliveries, (SELECT count(*) FROM attempts) AS attempts')
      .one(),
  )
  expect(left).toEqual({ deliveries: 0, attempts: 0 })
})

test('an endpoint where nothing gets through is left alone for a while, and says so', async () => {
  const [tenant, box] = [await aTenant(), aBox()]
  const { id } = await anEndpoint(tenant, box)
  await box.answers({ status: 500 })
  for (let index = 0; index < 30; index += 1) await happens(ctxOf(tenant), `task_${index}`)
  await dispatchEvents(ctxOf(tenant))

  const { json } = await waitFor(async () => {
    const answer = await ask(tenant.key, `/webhook_endpoints/${id}`)
    expect(answer.json.health.breaker.state).toBe('open')
    return answer
  })
  expect(json.health).toMatchObject({ pending: 30, breaker: { reason: expect.stringMatching(/attempts failed$/) } })
  expect(json.health.first_attempt_ms).toEqual({ p50: expect.any(Number), p99: expect.any(Number) })
  await waitFor(async () => expect((await deliveriesOf(tenant, id)).length).toBe(20))
  await hurry(id)
  await runDurableObjectAlarm(stubOf(id))
  // Ten lanes were under way when it opened; nothing has gone since.
  expect((await box.received()).length).toBeLessThanOrEqual(20)
})

test('an endpoint that never answers slows nobody else', async () => {
  const [tenant, slow, quick] = [await aTenant(), aBox(), aBox()]
  await anEndpoint(tenant, slow)
  const { id } = await anEndpoint(tenant, quick)
  await slow.answers({ status: 200, hang: true })
  for (let index = 0; index < 15; index += 1) await happens(ctxOf(tenant), `task_${index}`)
  await dispatchEvents(ctxOf(tenant))
  await waitFor(async () => expect(await quick.received()).toHaveLength(15))
  const { json } = await ask(tenant.key, `/webhook_endpoints/${id}`)
  expect(json.health).toMatchObject({ pending: 0, oldest_pending_at: null })
})
