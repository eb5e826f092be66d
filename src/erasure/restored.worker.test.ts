import fc from 'fast-check'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant } from '../../test/api-client.ts'
import { MANY_AT_ONCE, wantedCampaign } from '../../test/builders/campaign.ts'
import { anErasablePerson, SAID } from '../../test/builders/erasable.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import type { Ctx } from '../context.ts'
import { toBase64Url } from '../kernel/bytes.ts'
import { err } from '../kernel/result.ts'
import { beginAttempt } from '../outreach/campaign/attempt-ways.ts'
import type { CampaignRow, MemberRow } from '../outreach/campaign/campaign.ts'
import { createCampaign } from '../outreach/campaign/create-campaign.ts'
import { importMembers } from '../outreach/campaign/import-members.ts'
import { rowsOfPeople } from '../outreach/campaign/list-rows.ts'
import { openTarget } from '../outreach/campaign/open-target.ts'
import { tick, type Ticking } from '../outreach/campaign/tick.ts'
import { tokenOf } from '../people/known-as.ts'
import { resolvePerson } from '../people/resolve.ts'
import { memberPlace, nextGroup } from '../records/campaign-members/list-groups.ts'
import { campaignMembers } from '../records/campaign-members/table.ts'
import { categoryNamed } from '../records/index.ts'
import { resealColumn, TENANT_SEALED } from '../records/tenant-sealed.ts'
import { placeHold } from '../retention/place-hold.ts'
import { sweepRetention } from '../sweeps/retention.ts'
import { freshKey } from '../vault/fresh-key.ts'
import { personKeyName } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { subjectsIn } from '../vault/seal-for-all.ts'
import { currentKek } from '../vault/tenant-kek.ts'
import { beginErasure } from './begin-erasure.ts'
import { findErasure } from './find-erasure.ts'
import { leaveLists } from './leave-lists.ts'
import type { Receipt } from './receipt.ts'
import { isTheirs } from './rows-of.ts'
import { verifyErasure } from './verify-erasure.ts'
import { workErasure } from './work-erasure.ts'

const NOW = Date.parse('2026-11-24T17:00:00Z')
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const ANN = '+12125550142'
const BO = '+12125550143'
const CY = '+12125550144'

const rows = async (sql: string) => (await env.DB.prepare(sql).all<Record<string, unknown>>()).results
const objectsBelow = async (prefix: string) => (await env.BLOBS.list({ prefix })).objects.map(({ key }) => key)
/** As whoever asks next has it. */
const anew = (ctx: Ctx): Ctx => ({ ...ctx })

async function aList(ctx: Ctx, phones: readonly string[]): Promise<CampaignRow> {
  const campaign = await createCampaign(ctx, wantedCampaign({ ...MANY_AT_ONCE, startsAtMs: NOW }))
  await add(ctx, campaign, phones)
  return campaign
}

async function add(ctx: Ctx, campaign: CampaignRow, phones: readonly string[]): Promise<void> {
  const list = phones.map((phone) => ({ phone, name: `Name of ${phone}` }))
  const taken = await importMembers(ctx, campaign, rowsOfPeople(list, ['name']))
  if (!taken.ok) throw new Error(JSON.stringify(taken.error.told))
}

const membersOf = (ctx: Ctx, { id }: CampaignRow): Promise<MemberRow[]> =>
  ctx.db
    .select()
    .from(campaignMembers)
    .where(isTheirs(ctx.tenantId, OF_CAMPAIGN, [id]))
const OF_CAMPAIGN = { table: campaignMembers, tenantId: campaignMembers.tenantId, names: [campaignMembers.campaignId] }

const phonesIn = async (ctx: Ctx, campaign: CampaignRow): Promise<readonly (string | undefined)[]> => {
  const reader = anew(ctx)
  return Promise.all((await membersOf(ctx, campaign)).map(async (one) => (await openTarget(reader, one))?.phone))
}

