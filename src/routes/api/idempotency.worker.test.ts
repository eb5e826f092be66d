import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant, OPERATOR_KEY, type Answer } from '../../../test/api-client.ts'
import { Hono } from 'hono/tiny'
import * as z from 'zod'
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts'
import type { ApiEnv } from './api-env.ts'
import { resource } from './operation.ts'

const person = { name: 'Ann Lee', email: 'ann@example.com' }
const post = (key: string, idempotencyKey: string, body: unknown = person, path = '/people'): Promise<Answer> =>
  ask(key, path, { body, headers: { 'idempotency-key': idempotencyKey } })
const peopleCount = async (): Promise<number> =>
  (await env.DB.prepare('SELECT count(*) AS n FROM people').first<{ n: number }>())!.n

test('the same key and body are answered once, and the first answer again', async () => {
  const { key } = await aTenant()
  const first = await post(key, 'order-1')
  const again = await post(key, 'order-1')
  expect(first.status).toBe(201)
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect(again).toMatchObject({ status: 201, json: first.json })
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'))
  expect(await peopleCount()).toBe(1)
})

test('another body under the same key is refused', async () => {
  const { key } = await aTenant()
  await post(key, 'order-1')
  const other = await post(key, 'order-1', { name: 'Bo' })
  expect(other).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } })
  expect(await peopleCount()).toBe(1)
})

test('of twenty copies that arrive together one is done; the others wait or get its answer', async () => {
  const { key } = await aTenant()
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(key, 'order-1')))
  expect(await peopleCount()).toBe(1)
  const done = answers.filter(({ status }) => status === 201)
  const waiting = answers.filter(({ status }) => status === 409)
  expect(done.length + waiting.length).toBe(20)
  expect(new Set(done.map(({ json }) => json.id)).size).toBe(1)
  for (const { json, headers } of waiting) {
    expect(json.code).toBe('idempotency_in_flight')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
  expect((await post(key, 'order-1')).headers.get('idempotent-replayed')).toBe('true')
})

test('a key belongs to one business, one mode and one path', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const ids = new Set([
    (await post(one.key, 'order-1')).json.id,
    (await post(two.key, 'order-1')).json.id,
    (await post(one.testKey, 'order-1')).json.id,
  ])
  expect(ids.size).toBe(3)
  const elsewhere = await post(one.key, 'order-1', { phone: '+12125550142', reason: 'asked' }, '/suppressions')
  expect(elsewhere.status).toBe(201)
})

test('an attempt with wrong fields leaves the key free for the one that works', async () => {
  const { key } = await aTenant()
  expect((await post(key, 'order-1', { nam: 'Ann' })).status).toBe(422)
  expect((await post(key, 'order-1', { agent_id: 'agt_none', phone_number: '+12125550142' }, '/numbers')).status).toBe(
    422,
  )
  expect((await post(key, 'order-1', { phone_number: '+12125550142' }, '/numbers')).status).toBe(201)
  expect((await post(key, 'order-1')).status).toBe(201)
})

test('a final refusal is the answer to every repeat', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const number = { phone_number: '+12125550142' }
  const { json } = await post(one.key, 'a', number, '/numbers')
  expect((await post(two.key, 'b', number, '/numbers')).status).toBe(409)
  await ask(one.key, `/numbers/${json.id}`, { method: 'DELETE' })
  const again = await post(two.key, 'b', number, '/numbers')
  expect(again).toMatchObject({ status: 409, json: { code: 'number_taken' } })
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect((await post(two.key, 'c', number, '/numbers')).status).toBe(201)
})

test('keys that were made are replayed to the operator, and lie sealed meanwhile', async () => {
  const first = await post(OPERATOR_KEY, 'new-1', { name: 'Salon' }, '/tenants')
  const again = await post(OPERATOR_KEY, 'new-1', { name: 'Salon' }, '/tenants')
  expect(again.json).toEqual(first.json)
  const { key } = again.json.keys[0]
  expect((await ask(key, '/policies/acceptances', { body: { of_age: true } })).status).toBe(201)
  expect((await ask(key, '/account')).json.id).toBe(first.json.id)
  const rows = await env.DB.prepare('SELECT * FROM idempotency_keys').all()
  expect(JSON.stringify(rows.results)).not.toContain(first.json.keys[0].key)
})

test('after a day a key means nothing any more', async () => {
  const { key } = await aTenant()
  await post(key, 'order-1')
  await env.DB.prepare('UPDATE idempotency_keys SET expires_at_ms = 1').run()
  expect((await post(key, 'order-1', { name: 'Bo' })).status).toBe(201)
  expect(await peopleCount()).toBe(2)
})

