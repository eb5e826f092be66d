import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { ask, aKey, aTenant, OPERATOR_KEY, OPERATORS, type TestTenant } from '../../test/api-client.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { oneOfEach } from '../../test/one-of-each.ts'
import { mailWorld } from '../../test/mail-stand.ts'
import { inRegion } from '../context.ts'
import { mailCtx, PLATFORM_OWNER } from '../mail/mail-world.ts'
import { sweepCheckpoints } from '../sweeps/checkpoints.ts'
import { openTicket } from '../tickets/open-ticket.ts'
import { entryHash, type AuditRow } from './chain.ts'

const DAY_MS = 86_400_000

const sign = (nowMs = Date.now()): Promise<number> => sweepCheckpoints(sweepDeps(nowMs), inRegion(env, 'global'))

const verify = async ({ key }: TestTenant) => (await ask(key, '/audit/verify')).json

const entriesOf = async ({ key }: TestTenant, action: string) =>
  (await ask(key, '/audit?limit=100')).json.data.filter((entry: { action: string }) => entry.action === action)

/** Makes keys, so that there is something in the chain. */
async function grown(tenant: TestTenant, count: number): Promise<void> {
  for (let nth = 0; nth < count; nth += 1) await aKey(tenant, ['calls:read'])
}

/** Writes a chain anew from `seq` on, as somebody would who knows how it is made: every hash is right, and one entry another. */
async function writeAnew({ id }: TestTenant, seq: number): Promise<void> {
  const rows = await env.DB.prepare('SELECT * FROM audit_entries WHERE tenant_id = ? AND seq >= ? ORDER BY seq')
    .bind(id, seq)
    .all()
  let prev = String(rows.results[0]!['prev_hash'])
  for (const row of rows.results) {
    const entry: Omit<AuditRow, 'hash' | 'prevHash'> = {
      tenantId: id,
      seq: Number(row['seq']),
      livemode: row['livemode'] === 1,
      atMs: Number(row['at_ms']),
      actor: row['seq'] === seq ? 'api_key:key_another' : String(row['actor']),
      action: String(row['action']),
      subject: String(row['subject']),
      detailHash: String(row['detail_hash']),
      expiresAtMs: Number(row['expires_at_ms']),
      purpose: row['purpose'] as string | null,
    }
    const hash = await entryHash(entry, prev)
    await env.DB.prepare('UPDATE audit_entries SET actor = ?, prev_hash = ?, hash = ? WHERE tenant_id = ? AND seq = ?')
      .bind(entry.actor, prev, hash, id, entry.seq)
      .run()
    prev = hash
  }
}

test('a chain that was written anew with every hash right, or cut off, no longer meets what was signed', async () => {
  const tenant = await aTenant()
  await grown(tenant, 4)
  expect(await sign()).toBe(1)
  expect(await sign(), 'nothing new').toBe(0)
  await grown(tenant, 2)
  expect(await sign(), 'not a day later').toBe(0)
  expect(await sign(Date.now() + DAY_MS)).toBe(1)
  const checkpoints = (await ask(tenant.key, '/audit/checkpoints')).json.data
  expect(checkpoints.map(({ seq }: { seq: number }) => seq)).toEqual([6, 4])
  expect(await verify(tenant)).toMatchObject({ status: 'ok', checked: 6 })

  await writeAnew(tenant, 5)
  expect(await verify(tenant)).toMatchObject({ status: 'broken', first_bad_seq: 6 })

  const other = await aTenant()
  await grown(other, 3)
  await sign(Date.now() + 2 * DAY_MS)
  await env.DB.prepare('DELETE FROM audit_entries WHERE tenant_id = ? AND seq > 1').bind(other.id).run()
  expect(await verify(other)).toMatchObject({ status: 'broken', first_bad_seq: 2 })
  // Who takes the checkpoint along cannot sign it.
  await env.DB.prepare(
    'UPDATE audit_checkpoints SET seq = 1, hash = (SELECT hash FROM audit_entries WHERE tenant_id = ?1 AND seq = 1) WHERE tenant_id = ?1',
  )
    .bind(other.id)
    .run()
  expect(await verify(other)).toMatchObject({ status: 'broken', first_bad_seq: 1 })
})

