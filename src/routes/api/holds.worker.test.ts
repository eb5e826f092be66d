import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aKey, ask, aTenant } from '../../../test/api-client.ts'

const ENDS_AT = '2035-06-30'
const ORDER = { basis: 'litigation', reason: 'Keep what concerns Ann Lee.', ends_at: ENDS_AT }

test('a hold is placed, shown, asked to be released by one key, and released by another', async () => {
  const tenant = await aTenant({ privacy_contact: 'rights@example.org' })
  const second = await aKey(tenant, ['holds:write', 'holds:read'])
  const { status, json } = await ask(tenant.key, '/holds', { body: { ...ORDER, categories: ['calls'] } })
  expect(status).toBe(201)
  expect(json).toMatchObject({ status: 'standing', reason: ORDER.reason, categories: ['calls'], person_id: null })
  const stored = JSON.stringify(await env.DB.prepare('SELECT * FROM holds').all())
  expect(stored).not.toContain('Ann Lee')

  const release = (key: string) => ask(key, `/holds/${json.id}/release`, { body: {} })
  expect((await release(tenant.key)).json.status).toBe('release_asked')
  expect((await release(tenant.key)).json.status).toBe('release_asked')
  const released = await release(second.key)
  expect(released.json).toMatchObject({ status: 'released', released_by: `api_key:${second.id}` })
  // Who made the second key does it unseen by nobody.
  const told = "SELECT once_key FROM outgoing_mails WHERE tenant_id = ? AND kind = 'business_notice' ORDER BY once_key"
  const { results } = await env.DB.prepare(told).bind(tenant.id).all()
  expect(results.map(({ once_key }) => once_key)).toEqual([`${json.id}:release:asked`, `${json.id}:release:released`])
  expect((await ask(tenant.key, '/holds')).json.data).toHaveLength(1)
  const audit = (await ask(tenant.key, '/audit')).json.data.map((entry: { action: string }) => entry.action)
  expect(audit).toEqual(expect.arrayContaining(['hold.placed', 'hold.released']))
})

test('a hold has an end, a reason, a person who is there, and is no matter of a test', async () => {
  const { key, testKey } = await aTenant()
  const pointerOf = async (body: object) => (await ask(key, '/holds', { body })).json.errors?.[0].pointer
  expect(await pointerOf({ ...ORDER, ends_at: '2020-01-01' })).toBe('/ends_at')
  expect(await pointerOf({ ...ORDER, ends_at: undefined })).toBe('/ends_at')
  expect(await pointerOf({ ...ORDER, reason: ' ' })).toBe('/reason')
  expect(await pointerOf({ ...ORDER, person_id: 'per_nobody' })).toBe('/person_id')
  expect(await pointerOf({ ...ORDER, categories: ['secrets'] })).toMatch(/^\/categories/)
  expect((await ask(testKey, '/holds', { body: ORDER })).status).toBe(403)
})
