import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { aTenant, ask } from '../../../test/api-client.ts'
import { app } from '../../app.ts'
import { sha256Hex } from '../../kernel/digest.ts'
import { textOfPolicy } from '../../policies/policy-texts.ts'
import { migrateOtherRegions } from '../../../test/migrate.ts'

beforeEach(migrateOtherRegions)

test('the first key of a business opens nothing until the policy is accepted, and says how', async () => {
  const tenant = await aTenant({ accepts: false })
  for (const key of [tenant.key, tenant.testKey]) {
    const refused = await ask(key, '/calls')
    expect(refused).toMatchObject({ status: 403, json: { code: 'policy_not_accepted' } })
    expect(refused.json.detail).toContain('/v1/policies')
  }
  const [policy] = (await ask(tenant.key, '/policies')).json.data
  expect(policy).toMatchObject({ policy: 'misocare', version: '2026-04-08', accepted_at: null })
  expect(policy.sha256).toBe(await sha256Hex(textOfPolicy({ line: 'misocare', version: policy.version })))

  const accept = (key: string, body: object) => ask(key, '/policies/acceptances', { body: { of_age: true, ...body } })
  expect((await accept(tenant.testKey, { version: policy.version })).status).toBe(403)
  expect((await accept(tenant.key, { version: '1999-01-01' })).json.errors).toMatchObject([{ pointer: '/version' }])
  expect((await accept(tenant.key, { policy: 'carecaller', version: policy.version })).status).toBe(422)
  expect((await ask(tenant.key, '/calls')).status).toBe(403)
  const accepted = await accept(tenant.key, { policy: 'misocare', version: policy.version })
  expect(accepted).toMatchObject({ status: 201, json: { accepted_version: '2026-04-08' } })
  expect((await accept(tenant.key, { version: policy.version })).status).toBe(201)
  expect((await ask(tenant.key, '/calls')).status).toBe(200)
  expect((await ask(tenant.testKey, '/calls')).status).toBe(200)

  const { data } = (await ask(tenant.key, '/policies/acceptances')).json
  expect(data).toMatchObject([{ how: 'explicit', policy: 'misocare', sha256: policy.sha256 }])
  expect(data[0].accepted_by).toMatch(/^key_/)
  const other = await aTenant({ vertical: 'healthcare', region: 'eu' })
  expect((await ask(other.key, '/policies/acceptances')).json.data).toEqual([])
  expect((await ask(other.key, '/policies')).json.data).toMatchObject([{ policy: 'carecaller', version: '2026-03-24' }])
  const told = (await ask(tenant.key, '/audit')).json.data.map(({ action }: { action: string }) => action)
  expect(told).toContain('policy.accepted')
})

test('nobody takes an account into use who says that they are under 18, and whoever accepts is on record as being of age', async () => {
  const tenant = await aTenant({ accepts: false })
  const accept = (more: object) =>
    ask(tenant.key, '/policies/acceptances', { body: { version: '2026-04-08', ...more } })
  for (const refused of [await accept({ of_age: false }), await accept({ of_age: 17 })])
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ pointer: '/of_age' }] } })
  expect((await ask(tenant.key, '/calls')).status).toBe(403)
  expect((await accept({})).status).toBe(201)
  const chain = (await ask(tenant.key, '/audit')).json.data as readonly { action: string; subject: string }[]
  expect(chain.filter(({ action }) => action === 'account.of_age')).toHaveLength(1)
  expect((await ask(tenant.key, '/audit/verify')).json.status).toBe('ok')
})

test('the first use after a new version took effect accepts it, once, whoever uses a key at the same time', async () => {
  const tenant = await aTenant()
  await env.DB.prepare("UPDATE tenants SET policy_version = '2026-01'").run()
  const use = async () => {
    const door = createExecutionContext()
    const request = new Request('http://gateway.test/v1/calls', { headers: { authorization: `Bearer ${tenant.key}` } })
    const { status } = await app.fetch(request, env, door)
    await waitOnExecutionContext(door)
    return status
  }
  expect(await Promise.all([use(), use(), use()])).toEqual([200, 200, 200])
  expect(await use()).toBe(200)
  const { data } = (await ask(tenant.key, '/policies/acceptances')).json
  expect(data).toMatchObject([{ how: 'use', version: '2026-04-08', policy: 'misocare' }])
  expect((await ask(tenant.key, '/audit/verify')).json.status).toBe('ok')
})
