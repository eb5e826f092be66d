import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aKey, ask, aTenant } from '../../../test/api-client.ts'
import { app } from '../../app.ts'
import { API_LIMIT_REQUESTS, API_LIMIT_SECONDS } from './rate-limit.ts'

const URL_V1 = 'http://gateway.test/v1'
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

test('every answer has a request id of its own and is not to be kept by anyone', async () => {
  const { key } = await aTenant()
  const answers = [
    await ask(key, '/account'),
    await ask(key, '/nothing'),
    await ask(null, '/account'),
    await ask(key, '/keys', { body: '{' }),
  ]
  for (const { headers, json, status } of answers) {
    expect(headers.get('request-id')).toMatch(/^req_[0-9a-z]{26}$/)
    expect(headers.get('cache-control')).toBe('no-store')
    if (status >= 400) expect(json.request_id).toBe(headers.get('request-id'))
  }
  expect(new Set(answers.map(({ headers }) => headers.get('request-id'))).size).toBe(answers.length)
})

test('a problem says what, why and where to read on', async () => {
  const { key } = await aTenant()
  const { status, headers, json } = await ask(key, '/calls/call_none')
  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(json).toEqual({
    type: 'http://gateway.test/docs#error-not_found',
    title: 'No such thing',
    status: 404,
    detail: 'There is no such call.',
    code: 'not_found',
    request_id: expect.any(String),
  })
})

test.each(['{', '', 'nul', '{"name": "Ann"', '\u0000'])('a body of %j is no JSON', async (body) => {
  const { key } = await aTenant()
  const { status, json } = await ask(key, '/people', { method: 'POST', body })
  expect(status).toBe(body === '' ? 422 : 400)
  expect(json.code).toBe(body === '' ? 'invalid' : 'bad_request')
})

test('bytes that are not UTF-8 are refused, and so is a body that is not said to be JSON', async () => {
  const { key } = await aTenant()
  const post = (body: BodyInit, type: string) =>
    exports.default.fetch(`${URL_V1}/people`, {
      method: 'POST',
      headers: { ...bearer(key), 'content-type': type },
      body,
    })
  expect((await post(new Uint8Array([0x7b, 0xff, 0x7d]), 'application/json')).status).toBe(400)
  expect((await post('name=Ann', 'application/x-www-form-urlencoded')).status).toBe(400)
  expect((await post('{"name":"Ann"}', 'text/plain')).status).toBe(400)
  expect((await post('{"name":"Ann"}', 'application/json; charset=utf-8')).status).toBe(201)
  expect((await post('{"name":"Ann"}', 'application/merge-patch+json')).status).toBe(201)
})

test('a body over the bound is refused, whether it says how long it is or not', async () => {
  const { key } = await aTenant()
  const long = JSON.stringify({ name: 'x'.repeat(257 * 1024) })
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const pour = async () => {
    for (let at = 0; at < long.length; at += 16_384)
      await writer.write(new TextEncoder().encode(long.slice(at, at + 16_384)))
  }
  const poured = pour().catch(() => 'cut off')
  const headers = { ...bearer(key), 'content-type': 'application/json' }
  const streamed = await exports.default.fetch(`${URL_V1}/people`, { method: 'POST', headers, body: readable })
  expect(streamed.status).toBe(413)
  expect((await ask(key, '/people', { body: long })).json.code).toBe('too_large')
  await poured
})

test('a body where none is taken may be empty or have no fields', async () => {
  const { key } = await aTenant()
  const { json } = await ask(key, '/numbers', { body: { phone_number: '+12125550142' } })
  expect((await ask(key, `/numbers/${json.id}/point`, { method: 'POST' })).status).toBe(200)
  expect((await ask(key, `/numbers/${json.id}/point`, { body: {} })).status).toBe(200)
  expect((await ask(key, `/numbers/${json.id}/point`, { body: { now: true } })).json.errors).toEqual([
    { pointer: '/now', code: 'unknown_field', detail: expect.any(String) },
  ])
})

test('a path that is there refuses other methods and says which it has', async () => {
  const { key } = await aTenant()
  const wrong = await ask(key, '/keys', { method: 'PUT', body: {} })
  expect(wrong.status).toBe(405)
  expect(wrong.headers.get('allow')?.split(', ').toSorted()).toEqual(['GET', 'HEAD', 'POST'])
  expect(wrong.json.code).toBe('method_not_allowed')
  const deeper = await ask(key, '/keys/key_1', { method: 'PATCH', body: {} })
  expect(deeper.headers.get('allow')?.split(', ').toSorted()).toEqual(['DELETE', 'GET', 'HEAD'])
  expect((await ask(key, '/keys/a/b/c')).status).toBe(404)
})

test('a slash at the end of a path makes no other path', async () => {
  const { key } = await aTenant()
  expect((await ask(key, '/calls/')).status).toBe(200)
  expect((await ask(key, '/resources/', { body: { name: 'Chair 1', kind: 'chair' } })).status).toBe(201)
  expect((await ask(key, '/calls/call_none/')).status).toBe(404)
})

test('HEAD is GET without its body', async () => {
  const { key } = await aTenant()
  const head = await ask(key, '/account', { method: 'HEAD' })
  expect(head).toMatchObject({ status: 200, json: '' })
  expect(head.headers.get('content-type')).toBe('application/json')
})

test('no page of another origin may read an answer', async () => {
  const { key } = await aTenant()
  const preflight = await ask(null, '/account', {
    method: 'OPTIONS',
    headers: { origin: 'https://example.com', 'access-control-request-method': 'GET' },
  })
  const answer = await ask(key, '/account', { headers: { origin: 'https://example.com' } })
  for (const { headers } of [preflight, answer])
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('deployed, plain http is refused with a valid key as without', async () => {
  const { key } = await aTenant()
  const deployed = async (scheme: string) => {
    const context = createExecutionContext()
    const request = new Request(`${scheme}://gateway.test/v1/account`, { headers: bearer(key) })
    const response = await app.fetch(request, { ...env, PLATFORM: 'cloudflare' }, context)
    await waitOnExecutionContext(context)
    return response
  }
  const refused = await deployed('http')
  expect(refused.status).toBe(403)
  expect(refused.headers.get('location')).toBeNull()
  expect((await deployed('https')).status).toBe(200)
})

test('a key that asks too often is told when to come back, and another key is not held up', async () => {
  const [busy, calm] = [await aTenant(), await aTenant()]
  const { id: keyId, key } = await aKey(busy, ['read'])
  const spend = () => Promise.all(Array.from({ length: API_LIMIT_REQUESTS }, () => env.API_LIMIT.limit({ key: keyId })))
  // Again when a new window begins between the two.
  const refused = await vi.waitFor(
    async () => {
      await spend()
      const answer = await ask(key, '/account')
      expect(answer.status).toBe(429)
      return answer
    },
    { timeout: 90_000 },
  )
  expect(refused.json.code).toBe('rate_limited')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit')).toMatch(/;r=0;t=\d+$/)
  expect(refused.headers.get('ratelimit-policy')).toBe(`"default";q=${API_LIMIT_REQUESTS};w=${API_LIMIT_SECONDS}`)
  for (const other of [calm.key, busy.key]) expect((await ask(other, '/account')).status).toBe(200)
}, 30_000)
