import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { aCall, aPerson, aRecording, aTask } from '../../test/kept.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import { suppress } from '../consent/suppress.ts'
import type { Ctx } from '../context.ts'
import { calls } from '../records/calls/table.ts'
import { deidentifiedRows } from '../records/deidentified/table.ts'
import { categoryNamed } from '../records/index.ts'
import { verifyManifests } from '../records/manifests/chain.ts'
import { tasks } from '../records/tasks/table.ts'
import { chooseKeep } from '../retention/choose-keep.ts'
import { holdsOn } from '../retention/holds-on.ts'
import { placeHold, type WantedHold } from '../retention/place-hold.ts'
import { releaseHold } from '../retention/release-hold.ts'
import { sweepRetention } from './retention.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.parse('2026-11-20T15:00:00Z')
const DAY_MS = 86_400_000
const HELD: WantedHold = {
  personId: null,
  categories: null,
  basis: 'litigation',
  reason: 'An order of the court.',
  endsAtMs: NOW + 400 * DAY_MS,
}

const sweepAt = (atMs: number) => sweepRetention(sweepDeps(atMs))
const left = async (ctx: Ctx) => {
  const rows = await ctx.db.select({ id: tasks.id }).from(tasks).orderBy(tasks.id)
  const objects = (await env.BLOBS.list({ prefix: 'recordings/' })).objects.length
  return { tasks: rows.map(({ id }) => id), objects }
}
const byKey = (ctx: Ctx, keyId: string): Ctx => ({ ...ctx, actor: { type: 'api_key', keyId } })

async function hold(ctx: Ctx, wanted: Partial<WantedHold> = {}): Promise<string> {
  const placed = await placeHold(ctx, { ...HELD, ...wanted })
  if (!placed.ok) throw new Error(placed.error)
  return placed.value.id
}

test('a hold placed one second before a sweep holds, and what it held goes with the sweep after its release', async () => {
  const ctx = ctxAt(NOW)
  await aPerson(ctx, 'per_1')
  await aTask(ctx, 'task_1', { personId: 'per_1', expiresAtMs: NOW })
  await aTask(ctx, 'task_2', { personId: 'per_2', expiresAtMs: NOW })
  await aRecording(ctx, 'call_1', { expiresAtMs: NOW })
  const id = await hold(ctxAt(NOW - 1_000), { personId: 'per_1' })
  await sweepAt(NOW)
  expect(await left(ctx)).toEqual({ tasks: ['task_1'], objects: 1 })
  expect(await holdsOn(ctx, 'per_1')).toMatchObject([{ id, basis: 'litigation' }])
  expect(await holdsOn(ctx, 'per_2')).toEqual([])

  // One key alone releases nothing.
  await releaseHold(byKey(ctx, 'key_1'), id)
  await releaseHold(byKey(ctx, 'key_1'), id)
  await sweepAt(NOW + 60_000)
  expect(await left(ctx)).toEqual({ tasks: ['task_1'], objects: 1 })
  await releaseHold(byKey(ctx, 'key_2'), id)
  expect(await holdsOn(ctx, 'per_1')).toEqual([])
  await sweepAt(NOW + 120_000)
  expect(await left(ctx)).toEqual({ tasks: [], objects: 0 })
})

test('a hold on everything, on one kind of data, of another business, and one that is over', async () => {
  const ctx = ctxAt(NOW)
  await aTask(ctx, 'task_1', { expiresAtMs: NOW })
  await aTask(ctxAt(NOW, 'global', 'ten_b'), 'task_2', { expiresAtMs: NOW })
  await aRecording(ctx, 'call_1', { expiresAtMs: NOW })
  await hold(ctx, { categories: ['tasks'], endsAtMs: NOW + DAY_MS })
  await sweepAt(NOW)
  expect(await left(ctx)).toEqual({ tasks: ['task_1'], objects: 0 })
  await aRecording(ctx, 'call_1', { expiresAtMs: NOW })
  await hold(ctx, { endsAtMs: NOW + 2 * DAY_MS })
  await sweepAt(NOW + DAY_MS)
  expect(await left(ctx)).toEqual({ tasks: ['task_1'], objects: 1 })
  await sweepAt(NOW + 2 * DAY_MS)
  expect(await left(ctx)).toEqual({ tasks: [], objects: 0 })
})

