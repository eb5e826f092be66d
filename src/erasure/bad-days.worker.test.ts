import fc from 'fast-check'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant, type TestTenant } from '../../test/api-client.ts'
import { anErasablePerson, SAID } from '../../test/builders/erasable.ts'
import { storeTrouble } from '../../test/store-trouble.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import { anItem, text } from '../../test/received-thread.ts'
import type { Ctx } from '../context.ts'
import { err, ok } from '../kernel/result.ts'
import { newId } from '../kernel/ids.ts'
import { resolvePerson } from '../people/resolve.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import { holds } from '../records/holds/table.ts'
import { sweepCarrierDeletions } from '../sweeps/carrier-deletions.ts'
import { sweepErasures } from '../sweeps/erasures.ts'
import { nowhere } from '../messages/nowhere.ts'
import { aCarrier } from '../../test/played-carrier.ts'
import { beginErasure } from './begin-erasure.ts'
import { findErasure } from './find-erasure.ts'
import { signedText, type Receipt } from './receipt.ts'
import { erased } from './rows-of.ts'
import { countAll } from './survey.ts'
import { verifyErasure } from './verify-erasure.ts'
import { workErasure } from './work-erasure.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const NOW = Date.parse('2026-11-24T17:00:00Z')
const PHONE = '+12125550142'

const rows = async (sql: string) => (await env.DB.prepare(sql).all<Record<string, unknown>>()).results
const objectsBelow = async (prefix: string) => (await env.BLOBS.list({ prefix })).objects.map(({ key }) => key)
const at = (ctx: Ctx, nowMs: number): Ctx => ({ ...ctx, nowMs })
const kept = new Set<string>(erased.filter(({ erase }) => erase.does === 'keep').map(({ name }) => name))

/** The kinds of data of which there is something that names one of `names`, but for what is to stay as it is. */
const linkedTo = async (ctx: Ctx, ...names: readonly string[]): Promise<readonly string[]> =>
  (await countAll(ctx, names)).flatMap(({ category, rows: many }) =>
    many > 0 && !kept.has(category) ? [category] : [],
  )

/** What an object says no with: awaited here, as nobody but the test waits for it. */
async function noOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
    return 'done'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const ctxOf = ({ id }: TestTenant, nowMs = NOW): Ctx => ctxAt(nowMs, 'global', id)

async function begun(ctx: Ctx, personId: string): Promise<string> {
  const wish = { personId, reason: 'x', requestId: null, startsAtMs: ctx.nowMs }
  return (await beginErasure(ctx, wish)).erasureId
}

const rowOf = async (ctx: Ctx, erasureId: string) => {
  const row = await findErasure(ctx, erasureId)
  if (row === undefined) throw new Error('no erasure')
  return row
}

/** Works until it is done, as the sweep does: some minutes later each time. */
async function untilDone(ctx: Ctx, erasureId: string): Promise<void> {
  for (let go = 1; go <= 5; go += 1) {
    await workErasure(at(ctx, ctx.nowMs + go * 11 * MINUTE_MS), erasureId)
    if ((await rowOf(ctx, erasureId)).receipt !== null) return
  }
  throw new Error('never done')
}

test('wherever a store fails, before or after it has written, the next one finishes: nothing is left and it is told once', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const first = await anErasablePerson(ctx, '+12125550100')
  const calm = storeTrouble(() => false)
  await workErasure(ctx, await begun(ctx, first.personId))
  calm.end()
  const operations = calm.seen()
  let people = 100
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: operations }), fc.boolean(), async (failing, after) => {
      people += 1
      const { personId, blobKeys } = await anErasablePerson(ctx, `+12125550${people}`)
      const erasureId = await begun(ctx, personId)
      const trouble = storeTrouble((operation) => operation === failing, { after })
      await workErasure(ctx, erasureId).catch(() => null)
      trouble.end()
      await untilDone(ctx, erasureId)
      expect(await objectsBelow(`keys/${ctx.tenantId}/${personId}`)).toEqual([])
      for (const key of blobKeys) expect(await env.BLOBS.head(key)).toBeNull()
      expect(await linkedTo(ctx, personId)).toEqual([])
      const { receipt, signature } = await rowOf(ctx, erasureId)
      const signed = JSON.parse(receipt ?? '') as Receipt
      expect(await ctx.vault.verify(signedText(signed), signature ?? '')).toBe(true)
      // The key was there when it was looked for, whatever broke off later.
      expect(signed.stores).toHaveLength(1)
      const told = await rows(
        `SELECT count(*) AS n FROM events WHERE body LIKE '%${erasureId}%' AND type = 'person.erased'`,
      )
      const noted = await rows(
        `SELECT count(*) AS n FROM audit_entries WHERE subject = '${erasureId}' AND action = 'person.erased'`,
      )
      expect([told, noted]).toEqual([[{ n: 1 }], [{ n: 1 }]])
    }),
    { numRuns: 12 },
  )
}, 120_000)

