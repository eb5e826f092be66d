import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aKey, ask, aTenant, OPERATOR_KEY, type TestTenant } from '../../test/api-client.ts'
import { aRecording } from '../../test/kept.ts'
import { oneOfEach } from '../../test/one-of-each.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import { personKey } from '../vault/person-keys.ts'
import { completeSuccession } from '../tenants/closing/succession.ts'
import { sweepClosures } from './closures.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const NAME = 'Bright Smile Dental'

const sweepIn = (days: number) => sweepClosures(sweepDeps(Date.now() + days * DAY_MS))
const operated = async ({ id }: TestTenant) => (await ask(OPERATOR_KEY, `/tenants/${id}/closure`)).json
const objectsOf = async (tenantId: string): Promise<string[]> => {
  const { objects } = await env.BLOBS.list()
  return objects.map(({ key }) => key).filter((key) => key.includes(tenantId))
}

/** A business whose closing two keys have agreed to. */
async function closing(): Promise<{ tenant: TestTenant; second: string }> {
  const tenant = await aTenant({ privacy_contact: 'privacy@example.com' })
  const second = (await aKey(tenant, ['*'])).key
  await ask(tenant.key, '/account', { method: 'DELETE', body: { confirm: NAME } })
  await ask(second, '/account/closure/approve', { body: {} })
  return { tenant, second }
}

test('an account is closed only with its name, by a live key, and when another key agrees', async () => {
  const tenant = await aTenant()
  const second = await aKey(tenant, ['account:erase'])
  const close = (key: string, confirm: string) => ask(key, '/account', { method: 'DELETE', body: { confirm } })
  expect((await close(tenant.key, 'Another Dental')).json.errors[0].pointer).toBe('/confirm')
  expect((await close(tenant.testKey, NAME)).status).toBe(403)
  expect((await ask(second.key, '/account/closure/approve', { body: {} })).status).toBe(404)
  const asked = await close(tenant.key, NAME)
  expect([asked.status, asked.json.status, asked.json.approved_by]).toEqual([202, 'announced', null])
  expect((await close(tenant.key, NAME)).json.id).toBe(asked.json.id)
  expect((await ask(tenant.key, '/account/closure/approve', { body: {} })).status).toBe(403)
  // What nobody agreed to lapses, and the business goes on.
  await sweepIn(15)
  expect((await ask(tenant.key, '/account/closure')).json.status).toBe('cancelled')
})

test('for fourteen days it can be called off, and until then what was set up can be exported', async () => {
  const { tenant, second } = await closing()
  await ask(tenant.key, '/agents', { body: { template: 'dental-clinic' } })
  await sweepIn(13)
  const exported = (await ask(tenant.key, '/account/export')).json
  const agents = exported.categories.find((each: { category: string }) => each.category === 'agents.agents')
  expect(agents).toMatchObject({ is_whole: true, rows: [expect.objectContaining({ id: expect.any(String) })] })
  expect(JSON.stringify(exported)).not.toMatch(/sealed|"hash"/)
  expect((await ask(second, '/account/closure/cancel', { body: {} })).json.status).toBe('cancelled')
  await sweepIn(200)
  expect((await ask(tenant.key, '/account')).status).toBe(200)
})