test('what was written anew is not signed, and who deletes what was signed in the database is found out', async () => {
  const tenant = await aTenant()
  for (const days of [0, 1, 2]) {
    await grown(tenant, 2)
    expect(await sign(Date.now() + days * DAY_MS)).toBe(1)
  }
  const checkpoints = (await ask(tenant.key, '/audit/checkpoints')).json.data
  expect(checkpoints[0].signed_text.endsWith(checkpoints[1].signature)).toBe(true)
  expect(await verify(tenant)).toMatchObject({ status: 'ok', checked: 6 })
  // One is taken out from between, with its copy.
  const second = await env.DB.prepare('SELECT * FROM audit_checkpoints WHERE tenant_id = ? AND seq = 4')
    .bind(tenant.id)
    .first()
  await env.DB.prepare('DELETE FROM audit_checkpoints WHERE tenant_id = ? AND seq = 4').bind(tenant.id).run()
  const copy = `checkpoints/${tenant.id}/000000000004`
  const words = (await env.BLOBS.get(copy))!
  const [text, { customMetadata }] = [await words.text(), words]
  await env.BLOBS.delete(copy)
  expect(await verify(tenant)).toMatchObject({ status: 'broken', first_bad_seq: 6 })
  await env.BLOBS.put(copy, text, { customMetadata: customMetadata! })
  await env.DB.prepare(
    `INSERT INTO audit_checkpoints (${Object.keys(second!).join()}) VALUES (${Object.keys(second!)
      .map(() => '?')
      .join()})`,
  )
    .bind(...Object.values(second!))
    .run()
  expect(await verify(tenant)).toMatchObject({ status: 'ok' })

  await writeAnew(tenant, 5)
  await grown(tenant, 1)
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await sign(Date.now() + 4 * DAY_MS)).toBe(0)
  expect(errors.mock.calls.join()).toContain('audit.chain_broken')
  // Every row is deleted: the copies are there.
  await env.DB.prepare('DELETE FROM audit_checkpoints WHERE tenant_id = ?').bind(tenant.id).run()
  expect(await verify(tenant)).toMatchObject({ status: 'broken', first_bad_seq: 2 })
  expect(await sign(Date.now() + 5 * DAY_MS)).toBe(0)
  errors.mockRestore()
})

test('whoever reads content is noted once an hour for each object and purpose, and what is read for nothing known is not shown', async () => {
  const tenant = await aTenant()
  const objects = await oneOfEach(tenant)
  const path = `/people/${objects.get('people')}`
  const refused = await ask(tenant.key, path, { headers: { purpose: 'marketing_partner' } })
  expect(refused).toMatchObject({ status: 403, json: { code: 'purpose_refused' } })
  for (let nth = 0; nth < 3; nth += 1) expect((await ask(tenant.key, path)).status).toBe(200)
  await ask(tenant.key, path, { headers: { purpose: 'deliver' } })
  await ask(tenant.key, `/calls/${objects.get('calls')}`)
  await ask(tenant.key, `/people/${objects.get('people')!.replace(/.{4}$/, 'zzzz')}`)
  const seen = await entriesOf(tenant, 'content.viewed')
  expect(seen.map(({ subject, purpose }: Record<string, string>) => [subject, purpose])).toEqual([
    [objects.get('calls'), 'service'],
    [objects.get('people'), 'deliver'],
    [objects.get('people'), 'service'],
  ])
  expect(await verify(tenant)).toMatchObject({ status: 'ok' })
  const made = (await entriesOf(tenant, 'key.created')).map(({ subject }: { subject: string }) => subject)
  expect(made).toContain(objects.get('keys'))
})

const asSupport = (path: string, grant?: string) =>
  ask(OPERATORS['ann.lee'], path, grant === undefined ? {} : { headers: { 'support-grant': grant } })

