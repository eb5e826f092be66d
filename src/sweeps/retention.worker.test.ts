import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { aCall, aPerson, aRecording, aTask } from '../../test/kept.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import type { Ctx, RegionStores } from '../context.ts'
import { calls } from '../records/calls/table.ts'
import { categoryNamed } from '../records/index.ts'
import { verifyManifests } from '../records/manifests/chain.ts'
import { sweepManifests } from '../records/manifests/table.ts'
import { recordings } from '../records/recordings/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { chooseKeep } from '../retention/choose-keep.ts'
import { findPersonKey, personKey } from '../vault/person-keys.ts'
import { sweepRetention, type RetentionDeps } from './retention.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.parse('2026-11-20T15:00:00Z')
const DAY_MS = 86_400_000
const at = (days: number): RetentionDeps => sweepDeps(NOW + days * DAY_MS)

const objectCount = async (prefix: string): Promise<number> => (await env.BLOBS.list({ prefix })).objects.length
const rowCount = async (table: string): Promise<number> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')) ?? 0
const hasKey = async (ctx: Ctx, subject: string): Promise<boolean> =>
  (await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, subject)) !== null

/** The regions, the first with something of it replaced: how a bad day is brought about. */
function onABadDay(deps: RetentionDeps, bad: Partial<RegionStores>): RetentionDeps {
  const [global, ...rest] = deps.regions
  return { ...deps, regions: global ? [{ ...global, ...bad }, ...rest] : [] }
}

async function aKeptCall(ctx: Ctx, id = 'call_1'): Promise<void> {
  await aCall(ctx, { id, recordingStatus: 'stored' })
  await aRecording(ctx, id)
}

test('one day before its expiry a recording is there, at expiry it and its row are gone', async () => {
  const ctx = ctxAt(NOW)
  await aKeptCall(ctx)
  expect(await sweepRetention(at(29))).toEqual({ rows: 0, objects: 0, more: false })
  expect([await objectCount('recordings/'), await rowCount('recordings')]).toEqual([1, 1])

  // Not a millisecond early.
  await sweepRetention(sweepDeps(NOW + 30 * DAY_MS - 1))
  expect([await objectCount('recordings/'), await rowCount('recordings')]).toEqual([1, 1])

  await sweepRetention(at(30))
  expect([await objectCount('recordings/'), await rowCount('recordings')]).toEqual([0, 0])
  // The call itself is kept longer, and says what became of its recording.
  expect((await ctx.db.select().from(calls)).map((call) => call.recordingStatus)).toEqual(['deleted'])
})

test('every region is swept, and each keeps its own chain', async () => {
  await aKeptCall(ctxAt(NOW, 'eu'))
  expect(await sweepRetention(at(30))).toMatchObject({ rows: 1 })
  expect(await env.DB_EU.prepare('SELECT seq FROM sweep_manifests').first('seq')).toBe(1)
  expect(await rowCount('sweep_manifests')).toBe(0)
})

test('dying between objects and rows: the next run finishes, and the manifest tells of it once', async () => {
  const ctx = ctxAt(NOW)
  await aKeptCall(ctx)
  const deps = at(30)
  const db = new Proxy(ctx.db, {
    get: (real, name) => (name === 'batch' ? () => Promise.reject(new Error('gone')) : Reflect.get(real, name, real)),
  })
  await sweepRetention(onABadDay(deps, { db }))
  expect([await objectCount('recordings/'), await rowCount('recordings')]).toEqual([0, 1])
  expect(await rowCount('sweep_manifests')).toBe(0)

  await sweepRetention(deps)
  expect(await rowCount('recordings')).toBe(0)
  expect(await verifyManifests(ctx.db, ctx.vault)).toEqual({ status: 'ok', count: 1 })
})

test('while its object cannot be deleted a row stays, and other categories go on', async () => {
  const ctx = ctxAt(NOW)
  await aKeptCall(ctx)
  await aCall(ctx, { id: 'call_old', recordingStatus: 'none', expiresAtMs: NOW })
  const blobs = new Proxy(env.BLOBS, {
    get(bucket, name) {
      const refuse = (keys: string[]) =>
        keys.some((key) => key.startsWith('recordings/')) ? Promise.reject(new Error('r2 down')) : bucket.delete(keys)
      const value: unknown = name === 'delete' ? refuse : Reflect.get(bucket, name, bucket)
      return typeof value === 'function' ? value.bind(bucket) : value
    },
  })
  await sweepRetention(onABadDay(at(30), { blobs }))
  expect(await rowCount('recordings')).toBe(1)
  expect((await ctx.db.select({ id: calls.id }).from(calls)).map(({ id }) => id)).toEqual(['call_1'])
})

