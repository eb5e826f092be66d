import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { contextOf } from '../../context.ts'
import { emit } from '../../events/emit.ts'

const ctxOf = (tenant: TestTenant, livemode = true) =>
  contextOf(
    env,
    { tenantId: tenant.id, region: 'global', livemode, actor: { type: 'system', name: 'test' } },
    Date.now(),
  )

const typesOf = async (key: string, query: string) =>
  (await ask(key, `/events${query}`)).json.data.map(({ type }: { type: string }) => type)

test('events are listed by type and family, and each can be read as it was sent', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  await ctx.db.batch([
    emit(ctx, 'task.created', { task_id: 'task_1', kind: 'callback' }),
    emit(ctx, 'call.started', { call_id: 'call_1' }),
  ])

  expect((await typesOf(tenant.key, '')).toSorted()).toEqual(['call.started', 'task.created'])
  expect(await typesOf(tenant.key, '?type=call.*')).toEqual(['call.started'])
  expect(await typesOf(tenant.key, '?type=task.created')).toEqual(['task.created'])
  expect((await ask(tenant.key, '/events?type=task.exploded')).status).toBe(422)

  const [{ id }] = (await ask(tenant.key, '/events?type=task.created')).json.data
  const { json } = await ask(tenant.key, `/events/${id}`)
  expect(json).toMatchObject({
    object: 'event',
    type: 'task.created',
    livemode: true,
    timestamp: new Date(ctx.nowMs).toISOString(),
    data: { task_id: 'task_1', kind: 'callback' },
    dispatched_at: null,
  })
})

test('a test key sees events of test mode only, and nobody sees those of others', async () => {
  const [tenant, stranger] = [await aTenant(), await aTenant()]
  const [live, testing] = [ctxOf(tenant), ctxOf(tenant, false)]
  await live.db.batch([
    emit(live, 'call.started', { call_id: 'call_1' }),
    emit(testing, 'task.created', { task_id: 'task_1' }),
  ])
  expect(await typesOf(tenant.key, '')).toEqual(['call.started'])
  expect(await typesOf(tenant.testKey, '')).toEqual(['task.created'])
  expect(await typesOf(stranger.key, '')).toEqual([])
  const [{ id }] = (await ask(tenant.key, '/events')).json.data
  for (const key of [tenant.testKey, stranger.key]) expect((await ask(key, `/events/${id}`)).status).toBe(404)
})