test('support reads nothing of a business without its approval, and with it what was approved, for so long, and visibly', async () => {
  const tenant = await aTenant()
  const objects = await oneOfEach(tenant)
  const path = `/people/${objects.get('people')}`
  expect((await asSupport(path)).status).toBe(403)
  const asked = { reason: 'You reported a person shown twice.', scopes: ['people:read'], minutes: 30 }
  const requested = await ask(OPERATOR_KEY, `/tenants/${tenant.id}/support_grants`, { body: asked })
  const { id } = requested.json
  expect((await asSupport(path, id)).status, 'not approved yet').toBe(403)
  const stranger = await aTenant()
  expect((await ask(stranger.key, `/support_grants/${id}/approve`, { method: 'POST' })).status).toBe(404)
  expect((await ask(tenant.key, `/support_grants/${id}`)).json).toMatchObject({
    status: 'requested',
    reason: asked.reason,
  })

  expect((await ask(tenant.key, `/support_grants/${id}/approve`, { method: 'POST' })).json.status).toBe('approved')
  expect(await asSupport(path, id)).toMatchObject({ status: 200, json: { name: 'Ann Lee' } })
  expect((await asSupport(`/calls/${objects.get('calls')}`, id)).status, 'not what was approved').toBe(403)
  const change = { method: 'PATCH', body: { name: 'X' }, headers: { 'support-grant': id } }
  expect((await ask(OPERATOR_KEY, path, change)).status, 'support changes nothing').toBe(403)

  expect((await ask(tenant.key, '/support_grants')).json.data[0]).toMatchObject({ id, use_count: 1 })
  const [viewed] = await entriesOf(tenant, 'content.viewed')
  expect(viewed).toMatchObject({ actor: 'operator:ann.lee', purpose: 'support', subject: objects.get('people') })
  const told = await env.DB.prepare(
    "SELECT count(*) AS n FROM events WHERE tenant_id = ? AND type = 'support.accessed'",
  )
    .bind(tenant.id)
    .first()
  expect(told).toEqual({ n: 1 })

  await env.DB.prepare('UPDATE support_grants SET ends_at_ms = ? WHERE id = ?')
    .bind(Date.now() - 1, id)
    .run()
  expect((await asSupport(path, id)).status, 'over').toBe(403)
  await env.DB.prepare('UPDATE support_grants SET ends_at_ms = ? WHERE id = ?')
    .bind(Date.now() + DAY_MS, id)
    .run()
  expect((await asSupport(path, id)).status).toBe(200)
  const become = (status: string) =>
    env.DB.prepare('UPDATE tenants SET status = ? WHERE id = ?').bind(status, tenant.id).run()
  await become('closed')
  expect((await asSupport(path, id)).status, 'closed').toBe(403)
  await become('active')
  await ask(tenant.key, `/support_grants/${id}/revoke`, { method: 'POST' })
  expect((await asSupport(path, id)).status, 'revoked').toBe(403)
  expect((await ask(tenant.key, `/support_grants/${id}/approve`, { method: 'POST' })).status).toBe(409)
})

test('what operators read and change is in the platform’s chain by the name of whose key it was', async () => {
  const [ann, bo] = [OPERATORS['ann.lee'], OPERATORS['bo.ray']]
  const { json: opened } = await ask(ann, '/tenants', { body: { name: 'Salon' } })
  const who = { kind: 'support', source: 'site', from: 'kim@example.com', name: null, tenantId: null } as const
  const asked = { ...who, urgent: false, subject: 'A question', text: 'Who are you?' }
  const { ticketId } = await openTicket(mailCtx(mailWorld(Date.now()), PLATFORM_OWNER), asked)
  const path = `/tickets/${ticketId}`
  for (let nth = 0; nth < 2; nth += 1) expect((await ask(bo, path)).status).toBe(200)
  const refused = await ask(bo, path, { headers: { purpose: 'marketing_partner' } })
  expect(refused).toMatchObject({ status: 403, json: { code: 'purpose_refused' } })
  await ask(bo, `${path}/close`, { method: 'POST' })
  await ask(OPERATOR_KEY, `/tenants/${opened.id}`, { method: 'PATCH', body: { name: 'Salon Ann' } })
  await ask(ann, `/tenants/${opened.id}`, { method: 'DELETE' })

  const { data } = (await ask(ann, '/platform_audit')).json
  expect(
    data.map((each: Record<string, string>) => [each['actor'], each['action'], each['subject'], each['purpose']]),
  ).toEqual([
    ['operator:ann.lee', 'account.closed', opened.id, null],
    ['operator:bo.ray', 'ticket.closed', ticketId, null],
    ['operator:bo.ray', 'content.viewed', ticketId, 'support'],
    ['operator:ann.lee', 'account.opened', opened.id, null],
  ])
  expect((await ask(ann, '/platform_audit/verify')).json).toMatchObject({ status: 'ok', checked: 4 })
  const its = "SELECT actor, action FROM audit_entries WHERE tenant_id = ? AND action = 'account.changed'"
  const changed = await env.DB.prepare(its).bind(opened.id).all()
  expect(changed.results).toEqual([{ actor: 'operator', action: 'account.changed' }])
})