const ticking = (begin: Ticking['begin']): Ticking => ({
  isHalted: () => false,
  pace: () => null,
  keepPace: () => undefined,
  lotAtMs: () => null,
  keepLot: () => undefined,
  zonesOf: () => ['America/New_York'],
  takeBack: async () => true,
  begin,
})

/** The names of the keys that there are, as what they sealed has them. */
async function kidsThere(prefix: string): Promise<ReadonlySet<string>> {
  const kids = await Promise.all(
    (await objectsBelow(prefix)).map(async (key) => {
      const bytes = await (await env.BLOBS.get(key))!.arrayBuffer()
      return toBase64Url(new Uint8Array(bytes).slice(0, 8))
    }),
  )
  return new Set(kids)
}

interface Copied {
  readonly table: string
  readonly rows: readonly Record<string, unknown>[]
}

const copyOfLists = async (): Promise<readonly Copied[]> => [
  { table: 'campaign_members', rows: await rows('SELECT * FROM campaign_members') },
]

async function copyOfAll(): Promise<readonly Copied[]> {
  const tables = await rows(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'd1_migrations'",
  )
  return Promise.all(
    tables.map(async ({ name }) => ({ table: String(name), rows: await rows(`SELECT * FROM ${String(name)}`) })),
  )
}

async function putBack(copy: readonly Copied[]): Promise<void> {
  for (const { table, rows: kept } of copy)
    for (const row of kept) {
      const names = Object.keys(row)
      const into = `INSERT OR REPLACE INTO ${table} (${names.join()}) VALUES (${names.map(() => '?').join()})`
      await env.DB.prepare(into)
        .bind(...Object.values(row))
        .run()
    }
}

