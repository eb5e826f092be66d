import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { contextOf } from '../context.ts'
import { count } from './count.ts'
import { emit } from './emit.ts'
import { wakeQuietly } from './wake.ts'

const NOW_MS = Date.UTC(2026, 2, 2, 15, 30)
const DAY_MS = 86_400_000

const ctxAt = (nowMs: number) =>
  contextOf(
    env,
    { tenantId: 'ten_a', region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    nowMs,
  )

test('an event is written with the change it tells of, as the body that will be signed', async () => {
  const ctx = ctxAt(NOW_MS)
  await ctx.db.batch([emit(ctx, 'task.created', { task_id: 'task_1', kind: 'callback' })])

  const row = await env.DB.prepare('SELECT * FROM events').first()
  expect(row).toMatchObject({ tenant_id: 'ten_a', livemode: 1, type: 'task.created', dispatched_at_ms: null })
  expect(row).toMatchObject({ created_at_ms: NOW_MS, expires_at_ms: NOW_MS + 30 * DAY_MS })
  expect(JSON.parse(String(row?.body))).toEqual({
    type: 'task.created',
    timestamp: '2026-03-02T15:30:00.000Z',
    data: { task_id: 'task_1', kind: 'callback' },
  })
})

test('the business decides how long its events are kept, but never so short that they are not sent', async () => {
  const keep = async (days: number) => {
    await env.DB.exec('DELETE FROM events')
    await env.DB.prepare(
      "INSERT OR REPLACE INTO retention_settings (tenant_id, category, keep_days, updated_at_ms) VALUES ('ten_a', 'events', ?, 0)",
    )
      .bind(days)
      .run()
    await ctxAt(NOW_MS).db.batch([emit(ctxAt(NOW_MS), 'endpoint.test', { endpoint_id: 'we_1' })])
    const row = await env.DB.prepare('SELECT expires_at_ms AS at FROM events').first<{ at: number }>()
    return (row!.at - NOW_MS) / DAY_MS
  }
  expect([await keep(7), await keep(0)]).toEqual([7, 1])
})

test('what the catalogue does not name does not leave, and what looks like a number is refused', () => {
  const ctx = ctxAt(NOW_MS)
  const data = { task_id: 'task_1', note: 'said too much' }
  expect(JSON.stringify(emitted(() => emit(ctx, 'task.created', data)))).not.toContain('said too much')
  expect(() => emit(ctx, 'task.created', { task_id: '+12125550142' })).toThrow("the event's task_id")
})

const emitted = (make: () => unknown): unknown => (make() as { toSQL(): unknown }).toSQL()

test('counts of one hour add up and those of the next begin anew', async () => {
  const [first, next] = [ctxAt(NOW_MS), ctxAt(NOW_MS + 3_600_000)]
  await first.db.batch([count(first, { calls: 1, call_seconds: 30 }), count(first, { calls: 2 })])
  await next.db.batch([count(next, { calls: 5 })])

  const { results } = await env.DB.prepare('SELECT hour_at_ms AS at, name, value FROM counters ORDER BY at, name').all()
  const hour = Date.UTC(2026, 2, 2, 15)
  expect(results).toEqual([
    { at: hour, name: 'call_seconds', value: 30 },
    { at: hour, name: 'calls', value: 3 },
    { at: hour + 3_600_000, name: 'calls', value: 5 },
  ])
})

test('a queue that fails never fails the verb', async () => {
  const ctx = { ...ctxAt(NOW_MS), wake: () => Promise.reject(new Error('no queue')) }
  await expect(wakeQuietly(ctx)).resolves.toBeUndefined()
})
