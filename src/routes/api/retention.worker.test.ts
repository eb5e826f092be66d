import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant, OPERATOR_KEY, type TestTenant } from '../../../test/api-client.ts'
import { openDirectory } from '../../context.ts'
import { CATEGORY_NAMES } from '../../records/category.ts'
import { manifestAfter, newestManifest } from '../../records/manifests/chain.ts'
import { sweepManifests } from '../../records/manifests/table.ts'
import { vaultOf } from '../../vault/vault.ts'

const DAY_MS = 86_400_000

const keep = (key: string, category: string, days: unknown) =>
  ask(key, `/retention/${category}`, { method: 'PATCH', body: { keep_days: days } })

const aTask = (tenant: TestTenant, createdAtMs: number) =>
  env.DB.prepare(
    "INSERT INTO tasks VALUES (?, ?, 1, 'message', 'open', 'normal', 'desk', NULL, NULL, 'per_1', NULL, ?, NULL, ?, ?, ?)",
  )
    .bind(
      `task_${createdAtMs}`,
      tenant.id,
      `${tenant.id}${createdAtMs}`,
      createdAtMs,
      createdAtMs,
      createdAtMs + 395 * DAY_MS,
    )
    .run()

test('every category says what it is, why it is kept and for how long', async () => {
  const { key } = await aTenant()
  const { json } = await ask(key, '/retention')
  expect(json.data.map((row: { category: string }) => row.category).toSorted()).toEqual([...CATEGORY_NAMES].toSorted())
  expect(json.data.find((row: { category: string }) => row.category === 'recordings')).toMatchObject({
    basis: expect.any(String),
    keep_days: 30,
    bounds: { min_days: 0, max_days: 30 },
    end_action: 'delete',
  })
})

test('a keep time may be shortened, also to nothing, and is shown as chosen', async () => {
  const [mine, other] = [await aTenant(), await aTenant()]
  expect((await keep(mine.key, 'recordings', 0)).json.keep_days).toBe(0)
  const shown = async (key: string) =>
    (await ask(key, '/retention')).json.data.find((row: { category: string }) => row.category === 'recordings')
      .keep_days
  expect(await shown(mine.key)).toBe(0)
  expect(await shown(other.key)).toBe(30)
  expect((await keep(mine.key, 'recordings', 30)).json.keep_days).toBe(30)
})

test('what is there already goes by the shorter time too, and never by a longer one', async () => {
  const [mine, other] = [await aTenant(), await aTenant()]
  await aTask(mine, 1000)
  await aTask(other, 2000)
  await keep(mine.key, 'tasks', 10)
  const ends = async () =>
    (await env.DB.prepare('SELECT expires_at_ms AS at FROM tasks ORDER BY id').all<{ at: number }>()).results.map(
      ({ at }) => at,
    )
  expect(await ends()).toEqual([1000 + 10 * DAY_MS, 2000 + 395 * DAY_MS])
  await keep(mine.key, 'tasks', 300)
  expect(await ends()).toEqual([1000 + 10 * DAY_MS, 2000 + 395 * DAY_MS])
})

test.each([
  ['recordings', 31],
  ['recordings', -1],
  ['tasks', 0],
  ['suppressions', 10],
  ['recordings', 1.5],
  ['recordings', '7'],
])('%s cannot be kept for %j days, and the answer says which field', async (category, days) => {
  const { key } = await aTenant()
  const { status, json } = await keep(key, category, days)
  expect(status).toBe(422)
  expect(json.errors[0].pointer).toBe('/keep_days')
  expect(await env.DB.prepare('SELECT count(*) AS n FROM retention_settings').first()).toEqual({ n: 0 })
})

test('there is no such category, and no test key decides for live data', async () => {
  const { key, testKey } = await aTenant()
  expect((await keep(key, 'secrets', 1)).status).toBe(404)
  expect((await keep(testKey, 'recordings', 1)).status).toBe(403)
})