test('a hold placed while a sweep runs keeps a row with its object, or finds both gone', async () => {
  const ctx = ctxAt(NOW)
  for (let nth = 0; nth < 4; nth += 1) {
    await aRecording(ctx, 'call_1', { expiresAtMs: NOW })
    const [id] = await Promise.all([hold(ctx), sweepAt(NOW)])
    const rows = await env.DB.prepare('SELECT count(*) AS n FROM recordings').first<number>('n')
    expect((await left(ctx)).objects, `round ${nth}`).toBe(rows)
    await releaseHold(byKey(ctx, 'key_1'), id)
    await releaseHold(byKey(ctx, 'key_2'), id)
    await sweepAt(NOW)
    expect((await left(ctx)).objects).toBe(0)
  }
})

test('a page that a crash cut short is finished, also when a hold came in between', async () => {
  const ctx = ctxAt(NOW)
  await aRecording(ctx, 'call_1', { expiresAtMs: NOW })
  const deps = sweepDeps(NOW)
  const [global, ...rest] = deps.regions
  const db = new Proxy(ctx.db, {
    get(real, name) {
      const failing = (statements: unknown[]) =>
        statements.length > 2 ? Promise.reject(new Error('gone')) : real.batch(statements as never)
      return name === 'batch' ? failing : Reflect.get(real, name, real)
    },
  })
  await sweepRetention({ ...deps, regions: [{ ...global!, db }, ...rest] })
  expect((await left(ctx)).objects).toBe(0)
  await hold(ctx)
  await sweepAt(NOW + 60_000)
  expect(await env.DB.prepare('SELECT count(*) AS n FROM recordings').first('n')).toBe(0)
  expect(await env.DB.prepare('SELECT count(*) AS n FROM sweep_claims').first('n')).toBe(0)
  expect(await verifyManifests(ctx.db, ctx.vault)).toEqual({ status: 'ok', count: 1 })
})

test('what a business has de-identified is left as words, sizes and a year, and leads to nobody', async () => {
  const ctx = ctxAt(NOW)
  await chooseKeep(ctx, [{ category: categoryNamed('calls'), endAction: 'deidentify' }])
  const number = { sealedNumber: 'v1.sealed', maskedNumber: '+1 ••• ••• 0142', expiresAtMs: NOW }
  await aCall(ctx, { id: 'call_1', recordingStatus: 'none', ...number })
  await aCall(ctx, { id: 'call_2', recordingStatus: 'none', durationSeconds: 137, ...number })
  await aCall(ctxAt(NOW, 'global', 'ten_b'), { id: 'call_3', recordingStatus: 'none', ...number })
  await sweepAt(NOW)
  expect(await ctx.db.select().from(calls)).toEqual([])
  const kept = await ctx.db.select().from(deidentifiedRows)
  expect(kept).toHaveLength(2)
  const [one, other] = kept.toSorted(
    (a, b) => Number(a.fields['duration_seconds']) - Number(b.fields['duration_seconds']),
  )
  expect(one).toMatchObject({
    tenantId: 'ten_a',
    livemode: true,
    category: 'calls',
    year: 2026,
    fields: { direction: 'inbound', outcome: 'question_answered', duration_seconds: 12, turn_count: 2 },
  })
  expect(other!.fields['duration_seconds']).toBe(140)
  // Both were of one person, and nothing says which.
  expect(one!.fields['person']).toBe(other!.fields['person'])
  expect(JSON.stringify(kept)).not.toMatch(/per_1|call_\d|0142|sealed|CA-|twilio/)
})

test('a call that advertised is kept for five years, whatever the business chose, and no other', async () => {
  const ctx = ctxAt(NOW)
  await aCall(ctx, { id: 'call_1', purpose: 'marketing', recordingStatus: 'none', expiresAtMs: NOW + DAY_MS })
  await aCall(ctx, { id: 'call_2', purpose: 'care', recordingStatus: 'none', expiresAtMs: NOW + DAY_MS })
  const ids = async () => (await ctx.db.select({ id: calls.id }).from(calls)).map(({ id }) => id)
  await sweepAt(NOW + 2 * DAY_MS)
  await sweepAt(NOW + 1_825 * DAY_MS)
  expect(await ids()).toEqual(['call_1'])
  await sweepAt(NOW + 1_826 * DAY_MS)
  expect(await ids()).toEqual([])
})

test('twenty years later whoever asked to be left alone still is', async () => {
  await suppress(ctxAt(NOW), { phone: '+12125550142', reason: 'asked', source: 'api' })
  await sweepAt(NOW + 20 * 365.25 * DAY_MS)
  expect(await env.DB.prepare('SELECT count(*) AS n FROM suppressions WHERE ended_at_ms IS NULL').first('n')).toBe(1)
})