test('of a copy that is restored nothing opens, and whoever checks is told what came back', async () => {
  const tenant = await aTenant()
  const ctx = ctxAt(NOW, 'global', tenant.id)
  const { personId, blobKeys } = await anErasablePerson(ctx, ANN)
  const campaign = await aList(ctx, [ANN, BO])
  const keyed = () =>
    ask(tenant.key, '/people', { body: { phone: ANN, name: 'Ann Lee' }, headers: { 'idempotency-key': 'made-once' } })
  expect((await keyed()).json.id).toBe(personId)
  expect((await keyed()).json.id).toBe(personId)
  const keyBytes = await (await env.BLOBS.get(personKeyName(tenant.id, personId)))!.arrayBuffer()
  const members = await membersOf(ctx, campaign)
  const [group = ''] = members.map(({ keyGroup }) => keyGroup)
  const copy = await copyOfAll()
  const objects = await Promise.all(
    blobKeys.map(async (name) => ({ name, text: await (await env.BLOBS.get(name))!.text() })),
  )
  const named = new Set(JSON.stringify(copy).match(/(?<=v1\.)[\w-]{11}(?=\.)/g))
  const open = async () => [...(await kidsThere(`keys/${tenant.id}/`))].filter((kid) => named.has(kid))
  expect(await open()).toHaveLength(2)

  const wish = { personId, reason: 'x', requestId: null, startsAtMs: NOW }
  const { erasureId } = await beginErasure(ctx, wish)
  const rowOf = async () => (await findErasure(ctx, erasureId))!
  await workErasure(ctx, erasureId)
  await env.DB.prepare("UPDATE carrier_deletions SET status = 'deleted'").run()
  const check = async () => verifyErasure(ctx, await rowOf())
  expect((await check()).status).toBe('ok')
  const receipt = JSON.parse((await rowOf()).receipt ?? '') as Receipt
  expect(receipt.stores.map((each) => each.key_object).sort()).toEqual(
    [personKeyName(tenant.id, personId), personKeyName(tenant.id, String(group))].sort(),
  )

  // Whoever was on the list with them is contacted as if nothing had been.
  const contacted: (string | undefined)[] = []
  const contact = ticking(async (asking, _, member) => {
    contacted.push((await openTarget(asking, member))?.phone)
    return err({ code: 'quiet_hours', nextAllowedAtMs: NOW + DAY_MS })
  })
  await tick(anew({ ...ctx, nowMs: NOW + MINUTE_MS }), campaign.id, contact)
  expect(contacted).toEqual([BO])
  // So they are read by who had found them in the moment before.
  const foundBefore = await Promise.all(members.map((member) => openTarget(anew(ctx), member)))
  expect(foundBefore.flatMap((target) => target?.phone ?? [])).toEqual([BO])

  await putBack(copy)
  for (const { name, text: sealed } of objects) await env.BLOBS.put(name, sealed)
  // No key of R2 opens anything of the copy, and the root key nothing that says who they are.
  expect(await open()).toEqual([])
  for (const { table, column, field, name } of TENANT_SEALED) {
    const sealed = await rows(`SELECT id, ${snake(column.name)} AS sealed, * FROM ${getTableConfig(table).name}`)
    for (const { id, tenant_id: owner, sealed: value } of sealed) {
      const text = await ctx.vault.openForTenant(String(owner), `${name}|${String(id)}|${field}`, String(value))
      expect(text ?? '').not.toMatch(/212555014|Ann Lee/)
    }
  }
  const answers = await rows("SELECT sealed_response AS sealed FROM idempotency_keys WHERE sealed_response LIKE 'per%'")
  expect(answers.map(({ sealed }) => subjectsIn(String(sealed)))).toEqual([[personId]])
  expect(await keyed()).toMatchObject({ status: 404, json: { code: 'not_found' } })
  expect(await phonesIn(ctx, campaign)).toEqual([undefined, undefined])
  const shown = await ask(tenant.key, `/people/${personId}`)
  expect(JSON.stringify(shown.json)).not.toContain('2125550142')
  expect(JSON.stringify((await ask(tenant.key, '/tasks')).json)).not.toContain(SAID)
  const messages = () => rows('SELECT id FROM messages')
  const written = await messages()
  // A campaign that goes on from the copy contacts nobody whom it cannot read, and says so.
  await tick(anew({ ...ctx, nowMs: NOW + 2 * MINUTE_MS }), campaign.id, ticking(beginAttempt))
  for (const member of await membersOf(ctx, campaign))
    expect(member).toMatchObject({ status: 'refused', lastCode: 'unreadable', nextAtMs: null })
  expect(await messages()).toEqual(written)

  const restored = await check()
  expect(restored.status).toBe('failed')
  const failed = restored.checks.filter(({ status }) => status === 'failed')
  expect(failed.map(({ check: what }) => what)).not.toContain('key')
  expect(failed.map(({ subject }) => subject)).toEqual(
    expect.arrayContaining('people calls tasks transcripts message_bodies recordings campaign_members'.split(' ')),
  )

  // It is erased again by the same request. A key that comes back is found, whoever brought it.
  expect((await beginErasure(ctx, wish)).erasureId).toBe(erasureId)
  for (let go = 1; go <= 3; go += 1) await workErasure({ ...ctx, nowMs: NOW + go * 11 * MINUTE_MS }, erasureId)
  await env.DB.prepare("UPDATE carrier_deletions SET status = 'deleted'").run()
  expect((await check()).status).toBe('ok')
  await env.BLOBS.put(personKeyName(tenant.id, personId), keyBytes)
  const opened = await check()
  expect(opened.checks.find(({ status }) => status === 'failed')).toMatchObject({
    check: 'key',
    subject: personKeyName(tenant.id, personId),
  })
  expect((await ask(tenant.key, `/erasures/${erasureId}/verify`)).json.status).toBe('failed')
}, 60_000)

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const WAITS: ReadonlySet<string> = new Set(['run', 'all', 'raw', 'first', 'get', 'put', 'head', 'list', 'delete'])

/** A store whose every operation waits for its turn. */
function inTurns<T extends object>(store: T, turn: (run: () => Promise<unknown>, name: string) => Promise<unknown>): T {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown
      if (typeof value !== 'function') return value
      return (...args: unknown[]): unknown => {
        const run = (): unknown => value.apply(target, args)
        if (WAITS.has(String(name))) return turn(async () => run(), String(name))
        const made = run()
        return name === 'prepare' || name === 'bind' ? inTurns(made as object, turn) : made
      }
    },
  })
}