test('with one word no content is kept any more, and with another it is as by default', async () => {
  const { key, testKey } = await aTenant()
  const mode = (word: string) => ask(key, '/retention', { method: 'PATCH', body: { mode: word } })
  const days = (json: { data: { category: string; keep_days: number }[] }) =>
    Object.fromEntries(json.data.map((row) => [row.category, row.keep_days]))
  expect(days((await mode('zero')).json)).toEqual({
    recordings: 0,
    transcripts: 0,
    message_media: 0,
    message_bodies: 0,
  })
  expect(days((await ask(key, '/retention')).json)).toMatchObject({ recordings: 0, message_bodies: 0, calls: 395 })
  expect(days((await mode('standard')).json)).toMatchObject({ recordings: 30, message_bodies: 30 })
  expect((await mode('forever')).status).toBe(422)
  expect((await ask(testKey, '/retention', { method: 'PATCH', body: { mode: 'zero' } })).status).toBe(403)
  const audit = (await ask(key, '/audit')).json.data.filter(
    (row: { action: string }) => row.action === 'retention.changed',
  )
  expect(audit).toHaveLength(8)
})

test('metadata may be de-identified at its end, content only deleted', async () => {
  const { key } = await aTenant()
  const end = (category: string) =>
    ask(key, `/retention/${category}`, { method: 'PATCH', body: { end_action: 'deidentify' } })
  expect((await end('calls')).json).toMatchObject({
    end_action: 'deidentify',
    end_actions: ['delete', 'deidentify'],
    keep_days: 395,
    is_chosen: true,
  })
  for (const category of ['recordings', 'transcripts', 'message_bodies', 'people', 'suppressions']) {
    const { status, json } = await end(category)
    expect([status, json.errors[0].pointer], category).toEqual([422, '/end_action'])
  }
})

test('nine who were de-identified are no figure, ten are, and only of years that are long over', async () => {
  const tenant = await aTenant()
  const add = (count: number, outcome: string, year: number) =>
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
       INSERT INTO deidentified_rows SELECT hex(randomblob(16)), ?2, 1, 'calls', ?3, json_object('outcome', ?4) FROM n`,
    )
      .bind(count, tenant.id, year, outcome)
      .run()
  await add(10, 'booked', 2020)
  await add(9, 'booked', 2021)
  await add(50, 'booked', 2022)
  await add(12, 'transferred', 2022)
  await add(3, 'abandoned', 2022)
  await add(40, 'booked', new Date().getUTCFullYear())
  const { json } = await ask(tenant.key, '/retention/deidentified?category=calls&by=outcome')
  expect(json.data.map(({ year, value, count }: Record<string, unknown>) => [year, value, count])).toEqual([
    [2020, 'booked', 10],
    [2022, 'booked', 50],
  ])
  expect((await ask(tenant.key, '/retention/deidentified?category=calls&by=person')).status).toBe(422)
})

test('what sweeps deleted of all businesses is listed for the operator alone, and whether its chain holds told to each', async () => {
  const { key } = await aTenant()
  const deletion = { category: 'tasks', cutoffAtMs: 1_000, ids: ['task_1', 'task_2'], objectCount: 0 }
  const [db, vault] = [openDirectory(env), vaultOf(env)]
  for (let nth = 0; nth < 3; nth += 1)
    await db.insert(sweepManifests).values(await manifestAfter(vault, await newestManifest(db), deletion))
  expect((await ask(key, '/retention/manifests')).status).toBe(405)
  expect((await ask(key, '/sweep_manifests')).status).toBe(401)
  const told = async () => (await ask(key, '/retention/manifests/verify')).json
  expect(await told()).toEqual({ object: 'manifest_verification', status: 'ok', livemode: true })
  // Of those that were made within one millisecond none is newer.
  const listed = (await ask(OPERATOR_KEY, '/sweep_manifests')).json.data as { seq: number; row_count: number }[]
  expect(listed.map(({ seq, row_count: rows }) => [seq, rows]).toSorted()).toEqual([1, 2, 3].map((seq) => [seq, 2]))
  expect((await ask(OPERATOR_KEY, '/sweep_manifests/verify')).json).toMatchObject({ status: 'ok', count: 3 })

  await env.DB.prepare('UPDATE sweep_manifests SET row_count = 1 WHERE seq = 2').run()
  expect(await told()).toMatchObject({ status: 'broken' })
  const verified = await ask(OPERATOR_KEY, '/sweep_manifests/verify')
  expect(verified.json).toMatchObject({ status: 'broken', first_bad_seq: 2 })
  await env.DB.prepare('DELETE FROM sweep_manifests WHERE seq = 1').run()
  expect(await told()).toMatchObject({ status: 'broken' })
})