test('a request whose isolate died may be made again after a minute, and only with its own body', async () => {
  const { key } = await aTenant()
  await post(key, 'order-1')
  const die = (ageMs: number) =>
    env.DB.prepare("UPDATE idempotency_keys SET status = 'in_flight', sealed_response = NULL, created_at_ms = ?")
      .bind(Date.now() - ageMs)
      .run()
  await die(50_000)
  expect((await post(key, 'order-1')).json.code).toBe('idempotency_in_flight')
  await die(70_000)
  expect((await post(key, 'order-1', { name: 'Bo' })).json.code).toBe('idempotency_key_reused')
  expect((await post(key, 'order-1')).status).toBe(201)
})

test.each(['', 'x'.repeat(256), 'sp ace', 'é'])('a key of %j is refused', async (idempotencyKey) => {
  const { key } = await aTenant()
  const latin1 = String.fromCharCode(...new TextEncoder().encode(idempotencyKey))
  expect((await post(key, latin1)).status).toBe(400)
})

test('what failed on our side, or was refused for now, is tried again; what was refused for good is not', async () => {
  const { key } = await aTenant()
  const outcomes: (RefusalCode | 'bug' | 'fine')[] = []
  let runs = 0
  const flaky = resource('people').post(
    '/',
    { summary: 'Try', scope: 'write', response: z.object({ run: z.number() }) },
    () => {
      runs += 1
      const outcome = outcomes.shift() ?? 'fine'
      if (outcome === 'bug') throw new TypeError('Ann Lee +12125550142')
      if (outcome !== 'fine') throw new Refusal(outcome, 'Not this time.')
      return { run: runs }
    },
  )
  const door = new Hono<ApiEnv>()
  door.use('*', async (c, next) => {
    c.set('nowMs', Date.now())
    c.set('requestId', 'req_test')
    await next()
  })
  door.route('/', flaky.app)
  const attempt = async (idempotencyKey: string) => {
    const context = createExecutionContext()
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey }
    const response = await door.fetch(new Request('http://gateway.test/', { method: 'POST', headers }), env, context)
    await waitOnExecutionContext(context)
    return { status: response.status, text: await response.text() }
  }

  outcomes.push('bug', 'unavailable', 'provider_failed', 'forbidden')
  for (const status of [500, 503, 502, 403, 200]) {
    const answer = await attempt('a')
    expect(answer.status).toBe(status)
    expect(answer.text).not.toMatch(/Ann|5550142|TypeError/)
  }
  expect(runs).toBe(5)
  outcomes.push('slot_taken')
  expect((await attempt('b')).status).toBe(409)
  expect((await attempt('b')).status).toBe(409)
  expect((await attempt('a')).status).toBe(200)
  expect(runs).toBe(6)
})

test('the answer to one API key is not replayed to another, which may be allowed less', async () => {
  const { key } = await aTenant()
  const body = { name: 'Everything', scopes: ['*'] }
  const full = await post(key, 'new-key', body, '/keys')
  const narrow = await ask(key, '/keys', { body: { name: 'Narrow', scopes: ['keys:write'] } })
  const replayed = await post(String(narrow.json['key']), 'new-key', body, '/keys')
  expect(full.status).toBe(201)
  expect(replayed).toMatchObject({ status: 403 })
  expect(JSON.stringify(replayed.json)).not.toContain('ck_live_')
})

test('an idempotency key made of a number is not kept in the clear with the booking', async () => {
  const { key } = await aTenant()
  const resource = await ask(key, '/resources', { body: { name: 'Dr. Patel', kind: 'person' } })
  const hours = { tz: 'UTC', weekly: { mo: [['00:00', '24:00']], tu: [['00:00', '24:00']], we: [['00:00', '24:00']] } }
  const service = await ask(key, '/services', {
    body: { name: 'Cleaning', minutes: 30, resource_ids: [resource.json.id], hours, notice_minutes: 0 },
  })
  const from = new Date().toISOString()
  const free = await ask(key, `/availability?service_id=${service.json.id}&from=${from}`)
  const startsAt = (free.json as unknown as { data: { starts_at: string }[] }).data[0]?.starts_at
  const booking = { service_id: service.json.id, starts_at: startsAt, person: { name: 'Ann Lee' } }
  expect(await post(key, 'ann-lee-2125550142', booking, '/bookings')).toMatchObject({ status: 201 })
  const { results } = await env.DB.prepare('SELECT * FROM bookings').all()
  expect(JSON.stringify(results)).not.toContain('2125550142')
})
