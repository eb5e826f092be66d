import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'

const PHONE = '+12125550142'

/** A zone in which it is about noon now, and one in which it is about three in the morning. */
const zoneAt = (hour: number): string => {
  const utc = new Date().getUTCHours()
  const east = ((hour - utc + 36) % 24) - 12
  return east === 0 ? 'Etc/UTC' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`
}

let tenant: TestTenant
let agentId: string
beforeEach(async () => {
  tenant = await aTenant()
  const made = await ask(tenant.testKey, '/agents', { body: { template: 'dental-clinic' } })
  agentId = made.json.id
  await ask(tenant.testKey, `/agents/${agentId}/publish`, { method: 'POST' })
})

const agree = (timeZone: string, key = tenant.testKey) =>
  ask(key, '/consents', {
    body: {
      phone: PHONE,
      level: 'express',
      purposes: ['appointment_reminder'],
      channels: ['voice'],
      text: 'You may remind me of my appointments by phone.',
      source: 'web_form',
      captured_at: new Date().toISOString(),
      time_zone: timeZone,
    },
  })

const call = (more: Readonly<Record<string, unknown>> = {}, headers = {}) =>
  ask(tenant.testKey, '/calls', {
    body: { to: '(212) 555-0142', purpose: 'reminder', agent_id: agentId, ...more },
    headers,
  })

test('a call is taken, and can be looked up at once with what it is for', async () => {
  await agree(zoneAt(12))
  const taken = await call()
  expect(taken).toMatchObject({ status: 201, json: { object: 'call', status: 'ringing', livemode: false } })
  const { json } = await ask(tenant.testKey, `/calls/${taken.json.id}`)
  expect(json).toMatchObject({
    direction: 'outbound',
    purpose: 'appointment_reminder',
    to: PHONE,
    answered_by: null,
    campaign_id: null,
    carrier_call_id: null,
  })
  // What a test key calls rings nobody, and nobody answers.
  const over = await vi.waitUntil(
    async () => {
      const { json: now } = await ask(tenant.testKey, `/calls/${taken.json.id}`)
      return now.status === 'ringing' ? null : now
    },
    { timeout: 90_000, interval: 50 },
  )
  expect(over).toMatchObject({ status: 'no_answer', ended_by: 'carrier', end_reason: 'no_answer' })
  expect((await ask(tenant.testKey, `/calls/${taken.json.id}/cancel`, { method: 'POST' })).status).toBe(409)
})

test('a call wanted again with the same key is the same call', async () => {
  await agree(zoneAt(12))
  const headers = { 'idempotency-key': 'reminder-1' }
  const [one, two] = [await call({}, headers), await call({}, headers)]
  expect(two.json.id).toBe(one.json.id)
  const { json } = await ask(tenant.testKey, '/calls')
  expect(json.data).toHaveLength(1)
})

test('without consent nobody is called, and the rules that say so are named', async () => {
  const refused = await call()
  expect(refused).toMatchObject({ status: 403, json: { code: 'no_consent' } })
  expect(refused.json.rule_ids.length).toBeGreaterThan(0)
})

test('at night it is refused with when it may be asked again, or waits for that and can be taken back', async () => {
  await agree(zoneAt(3))
  const refused = await call()
  expect(refused).toMatchObject({ status: 403, json: { code: 'quiet_hours' } })
  const waits = await call({ when_closed: 'wait' })
  expect(waits.status).toBe(201)
  expect(waits.json.starts_at).toBe(refused.json.next_allowed_at)
  expect(Date.parse(waits.json.starts_at)).toBeGreaterThan(Date.now())
  const cancelled = await ask(tenant.testKey, `/calls/${waits.json.id}/cancel`, { method: 'POST' })
  expect(cancelled.status).toBe(200)
  await vi.waitUntil(async () => (await ask(tenant.testKey, `/calls/${waits.json.id}`)).json.status === 'canceled', {
    timeout: 90_000,
    interval: 50,
  })
})

test('whoever asked to be left alone is not made known by being called', async () => {
  await ask(tenant.testKey, '/suppressions', { body: { phone: PHONE, reason: 'asked' } })
  expect(await call()).toMatchObject({ status: 403, json: { code: 'suppressed' } })
  const row = await env.DB.prepare('SELECT count(*) AS many FROM people WHERE tenant_id = ?')
    .bind(tenant.id)
    .first<{ many: number }>()
  expect(row?.many).toBe(0)
})

test.each([
  ['nobody’s number', { to: 'the front desk' }, '/to'],
  ['a purpose that is none', { purpose: 'gossip' }, '/purpose'],
  ['an agent that is not there', { agent_id: 'agt_0000000000000000000000000a' }, '/agent_id'],
  ['a number that is not theirs', { from: '+12125550199' }, '/from'],
  ['a booking that is not there', { about: { booking_id: 'bkg_0000000000000000000000000a' } }, '/about/booking_id'],
])('%s is told of by its field', async (_, wrong, pointer) => {
  const { status, json } = await call(wrong)
  expect(status).toBe(422)
  expect(json.errors[0].pointer).toBe(pointer)
})

test('a business without a number calls nobody, and an agent that was never published talks to nobody', async () => {
  const made = await ask(tenant.key, '/agents', { body: { template: 'dental-clinic' } })
  const asked = { to: PHONE, purpose: 'service', agent_id: made.json.id }
  const { status, json } = await ask(tenant.key, '/calls', { body: asked })
  expect(status).toBe(422)
  expect(json.errors[0]).toMatchObject({ pointer: '/from', code: 'no_number' })
  await ask(tenant.key, '/numbers', { body: { phone_number: '+12125550111' } })
  const again = await ask(tenant.key, '/calls', { body: asked })
  expect(again.json.errors[0]).toMatchObject({ pointer: '/agent_id', code: 'not_published' })
})

test('nobody is made known by being refused or asked about, and what was decided is on record', async () => {
  const { testKey } = tenant
  expect((await call()).json.code).toBe('no_consent')
  const written = { to: '+12125550148', channel: 'sms', text: 'Ten percent off!', purpose: 'marketing' }
  await ask(testKey, '/messages', { body: written })
  const asked = { to: '+12125550149', channel: 'sms', purpose: 'marketing' }
  expect((await ask(testKey, '/contact_decisions', { body: asked })).json).toMatchObject({
    allowed: false,
    code: 'no_consent',
    person_id: null,
  })
  for (const table of ['people', 'person_identities', 'threads'])
    expect([table, await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first()]).toEqual([table, { n: 0 }])
  const { results } = await env.DB.prepare(
    'SELECT channel, person_id, identity_token IS NOT NULL AS named FROM contact_decisions ORDER BY id',
  ).all()
  expect(results).toEqual(['voice', 'sms', 'sms'].map((channel) => ({ channel, person_id: null, named: 1 })))
})
