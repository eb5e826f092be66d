import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { aTenant, type TestTenant } from '../../test/api-client.ts'
import { recordConsent } from '../consent/record-consent.ts'
import { contextOf, type Ctx } from '../context.ts'
import { knownPerson } from '../people/known-person.ts'
import { moveRows } from '../people/merge-rows.ts'
import { auditEntries } from '../records/audit/table.ts'
import { consents } from '../records/consents/table.ts'
import { appendAudit, detailHashOf } from './append.ts'
import { sealAudit } from './seal.ts'
import { verifyAudit } from './verify.ts'

let tenant: TestTenant

beforeEach(async () => {
  tenant = await aTenant()
})

const ctxAs = (livemode = true, nowMs = Date.now()): Ctx =>
  contextOf(env, { tenantId: tenant.id, region: 'global', livemode, actor: { type: 'system', name: 'test' } }, nowMs)

async function append(ctx: Ctx, subject: string, once = false): Promise<void> {
  const entry = { action: 'consent.recorded', subject, detailHash: await detailHashOf({ subject }) } as const
  await ctx.db.batch([appendAudit(ctx, [entry], { once })])
  await sealAudit(ctx)
}

const change = (sets: string, seq: number): Promise<unknown> =>
  env.DB.prepare(`UPDATE audit_entries SET ${sets} WHERE tenant_id = ? AND seq = ?`).bind(tenant.id, seq).run()

test('however many append at once, in either mode, there is one order, no gap and a chain that holds', async () => {
  await Promise.all(Array.from({ length: 24 }, (_, nth) => append(ctxAs(nth % 3 > 0), `cns_${nth}`)))
  const { results } = await env.DB.prepare('SELECT seq, subject FROM audit_entries ORDER BY seq').all()
  expect(results.map(({ seq }) => seq)).toEqual(Array.from({ length: 24 }, (_, nth) => nth + 1))
  expect(new Set(results.map(({ subject }) => subject)).size).toBe(24)
  expect(await verifyAudit(ctxAs())).toMatchObject({ firstBadSeq: null, checked: 24, nextSeq: null })
})

test('evidence of somebody who turns out to be another still comes to its hash in the chain', async () => {
  const ctx = ctxAs()
  const given = {
    by: { phone: '+12125550142' },
    level: 'express',
    purposes: ['refill'],
    channels: ['sms'],
    text: 'You may text me.',
    textVersion: null,
    source: 'form',
    signature: 'none',
    capturedAtMs: 1_000,
    timeZone: null,
  } as const
  const { id, personId } = await recordConsent(ctx, given)
  const stays = await knownPerson(ctx, { email: 'ann@example.com' })
  await moveRows(ctx, stays, personId)
  const row = await ctx.db.select().from(consents).where(eq(consents.id, id)).get()
  const entry = await ctx.db.select().from(auditEntries).where(eq(auditEntries.subject, id)).get()
  expect(row).toMatchObject({ personId: stays })
  expect(await detailHashOf(row!)).toBe(entry!.detailHash)
  expect(await detailHashOf({ ...row, level: 'written' })).not.toBe(entry!.detailHash)
})

test('what is filed again is told once', async () => {
  await append(ctxAs(), 'dec_1', true)
  const ctx = ctxAs()
  const entry = { action: 'consent.recorded', detailHash: 'a'.repeat(64) } as const
  await ctx.db.batch([
    appendAudit(
      ctx,
      [
        { ...entry, subject: 'dec_1' },
        { ...entry, subject: 'dec_2' },
      ],
      { once: true },
    ),
  ])
  expect(await verifyAudit(ctx)).toMatchObject({ firstBadSeq: null, checked: 2 })
})

test('an entry that was altered in any column, taken out or cut off is found, at its place', async () => {
  const ctx = ctxAs()
  for (const subject of ['cns_1', 'cns_2', 'cns_3', 'cns_4', 'cns_5']) await append(ctx, subject)
  const head = (await verifyAudit(ctx)).last
  const flips = [
    "actor = 'system:tesu'",
    "action = 'consent.recordee'",
    "subject = 'cns_2'",
    'at_ms = at_ms + 1',
    'livemode = 1 - livemode',
    'expires_at_ms = expires_at_ms - 1',
    "detail_hash = '0' || substr(detail_hash, 2)",
    "prev_hash = '0' || substr(prev_hash, 2)",
    "hash = '0' || substr(hash, 2)",
    "hash = ''",
  ]
  const columns = 'seq, livemode, at_ms, actor, action, subject, detail_hash, prev_hash, hash, expires_at_ms'
  const whole = await env.DB.prepare(`SELECT ${columns} FROM audit_entries WHERE seq = 3`).first()
  for (const flip of flips) {
    await change(flip, 3)
    const changed = await env.DB.prepare(`SELECT ${columns} FROM audit_entries WHERE seq = 3`).first()
    if (JSON.stringify(changed) !== JSON.stringify(whole)) expect((await verifyAudit(ctx)).firstBadSeq, flip).toBe(3)
    for (const [name, value] of Object.entries(whole!))
      await env.DB.prepare(`UPDATE audit_entries SET ${name} = ? WHERE seq = 3`).bind(value).run()
    expect((await verifyAudit(ctx)).firstBadSeq, `${flip}, taken back`).toBe(null)
  }
  await env.DB.prepare('DELETE FROM audit_entries WHERE seq = 5').run()
  expect(await verifyAudit(ctx)).toMatchObject({ firstBadSeq: null, checked: 4 })
  expect(await verifyAudit(ctx, { known: head })).toMatchObject({ firstBadSeq: 5 })
  await env.DB.prepare('DELETE FROM audit_entries WHERE seq = 1').run()
  expect(await verifyAudit(ctx)).toMatchObject({ firstBadSeq: 1 })
})

test('entries that went when their time was over are not missed, in a business as old as that', async () => {
  const ctx = ctxAs()
  for (const subject of ['cns_1', 'cns_2', 'cns_3']) await append(ctx, subject)
  await env.DB.prepare('DELETE FROM audit_entries WHERE seq = 1').run()
  await env.DB.prepare('UPDATE tenants SET created_at_ms = 0').run()
  expect(await verifyAudit(ctx)).toMatchObject({ firstBadSeq: null, checked: 2 })
})
