import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { ask, aTenant, OPERATOR_KEY, type TestTenant } from '../../../test/api-client.ts'

const PHONE = '+12125550142'
const TEXT = 'You may call and text me about my appointments.\n— “Elm Street Dental”'

let tenant: TestTenant

beforeEach(async () => {
  tenant = await aTenant()
})

const consent = (fields: Readonly<Record<string, unknown>> = {}) => ({
  phone: '(212) 555-0142',
  level: 'express',
  purposes: ['reminder', 'refill'],
  channels: ['voice', 'sms'],
  text: TEXT,
  source: 'Web form (spring)',
  captured_at: '2026-03-02T15:04:05Z',
  time_zone: 'America/New_York',
  ...fields,
})

const record = (fields?: Readonly<Record<string, unknown>>) => ask(tenant.key, '/consents', { body: consent(fields) })

const wrongOf = async (path: string, body: unknown) => {
  const { status, json } = await ask(tenant.key, path, { body })
  return [status, ...(json.errors ?? []).map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)]
}

/** Noon in New York, so that the clock allows what consent allows. */
const NOON = '2026-12-01T17:00:00Z'

const mayContact = async (to: string, fields = {}) =>
  (
    await ask(tenant.key, '/contact_decisions', {
      body: { to, channel: 'sms', purpose: 'reminder', at: NOON, ...fields },
    })
  ).json

test('a consent is kept word for word, once, with its hashes, its event and its place in the chain', async () => {
  const { status, json } = await record()
  expect(status).toBe(201)
  expect(json).toMatchObject({
    action: 'granted',
    purposes: ['appointment_reminder', 'refill'],
    text: TEXT,
    source: 'web_form_spring',
    signature: 'none',
    intact: true,
    standing: [{ purposes: ['appointment_reminder', 'refill'], channels: ['voice', 'sms'] }],
  })
  const again = await record({ phone: '001 212 555 0142', channels: ['sms', 'voice'] })
  expect(again.json.id).toBe(json.id)
  const events = await ask(tenant.key, '/events?type=consent.recorded')
  expect(events.json.data.filter(({ type }: { type: string }) => type === 'consent.recorded')).toHaveLength(1)
  const { data } = (await ask(tenant.key, `/audit?subject=${json.id}`)).json
  expect(data).toMatchObject([{ action: 'consent.recorded', seq: 1 }])
  await env.DB.prepare(`UPDATE consents SET channels = '["voice","sms","whatsapp"]'`).run()
  expect((await ask(tenant.key, `/consents/${json.id}`)).json).toMatchObject({ intact: false, text: TEXT })
})

test('what cannot be a consent is refused by its field', async () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  expect(await wrongOf('/consents', consent({ captured_at: soon }))).toEqual([422, '/captured_at in_the_future'])
  expect(await wrongOf('/consents', consent({ level: 'written', signature: 'none' }))).toEqual([
    422,
    '/signature not_signed',
  ])
  expect(await wrongOf('/consents', consent({ email: 'ann@example.com' }))).toEqual([422, '/phone one_of'])
  expect(await wrongOf('/consents', consent({ purposes: ['everything'] }))).toEqual([422, '/purposes/0 unknown_value'])
  expect((await wrongOf('/consents', consent({ time_zone: 'Nowhere/Land', text: ' ' }))).toSorted()).toEqual([
    '/text too_small',
    '/time_zone invalid',
    422,
  ])
})