test('while somebody is at it nobody else begins, and who dies at it is taken over', async () => {
  const ctx = ctxOf(await aTenant())
  const { personId } = await resolvePerson(ctx, { phone: PHONE })
  const erasureId = await begun(ctx, personId)
  const both = await Promise.all([workErasure(ctx, erasureId), workErasure(ctx, erasureId)])
  expect(both.filter((status) => status !== null)).toEqual(['completed'])
  await env.DB.prepare("UPDATE erasures SET status = 'working', next_attempt_at_ms = ?")
    .bind(NOW + 2 * MINUTE_MS)
    .run()
  expect(await workErasure(at(ctx, NOW + MINUTE_MS), erasureId)).toBeNull()
  expect(await workErasure(at(ctx, NOW + 2 * MINUTE_MS), erasureId)).toBe('completed')
})

async function aHold(
  ctx: Ctx,
  personId: string,
  categories: readonly string[] | null,
  endsAtMs: number,
): Promise<string> {
  const id = newId('hold', ctx.nowMs)
  await ctx.db.insert(holds).values({
    id,
    tenantId: ctx.tenantId,
    livemode: true,
    personId,
    categories,
    basis: 'litigation',
    sealedReason: '',
    placedBy: 'operator',
    startsAtMs: ctx.nowMs,
    endsAtMs,
    createdAtMs: ctx.nowMs,
    expiresAtMs: endsAtMs + 2190 * DAY_MS,
  })
  return id
}

test('what is held stays whole, what is not goes, and within a day of its end everything does', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const all = await anErasablePerson(ctx, PHONE)
  await aHold(ctx, all.personId, null, NOW + 3 * DAY_MS)
  const whole = await begun(ctx, all.personId)
  expect(await workErasure(ctx, whole)).toBe('held')
  expect(await objectsBelow(`keys/${ctx.tenantId}/${all.personId}`)).toHaveLength(1)
  for (const key of all.blobKeys) expect(await env.BLOBS.head(key)).not.toBeNull()

  const some = await anErasablePerson(ctx, '+12125550143')
  await aHold(ctx, some.personId, ['recordings'], NOW + 3 * DAY_MS)
  const partly = await begun(ctx, some.personId)
  expect(await workErasure(ctx, partly)).toBe('held')
  const left = await linkedTo(ctx, some.personId)
  expect(left).toContain('recordings')
  expect(left).not.toContain('tasks')
  expect(await objectsBelow(`recordings/${ctx.tenantId}/${some.personId}`)).toHaveLength(1)
  expect(await objectsBelow(`transcripts/${ctx.tenantId}/${some.personId}`)).toEqual([])

  for (let nowMs = NOW + 3 * DAY_MS; nowMs <= NOW + 4 * DAY_MS; nowMs += 6 * HOUR_MS) {
    const deps = sweepDeps(nowMs)
    await sweepErasures(deps, deps.regions[0]!)
  }
  for (const { personId, erasureId } of [
    { ...all, erasureId: whole },
    { ...some, erasureId: partly },
  ]) {
    expect(await objectsBelow(`keys/${ctx.tenantId}/${personId}`)).toEqual([])
    expect((await rowOf(ctx, erasureId)).receipt).not.toBeNull()
    expect(await linkedTo(ctx, personId)).toEqual([])
  }
}, 60_000)