test('after the wind-down nothing of a business is left but what has to be, and its receipt can be checked', async () => {
  const { tenant, second } = await closing()
  const ids = await oneOfEach(tenant)
  const other = await aTenant()
  await ask(other.key, '/people', { body: { name: 'Ann Lee', phone: '+12125550143' } })
  const ctx = ctxAt(Date.now(), 'global', tenant.id)
  await aRecording(ctx, 'call_x')
  await personKey(ctx.vault, ctx.blobs, tenant.id, 'per_1')
  expect((await objectsOf(tenant.id)).length).toBeGreaterThan(1)
  const { personId } = (await env.DB.prepare('SELECT id AS personId FROM people WHERE tenant_id = ?')
    .bind(tenant.id)
    .first<{ personId: string }>())!

  await env.DB.prepare("UPDATE calls SET purpose = 'marketing' WHERE tenant_id = ?").bind(tenant.id).run()
  await sweepIn(15)
  expect((await ask(second, '/account')).status).toBe(403)
  expect(await operated(tenant)).toMatchObject({ status: 'winding_down', verified: 'pending' })
  await sweepIn(104)
  expect((await objectsOf(tenant.id)).length).toBeGreaterThan(1)
  // Held: nothing goes while the hold stands.
  const held = await env.DB.prepare('SELECT id FROM holds WHERE tenant_id = ?').bind(tenant.id).first<{ id: string }>()
  await sweepIn(106)
  expect(await operated(tenant)).toMatchObject({ status: 'winding_down', waits_for_holds: [held!.id] })
  await env.DB.prepare('UPDATE holds SET released_at_ms = 1 WHERE tenant_id = ?').bind(tenant.id).run()
  await sweepIn(107)
  await sweepIn(107)

  const done = await operated(tenant)
  expect(done).toMatchObject({ status: 'completed', verified: 'ok' })
  expect(done.receipt.rows_before).toMatchObject({ people: expect.any(Number), calls: 1 })
  expect(done.receipt.kept.map((each: { category: string }) => each.category)).toEqual(
    expect.arrayContaining(['suppressions', 'audit', 'consents']),
  )
  expect(done.receipt.vendors).toContain('did not ask')
  // A call that advertised is kept as long as the law says, and nobody finds out by it whom it reached.
  expect(done.receipt.kept).toContainEqual(
    expect.objectContaining({ category: 'calls', rows: 1, basis: 'legal_obligation', keep_days: 1826 }),
  )
  const apart = 'SELECT person_id, masked_number, sealed_number FROM calls WHERE tenant_id = ?'
  expect(await env.DB.prepare(apart).bind(`closed:${done.id}`).first()).toEqual({
    person_id: null,
    masked_number: null,
    sealed_number: null,
  })
  expect((await objectsOf(tenant.id)).filter((key) => !key.startsWith('erased/'))).toEqual([])
  const mail = "SELECT count(*) AS n FROM outgoing_mails WHERE tenant_id = 'platform' AND once_key = ?"
  expect(await env.DB.prepare(mail).bind(`${done.id}:receipt`).first('n')).toBe(1)
  expect((await ask(other.key, '/people')).json.data).toHaveLength(1)
  expect((await ask(second, '/account')).status).toBe(401)

  // Opened again it has nothing of what was, and knows whom to leave alone.
  const reopened = await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { body: {} })
  const key = reopened.json.keys[0].key
  for (const [tag, id] of ids) {
    if (tag === 'suppressions' || tag === 'carriers') continue
    expect((await ask(key, `/${tag}/${id}`)).status, tag).toBe(404)
  }
  expect((await ask(key, `/people/${personId}`)).status).toBe(404)
  const may = { to: '+12125550144', channel: 'sms', purpose: 'appointment_reminder' }
  expect((await ask(key, '/contact_decisions', { body: may })).json).toMatchObject({ allowed: false })

  // A key that comes back shows.
  await personKey(ctx.vault, ctx.blobs, tenant.id, 'per_1')
  await env.DB.prepare("UPDATE tenants SET status = 'closed' WHERE id = ?").bind(tenant.id).run()
  expect(await operated(tenant)).toMatchObject({ verified: 'failed' })
}, 60_000)

test('an erasing that is cut short at any point goes on where there is still something, and nothing calls it off', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/people', { body: { name: 'Ann Lee', phone: '+12125550143' } })
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  let hours = 0
  const failing = (store: 'blobs' | 'db', method: string) => {
    hours += 2
    const deps = sweepDeps(Date.now() + 91 * DAY_MS + hours * HOUR_MS)
    const [global, ...rest] = deps.regions
    const broken = new Proxy(global![store], {
      get(real, name) {
        if (name === method) return () => Promise.reject(new Error('gone'))
        const value: unknown = Reflect.get(real, name, real)
        return typeof value === 'function' ? value.bind(real) : value
      },
    })
    return { ...deps, regions: [{ ...global!, [store]: broken }, ...rest] }
  }
  for (const [store, method] of [
    ['blobs', 'delete'],
    ['db', 'batch'],
    ['db', 'run'],
  ] as const) {
    await sweepClosures(failing(store, method))
    expect((await operated(tenant)).status, method).toBe('working')
  }
  expect((await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { body: {} })).status).toBe(409)
  await sweepIn(92)
  const done = await operated(tenant)
  expect(done).toMatchObject({ status: 'completed', verified: 'ok' })
  expect(done.receipt.rows_before).toMatchObject({ people: 1, api_keys: 2 })
})