test('consent decides what may be sent, from the answer on, and so does that it is taken back', async () => {
  expect(await mayContact(PHONE)).toMatchObject({
    allowed: false,
    code: 'no_consent',
    detail: 'This needs consent on record, and there is none that covers the purpose and the channel.',
  })
  const { json: given } = await record()
  expect(await mayContact(PHONE)).toMatchObject({
    allowed: true,
    zones: ['America/New_York'],
    local_times: ['2026-12-01T12:00:00-05:00'],
    agreement_id: given.id,
  })
  const part = { phone: PHONE, purposes: ['refill'], source: 'asked_at_desk' }
  expect((await ask(tenant.key, '/consents/revoke', { body: part })).status).toBe(201)
  expect(await mayContact(PHONE)).toMatchObject({ allowed: true })
  expect(await mayContact(PHONE, { purpose: 'refill' })).toMatchObject({ allowed: false, code: 'no_consent' })
  const { json: left } = await ask(tenant.key, `/consents/${given.id}/revoke`, { body: {} })
  expect(left.standing).toEqual([])
  expect(await mayContact(PHONE)).toMatchObject({ allowed: false, code: 'no_consent' })
  // An older paper that turns up later does not stand; what they agree to anew does.
  await record({ text: 'An older form.', captured_at: '2025-03-02T15:04:05Z' })
  expect(await mayContact(PHONE)).toMatchObject({ allowed: false, code: 'no_consent' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  await record({ text: 'Once more.', captured_at: new Date().toISOString() })
  expect(await mayContact(PHONE)).toMatchObject({ allowed: true })
  const decisions = (await ask(tenant.key, `/contact_decisions?person_id=${given.person_id}`)).json.data
  // The first was of somebody whom nobody knew yet.
  expect(decisions).toHaveLength(6)
  expect((await ask(tenant.key, '/contact_decisions')).json.data).toHaveLength(7)
  expect((await ask(tenant.key, '/audit/verify')).json).toMatchObject({ status: 'ok', checked: 12 })
})

test('a signature that nobody told of is not made up: a written consent stands on the word of the business', async () => {
  const { status, json } = await record({ level: 'written' })
  expect(status).toBe(201)
  expect(json).toMatchObject({ level: 'written', signature: 'none', intact: true })
  expect((await record({ level: 'written', signature: 'paper' })).json.signature).toBe('paper')
})

test('what somebody took back is not had from them by what the business signs, before or after', async () => {
  const signed = {
    level: 'express',
    purposes: ['reminder'],
    channels: ['sms'],
    text: 'We have the consent of all our patients.',
    signed_by: 'Maria Gomez, owner',
  }
  expect((await ask(tenant.key, '/attestations', { body: signed })).status).toBe(201)
  expect(await mayContact(PHONE)).toMatchObject({ allowed: true })
  await ask(tenant.key, '/consents/revoke', { body: { phone: PHONE, source: 'asked_at_desk' } })
  expect(await mayContact(PHONE)).toMatchObject({ allowed: false, code: 'no_consent' })
  await ask(tenant.key, '/attestations', { body: { ...signed, text: 'We have it once more.' } })
  expect(await mayContact(PHONE)).toMatchObject({ allowed: false, code: 'no_consent' })
  expect(await mayContact('+12125550143')).toMatchObject({ allowed: true })
})

test('what somebody agreed to for an address or another number is not agreed to for this number', async () => {
  const { json: ann } = await ask(tenant.key, '/people', { body: { phone: PHONE } })
  const { json } = await record({ phone: undefined, email: 'ann@example.com', level: 'written' })
  // As when it turns out who wrote from that address.
  await env.DB.prepare('UPDATE consents SET person_id = ? WHERE id = ?').bind(ann.id, json.id).run()
  expect(await mayContact(PHONE)).toMatchObject({ allowed: false, code: 'no_consent' })
  await record()
  expect(await mayContact(PHONE)).toMatchObject({ allowed: true })
  expect(await mayContact('+12125550143')).toMatchObject({ allowed: false, code: 'no_consent' })
})

test('a consent lifts no suppression, and nobody is given consents for the marketing of others', async () => {
  await ask(tenant.key, '/suppressions', { body: { phone: '212.555.0142', reason: 'asked' } })
  const { json } = await record()
  expect(await mayContact(PHONE)).toMatchObject({ allowed: false, code: 'suppressed' })
  for (const path of [`/consents/${json.id}`, '/consents']) {
    expect((await ask(tenant.key, `${path}?purpose=marketing_partner`)).json).toMatchObject({
      status: 403,
      code: 'purpose_refused',
      rule_ids: ['C-57'],
    })
    expect((await ask(tenant.key, `${path}?purpose=service`)).status).toBe(200)
  }
})

test('somebody known by a user id or an address alone agrees, too', async () => {
  for (const who of [{ whatsapp_user_id: 'US.13491208655302741918' }, { email: 'Ann@Example.com' }]) {
    const { status, json } = await record({ phone: undefined, ...who })
    expect(status).toBe(201)
    expect((await ask(tenant.key, `/people/${json.person_id}`)).status).toBe(200)
    const again = await record({ phone: undefined, ...who, text: 'Another text.' })
    expect(again.json.person_id).toBe(json.person_id)
  }
})

test('a business that is closed and opened again finds whoever asked to be left alone left alone', async () => {
  await ask(tenant.key, '/suppressions', { body: { phone: PHONE, reason: 'asked' } })
  expect((await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { method: 'POST' })).status).toBe(409)
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  expect((await ask(tenant.key, '/suppressions')).status).toBe(403)
  const { json } = await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { method: 'POST' })
  expect(json).toMatchObject({ id: tenant.id, status: 'active' })
  expect((await ask(tenant.key, '/suppressions')).status).toBe(401)
  tenant = { ...tenant, key: json.keys[0].key }
  expect(await mayContact('(212) 555 0142')).toMatchObject({ allowed: false, code: 'suppressed' })
  expect((await ask(tenant.key, '/suppressions')).json.data).toHaveLength(1)
})
