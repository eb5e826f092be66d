import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../test/api-client.ts'
import { anErasablePerson } from '../../test/builders/erasable.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { verifyAudit } from '../audit/verify.ts'
import { suppress } from '../consent/suppress.ts'
import { contextOf, type Ctx } from '../context.ts'
import { mergePeople } from '../people/merge.ts'
import { resolvePerson } from '../people/resolve.ts'
import { sweepErasures } from '../sweeps/erasures.ts'
import { PersonErased, personKey } from '../vault/person-keys.ts'
import { beginErasure } from './begin-erasure.ts'
import { cancelErasure } from './cancel-erasure.ts'
import { findErasure } from './find-erasure.ts'
import { signedText, type Receipt } from './receipt.ts'
import { erased } from './rows-of.ts'
import { countAll } from './survey.ts'
import { workErasure } from './work-erasure.ts'

const PHONE = '+12125550142'
const HOUR_MS = 3_600_000
const POLL = { timeout: 90_000, interval: 50 }

const rows = async (sql: string) => (await env.DB.prepare(sql).all<Record<string, unknown>>()).results
const objectsBelow = async (prefix: string) => (await env.BLOBS.list({ prefix })).objects.map(({ key }) => key)

const ctxOf = ({ id: tenantId }: TestTenant, nowMs = Date.now()): Ctx =>
  contextOf(env, { tenantId, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } }, nowMs)

const at = (ctx: Ctx, nowMs: number): Ctx => ({ ...ctx, nowMs })
const globalStores = (nowMs: number) => sweepDeps(nowMs).regions[0]!
const sweep = (nowMs: number) => sweepErasures(sweepDeps(nowMs), globalStores(nowMs))