test('closings that wait for a hold, however many, keep no other from coming to its end', async () => {
  const held: TestTenant[] = []
  for (let nth = 0; nth < 5; nth += 1) held.push(await aTenant())
  const free = await aTenant()
  for (const tenant of [...held, free]) await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  const holdOn = env.DB.prepare(
    `INSERT INTO holds (id, tenant_id, livemode, person_id, categories, basis, sealed_reason, placed_by, starts_at_ms, ends_at_ms, created_at_ms, expires_at_ms)
     VALUES (?, ?, 1, NULL, NULL, 'litigation', '', 'operator', 1, ?, 1, ?)`,
  )
  const far = Date.now() + 900 * DAY_MS
  await env.DB.batch(held.map(({ id }, nth) => holdOn.bind(`hold_${nth}`, id, far, far)))
  await sweepIn(91)
  await sweepIn(91)
  expect((await operated(free)).status).toBe('completed')
  expect((await operated(held[0]!)).waits_for_holds).toEqual(['hold_0'])
}, 60_000)

test('a business that the operator closed winds down too, and one that is opened again is not erased', async () => {
  const tenant = await aTenant()
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  expect(await operated(tenant)).toMatchObject({ status: 'winding_down', requested_by: 'operator' })
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  const { json } = await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { body: {} })
  await sweepIn(200)
  expect(await operated(tenant)).toMatchObject({ status: 'cancelled' })
  expect((await ask(json.keys[0].key, '/account')).json.name).toBe(NAME)
})

test('nobody takes a business over before the notice is over, nor when it objected', async () => {
  const tenant = await aTenant()
  const on = (days: number) => ({
    legal_name: 'Smile Group',
    privacy_contact: 'privacy@example.org',
    effective_at: new Date(Date.now() + days * DAY_MS).toISOString(),
  })
  const announce = (days: number) => ask(tenant.key, '/account/succession', { body: on(days) })
  const complete = () => ask(OPERATOR_KEY, `/tenants/${tenant.id}/succession/complete`, { body: {} })
  expect((await announce(29)).json.errors[0].pointer).toBe('/effective_at')
  expect((await complete()).status).toBe(404)
  expect((await announce(31)).json).toMatchObject({ status: 'announced', successor: { legal_name: 'Smile Group' } })
  expect((await announce(40)).status).toBe(409)
  expect((await complete()).status).toBe(409)
  expect((await ask(tenant.key, '/account/succession/object', { body: {} })).json.status).toBe('objected')
  expect((await complete()).status).toBe(404)

  await announce(31)
  const endpoint = { url: 'http://127.0.0.1:9/hooks', events: ['*'] }
  const hook = (await ask(tenant.key, '/webhook_endpoints', { body: endpoint })).json
  const wanted = { reason: 'A person is shown twice.', scopes: ['people:read'], minutes: 600 }
  const grant = (await ask(OPERATOR_KEY, `/tenants/${tenant.id}/support_grants`, { body: wanted })).json
  await ask(tenant.key, `/support_grants/${grant.id}/approve`, { method: 'POST' })
  await env.DB.prepare("UPDATE closures SET effective_at_ms = 1 WHERE status = 'announced'").run()
  // It breaks off after the keys were changed. Whoever asks again gets keys that open, and the rest is done.
  const ctx = ctxAt(Date.now(), 'global', tenant.id)
  const db = new Proxy(ctx.db, {
    get: (real, name) =>
      name === 'select'
        ? () => {
            throw new Error('gone')
          }
        : Reflect.get(real, name, real),
  })
  await expect(completeSuccession({ ...ctx, db })).rejects.toThrow('gone')
  expect((await ask(tenant.key, '/account')).status, 'revoked at once').toBe(401)
  const { status, json } = await complete()
  expect([status, json.name, json.privacy_contact]).toEqual([200, 'Smile Group', 'privacy@example.org'])
  expect((await ask(tenant.key, '/account')).status).toBe(401)
  expect((await complete()).status, 'once').toBe(404)
  const ended = env.DB.prepare(
    'SELECT w.status AS hook, w.disabled_reason, g.status AS support FROM webhook_endpoints AS w, support_grants AS g WHERE w.id = ? AND g.id = ?',
  )
  expect(await ended.bind(hook.id, grant.id).first()).toEqual({
    hook: 'disabled',
    disabled_reason: 'handed_over',
    support: 'revoked',
  })
  const open = 'SELECT count(*) AS n FROM api_keys WHERE tenant_id = ? AND revoked_at_ms IS NULL'
  expect(await env.DB.prepare(open).bind(tenant.id).first('n')).toBe(2)
  const stored = JSON.stringify(await env.DB.prepare('SELECT * FROM closures').all())
  expect(stored).not.toContain('Smile Group')
})