test('more than a page goes page by page, each with its manifest', async () => {
  const ctx = ctxAt(NOW)
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 620)
     INSERT INTO tasks (id, tenant_id, livemode, kind, status, priority, queue, key_subject, intent_key, created_at_ms,
       updated_at_ms, expires_at_ms)
     SELECT 'task_' || i, 'ten_a', 1, 'message', 'open', 'normal', 'desk', 'per_1', 'i' || i, 1, 1, ? FROM n`,
  )
    .bind(NOW)
    .run()
  expect(await sweepRetention(at(0))).toMatchObject({ rows: 620, more: false })
  const manifests = await ctx.db.select().from(sweepManifests)
  expect(manifests.map((manifest) => manifest.rowCount)).toEqual([500, 120])
  expect(await verifyManifests(ctx.db, ctx.vault)).toEqual({ status: 'ok', count: 2 })
  expect([await rowCount('tasks'), await rowCount('sweep_claims')]).toEqual([0, 0])
}, 20_000)

test('two runs at once delete everything and tell of each row once', async () => {
  const ctx = ctxAt(NOW)
  for (let index = 0; index < 120; index += 1) await aRecording(ctx, `call_${index}`)
  await Promise.all([sweepRetention(at(30)), sweepRetention(at(30))])
  await sweepRetention(at(30))
  expect(await rowCount('recordings')).toBe(0)
  const manifests = await ctx.db.select().from(sweepManifests)
  expect(manifests.reduce((sum, manifest) => sum + manifest.rowCount, 0)).toBe(120)
  expect((await verifyManifests(ctx.db, ctx.vault)).status).toBe('ok')
}, 20_000)

test('a manifest that was altered, taken out or put in is found, and where', async () => {
  const ctx = ctxAt(NOW)
  for (let day = 0; day < 5; day += 1) {
    await aRecording(ctx, `call_${day}`)
    await sweepRetention(at(30 + day))
  }
  expect(await verifyManifests(ctx.db, ctx.vault)).toEqual({ status: 'ok', count: 5 })

  const third = await env.DB.prepare('SELECT * FROM sweep_manifests WHERE seq = 3').first()
  for (const column of Object.keys(third!).filter((name) => name !== 'seq')) {
    const was = third![column]
    const is = typeof was === 'number' ? was + 1 : flipped(String(was))
    const set = env.DB.prepare(`UPDATE sweep_manifests SET ${column} = ? WHERE seq = 3`)
    await set.bind(is).run()
    expect(await verifyManifests(ctx.db, ctx.vault), column).toEqual({ status: 'broken', firstBadSeq: 3 })
    await set.bind(was).run()
  }
  expect((await verifyManifests(ctx.db, ctx.vault)).status).toBe('ok')
  await env.DB.prepare('DELETE FROM sweep_manifests WHERE seq = 3').run()
  expect(await verifyManifests(ctx.db, ctx.vault)).toEqual({ status: 'broken', firstBadSeq: 3 })
  await env.DB.prepare('UPDATE sweep_manifests SET seq = seq - 1 WHERE seq > 3').run()
  expect(await verifyManifests(ctx.db, ctx.vault)).toEqual({ status: 'broken', firstBadSeq: 3 })
})

const flipped = (text: string): string => (text.startsWith('1') ? '2' : '1') + text.slice(1)

test('a person’s key outlives the person while something is sealed with it, and goes with the last of it', async () => {
  const ctx = ctxAt(NOW)
  await aPerson(ctx, 'per_1', { expiresAtMs: NOW + DAY_MS })
  await aTask(ctx, 'task_1', { personId: 'per_1', expiresAtMs: NOW + 2 * DAY_MS })
  await aCall(ctx, { id: 'call_1', expiresAtMs: NOW + 3 * DAY_MS })

  await sweepRetention(at(1))
  expect([await rowCount('people'), await hasKey(ctx, 'per_1')]).toEqual([0, true])
  await sweepRetention(at(2))
  expect([await rowCount('tasks'), await hasKey(ctx, 'per_1')]).toEqual([0, true])
  await sweepRetention(at(3))
  expect([await rowCount('calls'), await hasKey(ctx, 'per_1')]).toEqual([0, false])
})

test('a person whose things are long gone takes the key along, and the number points to nobody', async () => {
  const ctx = ctxAt(NOW)
  await aPerson(ctx, 'per_1')
  await aPerson(ctx, 'per_2', { expiresAtMs: NOW + 396 * DAY_MS })
  await sweepRetention(at(395))
  expect([await hasKey(ctx, 'per_1'), await hasKey(ctx, 'per_2')]).toEqual([false, true])
  expect(await ctx.objects.identity('token-per_1').person()).toBeNull()
  expect(await ctx.objects.identity('token-per_2').person()).toBe('per_2')
})

test('a hidden caller’s key goes with the last thing the call left, not before', async () => {
  const ctx = ctxAt(NOW)
  await personKey(ctx.vault, ctx.blobs, 'ten_a', 'call_9')
  await aCall(ctx, { id: 'call_9', personId: null, recordingStatus: 'stored', expiresAtMs: NOW + 2 * DAY_MS })
  await aRecording(ctx, 'call_9', { personId: null, keySubject: 'call_9', expiresAtMs: NOW + DAY_MS })
  await aTask(ctx, 'task_9', { callId: 'call_9', keySubject: 'call_9', expiresAtMs: NOW + 3 * DAY_MS })
  await sweepRetention(at(1))
  await sweepRetention(at(2))
  expect([await rowCount('recordings'), await rowCount('calls')]).toEqual([0, 0])
  expect(await hasKey(ctx, 'call_9')).toBe(true)
  await sweepRetention(at(3))
  expect(await hasKey(ctx, 'call_9')).toBe(false)
})

test('the last two things of a person going in one page take the key along', async () => {
  const ctx = ctxAt(NOW)
  await personKey(ctx.vault, ctx.blobs, 'ten_a', 'per_1')
  await aTask(ctx, 'task_1', { expiresAtMs: NOW })
  await aTask(ctx, 'task_2', { expiresAtMs: NOW })
  await sweepRetention(at(0))
  expect(await hasKey(ctx, 'per_1')).toBe(false)
})

test('a shorter keep time reaches what is there already, and nobody else’s', async () => {
  const ctx = ctxAt(NOW)
  await aRecording(ctx, 'call_1')
  await aRecording(ctxAt(NOW, 'global', 'ten_b'), 'call_2')
  await chooseKeep(ctxAt(NOW + DAY_MS), [{ category: categoryNamed('recordings'), keepDays: 3 }])
  expect(await keepDaysOf(ctx, 'recordings')).toBe(3)
  await sweepRetention(at(2))
  expect(await rowCount('recordings')).toBe(2)
  await sweepRetention(at(3))
  expect((await ctx.db.select().from(recordings)).map(({ tenantId }) => tenantId)).toEqual(['ten_b'])
})

test('what was written meanwhile by someone who read the old setting is shortened by the next run', async () => {
  const ctx = ctxAt(NOW)
  await chooseKeep(ctx, [{ category: categoryNamed('recordings'), keepDays: 0 }])
  await aRecording(ctx, 'call_1')
  await sweepRetention(sweepDeps(NOW + 60_000))
  expect([await rowCount('recordings'), await objectCount('recordings/')]).toEqual([0, 0])
})

test('a longer keep time keeps nothing longer that was promised to go', async () => {
  const ctx = ctxAt(NOW)
  await chooseKeep(ctx, [{ category: categoryNamed('recordings'), keepDays: 3 }])
  await aRecording(ctx, 'call_1', { expiresAtMs: NOW + 3 * DAY_MS })
  await chooseKeep(ctx, [{ category: categoryNamed('recordings'), keepDays: 30 }])
  await sweepRetention(at(3))
  expect(await rowCount('recordings')).toBe(0)
})

test.each([
  ['recordings', 31],
  ['recordings', -1],
  ['recordings', 1.5],
  ['calls', 0],
  ['suppressions', 10],
] as const)('%s cannot be kept %d days', async (name, keepDays) => {
  await expect(chooseKeep(ctxAt(NOW), [{ category: categoryNamed(name), keepDays: keepDays }])).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('what is kept without end has an end that never comes', async () => {
  expect(await keepDaysOf(ctxAt(NOW), 'suppressions')).toBe(Number.POSITIVE_INFINITY)
  expect(expiryOf(NOW, Number.POSITIVE_INFINITY)).toBeGreaterThan(NOW + 1_000 * 365 * DAY_MS)
})