test('a person is erased by one request: the key at once, and soon everything, with a receipt that holds', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const { personId, token, requestId, blobKeys } = await anErasablePerson(ctx, PHONE)
  const keyed = await ask(tenant.key, '/people', {
    body: { phone: PHONE, name: 'Ann Lee' },
    headers: { 'idempotency-key': 'made-once' },
  })
  expect(keyed.json.id).toBe(personId)

  const begun = await ask(tenant.key, `/people/${personId}/erase`, {
    body: { reason: 'requested_by_person', request_id: requestId },
  })
  expect(begun.status).toBe(202)
  const erasureId = begun.json.erasure_id
  // When it has answered the key is gone, and none is made again.
  expect(await objectsBelow(`keys/${tenant.id}/${personId}/`)).toEqual([])
  await expect(personKey(ctx.vault, ctx.blobs, tenant.id, personId)).rejects.toThrow(PersonErased)
  expect(await objectsBelow(`keys/${tenant.id}/${personId}/`)).toEqual([])

  const done = await vi.waitUntil(async () => {
    const { json } = await ask(tenant.key, `/erasures/${erasureId}`)
    return json.receipt === null ? null : json
  }, POLL)

  // Nothing of theirs is left, and of what stays nothing is linked to them.
  const goes = new Set<string>(erased.filter(({ erase }) => erase.does !== 'keep').map(({ name }) => name))
  const counted = await countAll(ctx, [personId, requestId])
  const left = counted.filter(({ category, rows: many }) => goes.has(category) && many > 0)
  expect(left.map(({ category }) => category)).toEqual([])
  for (const key of blobKeys) expect(await env.BLOBS.head(key), key).toBeNull()
  for (const { name, erase } of erased.filter(({ erase: { does } }) => does === 'unlink'))
    for (const { table } of erase.rows)
      expect((await ctx.db.select().from(table)).length, `${name} keeps its row`).toBe(1)
  expect(
    await rows('SELECT resource_id, starts_at_ms > 0 AS is_taken, person_id, sealed_details FROM bookings'),
  ).toEqual([expect.objectContaining({ is_taken: 1, person_id: null, sealed_details: null })])
  expect(await rows('SELECT status, sealed_target FROM campaign_members')).toEqual([
    { status: 'cancelled', sealed_target: '' },
  ])
  expect(await objectsBelow(`keys/${tenant.id}/${requestId}/`)).toEqual([])
  expect((await ask(tenant.key, `/people/${personId}`)).status).toBe(404)

  // Who calls next is new. A stop outlives them, in whatever spelling the number comes back.
  const identity = ctx.objects.identity(token)
  expect(await identity.person()).toBeNull()

  // What was answered within a day is not said again, and not done again.
  const again = await ask(tenant.key, '/people', {
    body: { phone: PHONE, name: 'Ann Lee' },
    headers: { 'idempotency-key': 'made-once' },
  })
  expect(again.status).toBe(404)
  expect(JSON.stringify(again.json)).not.toMatch(/Ann|0142/)
  expect(await rows('SELECT id FROM people')).toEqual([])

  // The receipt is ours, complete, and names nobody but by an id that leads nowhere.
  const receipt = done.receipt as Receipt
  expect(await ctx.vault.verify(signedText(receipt), done.signature)).toBe(true)
  expect(JSON.stringify(receipt)).not.toContain(token)
  expect(receipt.stores).toEqual([
    expect.objectContaining({
      key_object: `keys/${tenant.id}/${personId}/1`,
      head: 404,
      objects_before: blobKeys.length,
    }),
  ])
  expect(receipt.stores[0]?.key_sha256_before).toMatch(/^[0-9a-f]{64}$/)
  expect(receipt.kept.map(({ category }) => category)).toEqual(
    expect.arrayContaining(['suppressions', 'consents', 'contact_decisions', 'disclosures', 'bookings']),
  )
  expect(receipt.kept.find(({ category }) => category === 'calls')).toMatchObject({
    rows: 1,
    basis: 'legal_obligation',
    until: expect.stringMatching(/^20/),
  })
  expect(await rows('SELECT purpose, person_id, masked_number, sealed_number FROM calls')).toEqual([
    { purpose: 'marketing', person_id: null, masked_number: null, sealed_number: null },
  ])
  for (const kept of receipt.kept) expect(kept.why.length).toBeGreaterThan(20)
  expect(receipt.vendors).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'twilio', kind: 'message', status: 'pending', count: 1 })]),
  )

  // It is told once, and in the chain, which holds.
  const told = await rows("SELECT body FROM events WHERE type = 'person.erased'")
  expect(told.map(({ body }) => JSON.parse(String(body)).data)).toEqual([
    expect.objectContaining({ person_id: personId, erasure_id: erasureId }),
  ])
  expect((await verifyAudit(ctx)).firstBadSeq).toBeNull()
  const checked = await ask(tenant.key, `/erasures/${erasureId}/verify`)
  expect(checked.json.status).toBe('pending')
  expect(checked.json.checks.filter(({ status }: { status: string }) => status === 'failed')).toEqual([])

  // Asked for again it is the same one. Another business never heard of either.
  const twice = await ask(tenant.key, `/people/${personId}/erase`, { body: { reason: 'requested_by_person' } })
  expect(twice.json.erasure_id).toBe(erasureId)
  const other = await aTenant({ name: 'Elsewhere' })
  expect((await ask(other.key, `/erasures/${erasureId}`)).status).toBe(404)
  expect((await ask(other.key, `/people/${personId}/erase`, { body: { reason: 'x' } })).status).toBe(404)
  expect((await ask(tenant.testKey, `/erasures/${erasureId}/verify`)).status).toBe(404)
}, 60_000)

test('a stop outlives the person, in whatever spelling their number is brought back', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const { personId } = await resolvePerson(ctx, { phone: PHONE })
  // One that stands in the ledger, and one that only the thread has heard of so far.
  await suppress(ctx, { phone: PHONE, reason: 'asked_on_call', source: 'voice' })
  await ctx.objects.thread(personId).optOut(ctx.nowMs, { scope: 'sms', endsBy: 'start_sms', atMs: ctx.nowMs })
  const { erasureId } = await beginErasure(ctx, { personId, reason: 'x', requestId: null, startsAtMs: ctx.nowMs })
  expect(await workErasure(ctx, erasureId)).toBe('completed')
  expect((await rows('SELECT DISTINCT scope FROM suppressions ORDER BY scope')).map(({ scope }) => scope)).toEqual([
    'all',
    'sms',
  ])
  const back = await ask(tenant.key, '/people', { body: { phone: '(212) 555-0142', name: 'Ann Lee' } })
  expect(back.json.id).not.toBe(personId)
  const decided = await ask(tenant.key, '/contact_decisions', {
    body: { to: '+1 212.555.0142', channel: 'sms', purpose: 'appointment_reminder' },
  })
  expect(decided.json).toMatchObject({ allowed: false })
  expect(JSON.stringify(decided.json)).toContain('suppressed')
})