/** Lets one of several go on at a time, from one operation to its next: whoever is named next, or else whoever waits first. */
function inOrder(order: readonly number[], many: number) {
  const names = [...order]
  const waiting = new Map<number, () => void>()
  let underWay = many
  const next = (): void => {
    if (underWay > 0) return
    const named = names.shift() ?? 0
    const nth = waiting.has(named) ? named : ([...waiting.keys()][0] ?? -1)
    const go = waiting.get(nth)
    waiting.delete(nth)
    underWay += 1
    go?.()
  }
  const pause = (): void => {
    underWay -= 1
    next()
  }
  const wait = (nth: number): Promise<void> =>
    new Promise((resolve) => {
      waiting.set(nth, resolve)
      pause()
    })
  return { wait, end: pause }
}

/** After which operation the first who leaves breaks off, and who goes on for how many operations. */
const WAYS = fc.record({
  diesAt: fc.constantFrom(1, 4, 6, 7, 8, 9, 99),
  after: fc.boolean(),
  runs: fc.array(fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 10 })), { minLength: 12, maxLength: 12 }),
})

test('several who leave a list at once, in whatever order and wherever one breaks off, lose nobody else and leave no key', async () => {
  const { id: tenantId } = await aTenant()
  const ctx = ctxAt(NOW, 'global', tenantId)
  const [ofPerson] = categoryNamed('campaign_members').erase?.rows ?? []
  if (ofPerson === undefined) throw new Error('no rows')
  await env.DB.batch([
    env.DB.prepare('CREATE TABLE was_under (member TEXT, key_group TEXT)'),
    env.DB.prepare(
      "CREATE TRIGGER keep_was_under AFTER UPDATE ON campaign_members WHEN new.sealed_target <> '' BEGIN INSERT INTO was_under VALUES (new.id, new.key_group); END",
    ),
  ])
  let lists = 0
  await fc.assert(
    fc.asyncProperty(WAYS, async ({ diesAt, after, runs }) => {
      lists += 1
      const phones = Array.from({ length: 5 }, (_, nth) => `+1212555${1_000 + lists * 10 + nth}`)
      const campaign = await aList(ctx, phones)
      const before = await membersOf(ctx, campaign)
      const tokens = await Promise.all(phones.slice(0, 3).map((phone) => tokenOf(ctx, 'phone', phone)))
      let operations = 0
      const order = runs.flatMap(([nth, many]) => Array.from({ length: many }, () => nth))
      const line = inOrder(order, tokens.length)
      const leave = async (token: string, nth: number): Promise<void> => {
        const dies = nth === 0
        const turn = async (run: () => Promise<unknown>): Promise<unknown> => {
          await line.wait(nth)
          operations += dies ? 1 : 0
          const isDead = dies && operations > diesAt
          if (isDead && !(after && operations === diesAt + 1)) throw new Error('lost')
          const done = await run()
          if (isDead) throw new Error('lost')
          return done
        }
        const db = drizzle(inTurns(env.DB, turn), { casing: 'snake_case' })
        const stores = { ...ctx, db, blobs: inTurns(env.BLOBS, turn) }
        await leaveLists(stores, isTheirs(tenantId, ofPerson, [token]))
      }
      const left = await Promise.allSettled(tokens.map((token, nth) => leave(token, nth).finally(line.end)))
      for (const one of left.slice(1)) expect(one).toMatchObject({ status: 'fulfilled' })
      /** Everything under which these ever were: none of it may open any more. */
      const keysOf = async (some: readonly string[]): Promise<readonly string[]> => {
        const them = before.filter(({ identityToken }) => some.includes(identityToken))
        const names = them.map(({ id }) => `'${id}'`).join()
        const moved = await rows(`SELECT key_group FROM was_under WHERE member IN (${names})`)
        const groups = [...them.map(({ keyGroup }) => keyGroup), ...moved.map((row) => row['key_group'])]
        const there = await Promise.all(groups.map((group) => env.BLOBS.head(personKeyName(tenantId, String(group)))))
        return there.flatMap((one) => one?.key ?? [])
      }
      // Whoever is through is so, however far the one is who broke off.
      expect(await keysOf(tokens.slice(1))).toEqual([])
      await leaveLists(ctx, isTheirs(tenantId, ofPerson, tokens.slice(0, 1)))
      expect(await keysOf(tokens)).toEqual([])
      expect((await phonesIn(ctx, campaign)).toSorted()).toEqual([...phones.slice(3), undefined, undefined, undefined])
      for (const member of (await membersOf(ctx, campaign)).filter(({ identityToken }) =>
        tokens.includes(identityToken),
      ))
        expect(member).toMatchObject({ sealedTarget: '', keyGroup: null, status: 'cancelled' })
    }),
    { numRuns: 20 },
  )
  await env.DB.batch([env.DB.prepare('DROP TRIGGER keep_was_under'), env.DB.prepare('DROP TABLE was_under')])
}, 60_000)

