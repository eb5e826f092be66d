import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant } from '../../../test/api-client.ts'
import { contextOf } from '../../context.ts'
import { count } from '../../events/count.ts'

const at = (time: string) => Date.parse(time)

async function aCountedWeek() {
  const tenant = await aTenant()
  const add = async (time: string, amounts: Record<string, number>, livemode = true) => {
    const subject = {
      tenantId: tenant.id,
      region: 'global',
      livemode,
      actor: { type: 'system', name: 'test' },
    } as const
    const ctx = contextOf(env, subject, at(time))
    await ctx.db.batch([count(ctx, amounts)])
  }
  await add('2026-11-20T15:20:00Z', {
    calls: 2,
    call_seconds: 100,
    'calls.outcome.booked': 2,
    'calls.contained': 2,
    'reply_ms.le_100': 4,
  })
  await add('2026-11-20T15:50:00Z', {
    calls: 1,
    call_seconds: 50,
    'calls.outcome.transferred': 1,
    'reply_ms.le_500': 1,
  })
  await add('2026-11-21T03:10:00Z', {
    calls: 1,
    call_seconds: 30,
    'calls.outcome.booked': 1,
    'calls.contained': 1,
    'bookings.confirmed': 1,
  })
  await add('2026-11-21T16:00:00Z', { tasks: 1, 'bookings.requested': 1 })
  await add('2026-11-20T15:20:00Z', { calls: 9 }, false)
  return tenant
}

const WEEK = 'from=2026-11-16&to=2026-11-23'

test('calls are counted by the hour, with what came of them', async () => {
  const { key } = await aCountedWeek()
  const { status, json } = await ask(key, `/analytics?${WEEK}&interval=hour`)
  expect(status).toBe(200)
  expect(json.total).toMatchObject({
    calls: 4,
    call_seconds: 180,
    average_seconds: 45,
    containment: 0.75,
    outcomes: { booked: 3, transferred: 1 },
  })
  expect(json.data.map((hour: { starts_at: string; calls: number }) => [hour.starts_at, hour.calls])).toEqual([
    ['2026-11-20T15:00:00.000Z', 3],
    ['2026-11-21T03:00:00.000Z', 1],
    ['2026-11-21T16:00:00.000Z', 0],
  ])
  expect(json.data[0].replies).toEqual({ count: 5, histogram: { le_100: 4, le_500: 1 }, p50_ms: 100, p95_ms: 500 })
})

test('days are those of the time zone asked for', async () => {
  const { key } = await aCountedWeek()
  const days = async (zone: string) =>
    (await ask(key, `/analytics?${WEEK}&time_zone=${zone}`)).json.data.map((day: { date: string; calls: number }) => [
      day.date,
      day.calls,
    ])
  expect(await days('UTC')).toEqual([
    ['2026-11-20', 3],
    ['2026-11-21', 1],
  ])
  expect(await days('America/New_York')).toEqual([
    ['2026-11-20', 4],
    ['2026-11-21', 0],
  ])
})

test('usage adds up days, and knows nothing of other businesses or of the other mode', async () => {
  const tenant = await aCountedWeek()
  const other = await aTenant()
  expect((await ask(tenant.key, `/usage?${WEEK}`)).json).toMatchObject({
    total: { calls: 4, call_minutes: 3, messages_received: 0, messages_sent: 0, bookings: 2, tasks: 1 },
    data: [
      { date: '2026-11-20', calls: 3 },
      { date: '2026-11-21', calls: 1, bookings: 2, tasks: 1 },
    ],
  })
  expect((await ask(tenant.testKey, `/usage?${WEEK}`)).json.total.calls).toBe(9)
  expect((await ask(other.key, `/usage?${WEEK}`)).json).toMatchObject({ total: { calls: 0 }, data: [] })
})

test.each([
  ['from=2026-11-23&to=2026-11-16', 'from'],
  ['from=2020-01-01&to=2026-01-01', 'from'],
  ['from=2026-10-01&to=2026-11-20&interval=hour', 'from'],
  ['from=yesterday', 'from'],
  ['time_zone=Mars%2FOlympus', 'time_zone'],
  ['interval=minute', 'interval'],
])('%s is refused', async (query, pointer) => {
  const { key } = await aTenant()
  const { status, json } = await ask(key, `/analytics?${query}`)
  expect(status).toBe(422)
  expect(json.errors[0].pointer).toBe(pointer)
})

test('without a span the last week is meant, this hour included', async () => {
  const tenant = await aTenant()
  const subject = {
    tenantId: tenant.id,
    region: 'global',
    livemode: true,
    actor: { type: 'system', name: 'test' },
  } as const
  const ctx = contextOf(env, subject, Date.now())
  await ctx.db.batch([count(ctx, { calls: 1 })])
  expect((await ask(tenant.key, '/usage')).json.total.calls).toBe(1)
})