test('who turned out to be another is erased with them, by either id, once', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const one = (await resolvePerson(ctx, { phone: PHONE })).personId
  const two = (await resolvePerson(at(ctx, ctx.nowMs + 5), { phone: '+12125550143' })).personId
  await ask(tenant.key, `/people/${two}`, { method: 'PATCH', body: { name: 'Ann Lee' } })
  await mergePeople(ctx, { personId: one, alsoId: two, tokens: [] })
  const wish = { reason: 'x', requestId: null, startsAtMs: ctx.nowMs }
  const first = await beginErasure(ctx, { ...wish, personId: two })
  await workErasure(ctx, first.erasureId)
  for (const personId of [one, two]) {
    expect(await objectsBelow(`keys/${tenant.id}/${personId}/`)).toEqual([])
    expect((await beginErasure(ctx, { ...wish, personId })).erasureId).toBe(first.erasureId)
    await expect(personKey(ctx.vault, ctx.blobs, tenant.id, personId)).rejects.toThrow(PersonErased)
  }
  expect(await rows("SELECT count(*) AS n FROM events WHERE type = 'person.erased'")).toEqual([{ n: 1 }])
})

test('asked for many times in the same moment it is one erasure, and one line of the audit', async () => {
  const ctx = ctxOf(await aTenant())
  const { personId } = await resolvePerson(ctx, { phone: PHONE })
  const wish = { personId, reason: 'x', requestId: null, startsAtMs: ctx.nowMs + HOUR_MS }
  const begun = await Promise.all(Array.from({ length: 12 }, () => beginErasure(ctx, wish)))
  expect(new Set(begun.map(({ erasureId }) => erasureId)).size).toBe(1)
  expect(await rows('SELECT count(*) AS n FROM erasures')).toEqual([{ n: 1 }])
  expect(await rows("SELECT count(*) AS n FROM audit_entries WHERE action = 'person.erasure_asked'")).toEqual([
    { n: 1 },
  ])
})

test('asked for by mail it waits its day, can be called off until then, and begins by itself after', async () => {
  const tenant = await aTenant()
  const ctx = ctxOf(tenant)
  const { personId } = await resolvePerson(ctx, { phone: PHONE })
  const wish = { personId, reason: 'x', requestId: null, startsAtMs: ctx.nowMs + 24 * HOUR_MS }
  const { erasureId, status } = await beginErasure(ctx, wish)
  expect(status).toBe('waiting')
  await sweep(ctx.nowMs + 24 * HOUR_MS - 1)
  expect(await objectsBelow(`keys/${tenant.id}/${personId}/`)).toHaveLength(1)
  expect(await cancelErasure(ctx, erasureId)).toBe(true)
  expect(await cancelErasure(ctx, erasureId)).toBe(false)
  await sweep(ctx.nowMs + 48 * HOUR_MS)
  expect((await findErasure(ctx, erasureId))?.status).toBe('cancelled')
  expect(await objectsBelow(`keys/${tenant.id}/${personId}/`)).toHaveLength(1)

  const second = await beginErasure(ctx, wish)
  expect(second.erasureId).not.toBe(erasureId)
  expect(await sweep(ctx.nowMs + 24 * HOUR_MS)).toBe(1)
  expect(await objectsBelow(`keys/${tenant.id}/${personId}/`)).toEqual([])
  expect((await findErasure(ctx, second.erasureId))?.status).toBe('completed')
  // It has begun: nothing can be called off any more.
  const late = await ask(tenant.key, `/erasures/${second.erasureId}/cancel`, { method: 'POST' })
  expect(late.status).toBe(409)
  const actions = (await rows('SELECT action FROM audit_entries ORDER BY seq')).map(({ action }) => action)
  expect(actions.filter((action) => String(action).startsWith('person.eras'))).toEqual([
    'person.erasure_asked',
    'person.erasure_cancelled',
    'person.erasure_asked',
    'person.erased',
  ])
})