test('a key of a list that a restored database does not name goes with who is erased after that, and no key that somebody is about to use', async () => {
  const { id: tenantId } = await aTenant()
  const ctx = ctxAt(NOW, 'global', tenantId)
  const campaign = await aList(ctx, [ANN, BO, CY])
  const before = await copyOfLists()
  const [first = ''] = (await membersOf(ctx, campaign)).map(({ keyGroup }) => keyGroup)
  const keys = () => objectsBelow(`keys/${tenantId}/grp_`)
  const begin = async (phone: string) => {
    const { personId } = await resolvePerson(ctx, { phone })
    const { erasureId } = await beginErasure(ctx, { personId, reason: 'x', requestId: null, startsAtMs: NOW })
    await workErasure(ctx, erasureId)
    return erasureId
  }
  const later = { ...ctx, nowMs: NOW + 11 * MINUTE_MS }
  await workErasure(later, await begin(ANN))
  const between = await copyOfLists()
  expect(await phonesIn(ctx, campaign)).toEqual([undefined, BO, CY])
  const [second = ''] = await keys()
  const secondBytes = await (await env.BLOBS.get(second))!.arrayBuffer()

  await putBack(before)
  const kek = await currentKek(ctx.vault, ctx.blobs, tenantId)
  const making = await freshKey(kek, ctx.blobs, tenantId, nextGroup(String(first)))
  const erasureId = await begin(BO)
  const check = async () => verifyErasure(ctx, (await findErasure(ctx, erasureId))!)
  const found = async (status: string) =>
    (await check()).checks.filter((one) => one.status === status).map(({ subject }) => subject)
  expect(await found('pending')).toEqual([second, personKeyName(tenantId, making.subject)].toSorted())
  const { id } = (await membersOf(ctx, campaign))[2]!
  const sealed = await seal(making, memberPlace(tenantId, id), JSON.stringify({ phone: CY, fields: {} }))
  await ctx.db
    .update(campaignMembers)
    .set({ keyGroup: making.subject, sealedTarget: sealed })
    .where(eq(campaignMembers.id, id))
  await workErasure({ ...ctx, nowMs: NOW + 9 * MINUTE_MS }, erasureId)
  expect(await keys()).toHaveLength(2)
  await workErasure(later, erasureId)
  expect(await keys()).toEqual([personKeyName(tenantId, making.subject)])
  expect(await phonesIn(ctx, campaign)).toEqual([undefined, undefined, CY])
  expect((await check()).status).toBe('ok')

  await env.BLOBS.put(second, secondBytes)
  expect(await found('failed')).toEqual([second])
  await env.BLOBS.delete(second)
  await putBack(between)
  expect(await phonesIn(ctx, campaign)).toEqual([undefined, undefined, undefined])
}, 60_000)

