import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { aKey, ask, aTenant, type Answer, type TestTenant } from '../../../test/api-client.ts'
import { oneOfEach } from '../../../test/one-of-each.ts'
import { app } from '../../app.ts'
import { newApiKey } from '../../tenants/api-key.ts'
import { openApiDocument } from '../site/openapi.ts'
import { resources } from './index.ts'

const document = openApiDocument(resources, 'http://gateway.test')

interface Route {
  readonly method: string
  readonly path: string
  readonly scope: string | undefined
  readonly body: unknown
}

const routes: Route[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path: path.replace(/^\/v1/, ''),
    scope: operation['x-scope'],
    body: operation.requestBody?.content['application/json']?.example,
  })),
)
const NOBODY = '01k5m3x8q2v7w9y0z1a2b3c4d5'

const ask1 = (key: string | null, { method, path, body }: Route, id = `call_${NOBODY}`): Promise<Answer> =>
  ask(
    key,
    path
      .replace('{id}', id)
      .replace('{category}', 'calls')
      .replace(/\{\w+\}/g, '1'),
    {
      method,
      ...(body !== undefined && { body }),
    },
  )

const nameOf = ({ method, path }: Route): string => `${method} ${path}`

test('there are operations to be tested', () => {
  expect(routes.length).toBeGreaterThan(40)
  // What no key of a business opens: everything below these, and of other resources nothing.
  const operators = routes.filter(({ scope }) => scope === undefined).map(({ path }) => path.split('/')[1])
  expect([...new Set(operators)].toSorted()).toEqual([
    'inbox',
    'incidents',
    'key_rotations',
    'legal_processes',
    'platform_audit',
    'platform_requests',
    'sweep_manifests',
    'tenants',
    'tickets',
    'vendors',
  ])
})

test('no operation answers without a key, with a mistyped one, or with one that nobody made', async () => {
  const stranger = newApiKey(true)
  const mistyped = `${stranger.slice(0, -1)}${stranger.endsWith('0') ? '1' : '0'}`
  for (const route of routes) {
    for (const key of [null, mistyped, stranger, 'ck_live_', 'x']) {
      const { status, json, headers } = await ask1(key, route)
      expect(status, `${nameOf(route)} with ${String(key)}`).toBe(401)
      expect(json).toMatchObject({ code: 'unauthenticated', status: 401, request_id: headers.get('request-id') })
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/)
    }
  }
})

test('a key with a wrong checksum is refused before any store is read', async () => {
  const read: string[] = []
  const untouchable = new Proxy(
    {},
    {
      get(_, name) {
        read.push(String(name))
        throw new Error('read')
      },
    },
  )
  const stores = Object.fromEntries(
    Object.entries(env).map(([name, binding]) => [name, typeof binding === 'string' ? binding : untouchable]),
  )
  const key = newApiKey(true)
  const mistyped = key.slice(0, -1) + (key.endsWith('z') ? 'y' : 'z')
  for (const { method, path } of routes) {
    const context = createExecutionContext()
    const headers = { authorization: `Bearer ${mistyped}` }
    const response = await app.fetch(new Request(`http://gateway.test/v1${path}`, { method, headers }), stores, context)
    await waitOnExecutionContext(context)
    expect(response.status, path).toBe(401)
  }
  expect(read).toEqual([])
})

test('no operation of a business answers a key that lacks its scope', async () => {
  const tenant = await aTenant()
  const { key } = await aKey(tenant, ['nothing:read'])
  for (const route of routes.filter(({ scope }) => scope !== undefined)) {
    const { status, json } = await ask1(key, route)
    expect(status, nameOf(route)).toBe(403)
    expect(json).toMatchObject({ code: 'forbidden', detail: expect.stringContaining(String(route.scope)) })
  }
})

test('no key of a business opens what is the operator’s', async () => {
  const tenant = await aTenant()
  for (const route of routes.filter(({ scope }) => scope === undefined)) {
    expect((await ask1(tenant.key, route, tenant.id)).status, nameOf(route)).toBe(401)
  }
})

test('one verb on one resource is enough for its operations and no others', async () => {
  const tenant = await aTenant()
  const { key } = await aKey(tenant, ['keys:read'])
  expect((await ask(key, '/keys')).status).toBe(200)
  expect((await ask(key, '/keys', { body: { name: 'x', scopes: ['keys:read'] } })).status).toBe(403)
  expect((await ask(key, '/people')).status).toBe(403)
})

/** Where objects are listed that are not listed by the first part of their path. */
const LISTED_AT: Readonly<Record<string, string>> = { carriers: '/carriers/twilio', privacy: '/privacy/requests' }

let owner: TestTenant

const without = ({ status, json }: Answer) => ({ status, body: { ...json, request_id: null } })

beforeEach(async () => {
  owner = await aTenant()
})

test('another business’s object is the same 404 as one that never was, for every operation on it', async () => {
  const objects = await oneOfEach(owner)
  const other = await aTenant()
  for (const route of routes.filter(({ path, scope }) => path.includes('{id}') && scope !== undefined)) {
    const tag = route.path.split('/')[1]!
    const theirs = objects.get(tag)
    if (theirs === undefined) continue
    const unknown = await ask1(other.key, route, theirs.replace(/.{5}$/, 'zzzzz'))
    expect(unknown.status, `${nameOf(route)}: ${JSON.stringify(unknown.json)}`).toBe(404)
    expect(without(await ask1(other.key, route, theirs)), nameOf(route)).toEqual(without(unknown))
    // The other mode of the same business is as far away. Keys alone are seen by a live key in both.
    expect(without(await ask1(owner.testKey, route, theirs)), nameOf(route)).toEqual(without(unknown))
  }
  for (const [tag, id] of objects) {
    const path = LISTED_AT[tag] ?? `/${tag}`
    expect((await ask(owner.key, `${path}/${id}`)).status, `${tag} is still there`).toBe(200)
    expect((await ask(other.key, path)).json.data.map((row: { id: string }) => row.id)).not.toContain(id)
  }
})

test('every kind of object that can be asked for by id was tried', async () => {
  const objects = await oneOfEach(owner)
  const tags = new Set(
    routes
      .filter(({ path, scope }) => path.includes('{id}') && scope !== undefined)
      .map(({ path }) => path.split('/')[1]),
  )
  expect([...tags].filter((tag) => !objects.has(tag!))).toEqual([])
})