test('a vendor that refuses for thirteen days is asked until it deletes, and one that never does is told of', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const { personId } = await anErasablePerson(ctx, PHONE)
  const erasureId = await begun(ctx, personId)
  expect(await workErasure(ctx, erasureId)).toBe('vendors')
  const asked: string[] = []
  const refused = { code: '20009', retryable: true, retryAfterMs: null }
  let isReady = false
  const line: MessagingApi = {
    ...nowhere,
    async deleteMessage(id) {
      asked.push(id)
      return isReady ? ok(undefined) : err(refused)
    },
  }
  const sweepAt = async (nowMs: number): Promise<void> => {
    // Calls and recordings go at once.
    const deps = { ...sweepDeps(nowMs, aCarrier()), lineFor: async () => line }
    await sweepCarrierDeletions(deps, deps.regions[0]!)
    await sweepErasures(deps, deps.regions[0]!)
  }
  const vendorsIn = async () => (JSON.parse((await rowOf(ctx, erasureId)).receipt ?? '') as Receipt).vendors
  for (let day = 0; day < 13; day += 1) {
    await sweepAt(NOW + day * DAY_MS + HOUR_MS)
    expect((await rowOf(ctx, erasureId)).status).toBe('vendors')
    expect((await verifyErasure(at(ctx, NOW + day * DAY_MS), await rowOf(ctx, erasureId))).status).toBe('pending')
  }
  expect(asked.length).toBeGreaterThanOrEqual(13)
  const pending = (await vendorsIn()).find(({ status }) => status === 'pending')
  expect(pending).toMatchObject({ name: 'twilio', kind: 'message', count: 1, retry_until: expect.any(String) })

  isReady = true
  await sweepAt(NOW + 13 * DAY_MS + HOUR_MS)
  await sweepAt(NOW + 13 * DAY_MS + 3 * HOUR_MS)
  expect((await rowOf(ctx, erasureId)).status).toBe('completed')
  expect((await vendorsIn()).map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
    'call deleted',
    'message deleted',
    'recording deleted',
  ])
  expect((await verifyErasure(at(ctx, NOW + 14 * DAY_MS), await rowOf(ctx, erasureId))).status).toBe('ok')

  isReady = false
  const other = await begun(ctx, (await anErasablePerson(ctx, '+12125550143')).personId)
  await workErasure(ctx, other)
  for (let day = 0; day <= 16; day += 1) await sweepAt(NOW + day * DAY_MS + HOUR_MS)
  expect((await rowOf(ctx, other)).status).toBe('failed')
  expect((await verifyErasure(at(ctx, NOW + 17 * DAY_MS), await rowOf(ctx, other))).status).toBe('failed')
}, 60_000)

test('what was about to be said to them is not said, and what they write meanwhile is a new person’s', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant, Date.now())
  const { personId } = await resolvePerson(ctx, { phone: PHONE })
  const pins = { tenantId: ctx.tenantId, region: 'global' as const, livemode: true, personId }
  const thread = ctx.objects.thread(personId)
  const sender = { phone: PHONE, userId: null, name: 'Ann Lee', username: null }
  await thread.receive(pins, [anItem(text(SAID), { sender })])
  const wanted = {
    channel: 'whatsapp' as const,
    provider: 'whatsapp',
    line: '100000000000001',
    to: { phone: PHONE, userId: null },
    content: { type: 'text' as const, text: SAID },
    author: 'staff' as const,
  }
  await thread.send(pins, wanted)
  await workErasure(ctx, await begun(ctx, personId))
  expect(await noOf(thread.receive(pins, [anItem(text('late'), { sender })]))).toMatch(/erased/)
  expect(await noOf(thread.send(pins, wanted))).toMatch(/erased/)
  expect(await thread.whatStands()).toEqual({ stops: [], former: [] })
  const after = await resolvePerson(at(ctx, Date.now()), { phone: PHONE })
  expect(after.personId).not.toBe(personId)
  expect(after.returning).toBe(false)
  await ctx.objects
    .thread(after.personId)
    .receive({ ...pins, personId: after.personId }, [anItem(text('hello'), { sender })])
})