test('whoever goes from a list at their end opens in no copy, though a hold keeps another of their part and a sweep breaks off anywhere', async () => {
  const { id: tenantId } = await aTenant()
  const ctx = ctxAt(NOW, 'global', tenantId)
  const { personId } = await resolvePerson(ctx, { phone: ANN })
  const lists = [await aList(ctx, [ANN, BO]), await aList(ctx, [CY, ANN])]
  const phones = async () => (await Promise.all(lists.map((list) => phonesIn(ctx, list)))).flat()
  await ctx.db
    .update(campaignMembers)
    .set({ personId })
    .where(eq(campaignMembers.identityToken, await tokenOf(ctx, 'phone', ANN)))
  const hold = { personId, categories: ['campaign_members'], basis: 'litigation', reason: 'An order.' } as const
  expect(await placeHold(ctx, { ...hold, endsAtMs: NOW + DAY_MS })).toMatchObject({ ok: true })
  await ctx.db.update(campaignMembers).set({ expiresAtMs: 1 }).where(eq(campaignMembers.tenantId, tenantId))
  const copy = await copyOfLists()

  const deps = sweepDeps(NOW)
  const [global] = deps.regions
  const sweep = (stores: object = {}) => sweepRetention({ ...deps, regions: [{ ...global!, ...stores }] })
  /** R2, which is lost after the first of such an operation. */
  const losing = (operation: string) => {
    let isLost = false
    const turn = async (run: () => Promise<unknown>, name: string) => {
      if (isLost) throw new Error('lost')
      const done = await run()
      isLost = name === operation
      if (isLost) throw new Error('lost')
      return done
    }
    return { blobs: inTurns(env.BLOBS, turn) }
  }
  for (const operation of ['get', 'put', 'list', 'delete']) {
    await sweep(losing(operation))
    expect(await phones()).toHaveLength(4)
  }
  await sweep()
  expect(await phones()).toEqual([ANN, ANN])
  await putBack(copy)
  expect(await phones()).toEqual([undefined, undefined, undefined, undefined])
}, 60_000)

test('the keys of a list are no more than its parts, are left alone by a new root key, and go with its last row', async () => {
  const { id: tenantId } = await aTenant()
  const ctx = ctxAt(NOW, 'global', tenantId)
  const phones = Array.from({ length: 600 }, (_, nth) => `+1212555${1_000 + nth}`)
  const campaign = await aList(ctx, phones)
  const deps = sweepDeps(NOW)
  const keys = () => objectsBelow(`keys/${tenantId}/grp_`)
  expect(await keys()).toHaveLength(3)
  // The same people again, and one more: of those who were there nothing is sealed a second time.
  await add(ctx, campaign, [...phones, '+12125550100'])
  expect(await keys()).toHaveLength(4)
  await add(ctx, campaign, phones)
  expect(await keys()).toHaveLength(4)
  expect(new Set(await phonesIn(ctx, campaign))).toEqual(new Set([...phones, '+12125550100']))
  const lists = TENANT_SEALED.find(({ name }) => name === 'campaign_members')!
  expect(await resealColumn(ctx, lists)).toEqual({ resealed: 0, closed: 0 })

  await env.DB.prepare(
    'UPDATE campaign_members SET expires_at_ms = 1 WHERE key_group IN (SELECT max(key_group) FROM campaign_members)',
  ).run()
  await sweepRetention({ ...deps, regions: deps.regions.slice(0, 1) })
  expect(await keys()).toHaveLength(3)
  await env.DB.prepare('UPDATE campaign_members SET expires_at_ms = 1').run()
  const asked: string[] = []
  const blobs = inTurns(env.BLOBS, (run, name) => {
    asked.push(name)
    return run()
  })
  await sweepRetention({ ...deps, regions: [{ ...deps.regions[0]!, blobs }] })
  expect(await membersOf(ctx, campaign)).toEqual([])
  expect(await keys()).toEqual([])
  // A part that goes as a whole costs its keys, and no more.
  expect(new Set(asked)).toEqual(new Set(['delete']))
}, 60_000)
