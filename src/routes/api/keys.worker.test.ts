import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { aKey, ask, aTenant, OPERATOR_KEY } from '../../../test/api-client.ts'
import { migrateOtherRegions } from '../../../test/migrate.ts'

beforeEach(migrateOtherRegions)

test('a new business gets one live and one test key, shown once', async () => {
  const made = await ask(OPERATOR_KEY, '/tenants', { body: { name: 'Bright Smile Dental', region: 'eu' } })
  expect(made.status).toBe(201)
  expect(made.json).toMatchObject({
    object: 'tenant',
    slug: 'bright-smile-dental',
    region: 'eu',
    status: 'active',
    vertical: 'general',
  })
  const [live, test] = made.json.keys
  expect(live.key).toMatch(/^ck_live_[0-9A-Za-z]{36}$/)
  expect(test.key).toMatch(/^ck_test_[0-9A-Za-z]{36}$/)

  expect((await ask(live.key, '/policies/acceptances', { body: { version: '2026-04-08', of_age: true } })).status).toBe(
    201,
  )
  const listed = await ask(live.key, '/keys')
  expect(listed.json.data).toHaveLength(2)
  expect(JSON.stringify(listed.json)).not.toContain(live.key)
  const { results } = await env.DB.prepare('SELECT * FROM api_keys').all()
  expect(JSON.stringify(results)).not.toContain(live.key.slice(10, 40))
})

test('a second business of the same name gets a slug of its own, and a taken slug is refused', async () => {
  const first = await aTenant()
  const second = await aTenant()
  expect(second.slug).not.toBe(first.slug)
  expect(second.slug).toMatch(/^bright-smile-dental-[0-9a-z]{6}$/)
  const third = await ask(OPERATOR_KEY, '/tenants', { body: { name: 'Another', slug: first.slug } })
  expect(third.status).toBe(409)
})

test('businesses of one name that come at once get a slug each; of those that ask for one slug one gets it', async () => {
  const made = await Promise.all(Array.from({ length: 6 }, () => aTenant({ name: 'Salon' })))
  expect(new Set(made.map(({ slug }) => slug)).size).toBe(6)
  const create = () => ask(OPERATOR_KEY, '/tenants', { body: { name: 'Salon', slug: 'the-salon' } })
  const answers = await Promise.all([create(), create(), create()])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
  expect((await ask(OPERATOR_KEY, '/tenants', { body: { name: '美容院' } })).json.slug).toMatch(
    /^business-[0-9a-z]{6}$/,
  )
})

test('a region cannot be changed', async () => {
  const tenant = await aTenant({ region: 'us' })
  const refused = await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'PATCH', body: { region: 'eu' } })
  expect(refused.status).toBe(422)
  expect(refused.json).toMatchObject({ code: 'immutable', errors: [{ pointer: '/region', code: 'immutable' }] })
  const same = await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, {
    method: 'PATCH',
    body: { region: 'us', name: 'Renamed' },
  })
  expect(same.json).toMatchObject({ name: 'Renamed', region: 'us' })
})

test('a revoked key is dead with the next request', async () => {
  const tenant = await aTenant()
  const { id, key } = await aKey(tenant, ['read'])
  expect((await ask(key, '/keys')).status).toBe(200)
  const revoked = await ask(tenant.key, `/keys/${id}`, { method: 'DELETE' })
  expect(revoked.json.revoked_at).toBeTypeOf('string')
  const refused = await ask(key, '/keys')
  expect(refused.status).toBe(401)
  expect(refused.json.code).toBe('unauthenticated')

  const again = await ask(tenant.key, `/keys/${id}`, { method: 'DELETE' })
  expect(again.json.revoked_at).toBe(revoked.json.revoked_at)
})

test('an expired key is refused, and no key can be made that has expired already', async () => {
  const tenant = await aTenant()
  const { id, key } = await aKey(tenant, ['read'], { expires_at: new Date(Date.now() + 60_000).toISOString() })
  expect((await ask(key, '/keys')).status).toBe(200)
  await env.DB.prepare('UPDATE api_keys SET expires_at_ms = 1 WHERE id = ?').bind(id).run()
  expect((await ask(key, '/keys')).status).toBe(401)

  const past = await ask(tenant.key, '/keys', { body: { name: 'Old', scopes: ['read'], expires_at: '2020-01-01' } })
  expect(past.json.errors).toEqual([{ pointer: '/expires_at', code: 'past', detail: expect.any(String) }])
})

test('a key cannot make one that can do more than itself', async () => {
  const tenant = await aTenant()
  const { key } = await aKey(tenant, ['keys:write', 'bookings:*'])
  const attempt = (scopes: string[]) => ask(key, '/keys', { body: { name: 'More', scopes } })
  for (const scope of ['*', 'read', 'write', 'calls:read', 'calls:*', 'keys:*', 'keys:erase']) {
    expect((await attempt([scope])).status, scope).toBe(403)
  }
  for (const scope of ['bookings:read', 'bookings:*', 'keys:write'])
    expect((await attempt([scope])).status, scope).toBe(201)
})

test('a test key makes and sees only test keys', async () => {
  const tenant = await aTenant()
  const made = await ask(tenant.testKey, '/keys', { body: { name: 'Mine', scopes: ['read'] } })
  expect(made.json.livemode).toBe(false)
  expect(made.json.key).toMatch(/^ck_test_/)
  expect(
    (await ask(tenant.testKey, '/keys', { body: { name: 'Live', scopes: ['read'], livemode: true } })).status,
  ).toBe(403)

  const { id: liveId } = await aKey(tenant, ['read'])
  const seen = await ask(tenant.testKey, '/keys')
  expect(seen.json.data.every(({ livemode }: { livemode: boolean }) => !livemode)).toBe(true)
  expect((await ask(tenant.testKey, `/keys/${liveId}`)).status).toBe(404)
  expect((await ask(tenant.testKey, `/keys/${liveId}`, { method: 'DELETE' })).status).toBe(404)
  expect((await ask(tenant.key, `/keys/${made.json.id}`)).status).toBe(200)
})

test('closing a business kills its keys at once', async () => {
  const tenant = await aTenant()
  const closed = await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  expect(closed.json.status).toBe('closed')
  expect((await ask(tenant.key, '/keys')).status).toBe(403)
  expect((await ask(tenant.testKey, '/keys')).status).toBe(403)
  const { n } = (await env.DB.prepare('SELECT count(*) AS n FROM api_keys WHERE revoked_at_ms IS NULL').first()) as {
    n: number
  }
  expect(n).toBe(0)
})

test('a key knows when it was last used, to the minute', async () => {
  const tenant = await aTenant()
  const { id, key } = await aKey(tenant, ['read'])
  const before = await ask(tenant.key, `/keys/${id}`)
  expect(before.json.last_used_at).toBeNull()
  const lastUsed = async () => (await ask(tenant.key, `/keys/${id}`)).json.last_used_at
  await ask(key, '/keys')
  await vi.waitFor(async () => expect(await lastUsed()).not.toBeNull(), { timeout: 90_000 })
  const first = await lastUsed()
  expect(Date.parse(first)).toBeGreaterThan(Date.now() - 60_000)
  await ask(key, '/keys')
  expect(await lastUsed()).toBe(first)
})
