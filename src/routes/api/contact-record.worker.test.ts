import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import { ask, aTenant, OPERATOR_KEY, type TestTenant } from '../../../test/api-client.ts'
import { RULES } from '../../consent/rules/rules.ts'
import { sha256Hex } from '../../kernel/digest.ts'

const PHONE = '+12125550142'
const AGREED = 'You may text me about my appointments.'

let tenant: TestTenant
let personId: string

/** Where it is about noon now: what is asked is not whether the clock allows it. */
function noonZone(): string {
  const eastOf = 12 - new Date().getUTCHours()
  return `Etc/GMT${eastOf > 0 ? '-' : '+'}${Math.abs(eastOf)}`
}

const asked = (path: string, body?: unknown, method?: string) =>
  ask(tenant.testKey, path, { ...(body !== undefined && { body }), ...(method !== undefined && { method }) })

beforeEach(async () => {
  tenant = await aTenant()
  const consent = {
    phone: PHONE,
    level: 'express',
    purposes: ['reminder'],
    channels: ['sms'],
    text: AGREED,
    source: 'form',
    captured_at: '2026-03-02',
    time_zone: noonZone(),
  }
  personId = (await asked('/consents', consent)).json.person_id
})

const mayContact = async (fields = {}) =>
  (await asked('/contact_decisions', { person_id: personId, channel: 'sms', purpose: 'reminder', ...fields })).json

test('years later it can be told of every contact who, whom, when, what for, by what consent and by which rules', async () => {
  const text = 'Elm Street Dental: see you tomorrow at nine. Reply STOP to end these texts.'
  const message = { to: PHONE, channel: 'sms', text, purpose: 'reminder' }
  const sent = await asked('/messages', message)
  expect(sent.status).toBeLessThan(300)
  const statusOf = async () => (await asked(`/messages/${sent.json.id}`)).json.status
  await vi.waitFor(async () => expect(await statusOf()).toMatch(/sent|delivered/), { timeout: 90_000, interval: 100 })
  await asked('/consents/revoke', { phone: PHONE, source: 'asked_at_desk' })
  expect((await asked('/messages', { ...message, text: 'Once more.' })).json).toMatchObject({
    status: 403,
    code: 'no_consent',
  })
  const path = `/people/${personId}/contact_record`
  const { data } = await vi.waitFor(
    async () => {
      const { json } = await asked(path)
      expect(json.data.map((one: { decision: { allowed: boolean } }) => one.decision.allowed)).toContain(false)
      expect(json.data.at(-1)).toMatchObject({ subject_id: sent.json.id, script_sha256: expect.any(String) })
      return json
    },
    { timeout: 90_000, interval: 100 },
  )
  expect(data[0]).toMatchObject({ agreement: null, decision: { code: 'no_consent' } })
  expect(data.at(-1)).toMatchObject({
    seller: 'Bright Smile Dental',
    channel: 'sms',
    purpose: 'appointment_reminder',
    called: expect.stringMatching(/42$/),
    called_token: expect.stringMatching(/^.{43}$/),
    script_sha256: await sha256Hex(text),
    agreement: { kind: 'consent', text: AGREED, source: 'form' },
    decision: { allowed: true, zones: [noonZone()], rule_ids: expect.arrayContaining(['R-7']) },
  })
  const lines = (await asked(`${path}?format=ndjson`)).json.trim().split('\n')
  expect(lines.map((line: string) => JSON.parse(line).id)).toEqual(data.map(({ id }: { id: string }) => id))
  expect((await asked(`${path}?purpose=marketing_partner`)).json.code).toBe('purpose_refused')
  expect((await asked('/audit/verify')).json.status).toBe('ok')
})

test('what somebody wishes for holds from the answer on, and is told back as it was said', async () => {
  const wishes = {
    channels: ['whatsapp'],
    channels_for: { appointment_reminder: ['sms'] },
    hours: [['00:00', '24:00']],
    language: 'es-US',
    time_zone: noonZone(),
    postal_code: '10001',
    line_tags: [],
    line_type: 'mobile',
  }
  const path = `/people/${personId}/preferences`
  expect((await asked(path, wishes, 'PUT')).json).toMatchObject(wishes)
  expect((await asked(path)).json).toMatchObject({ ...wishes, objecting: false })
  expect(await mayContact()).toMatchObject({ allowed: true })
  await asked(path, { ...wishes, channels_for: {} }, 'PUT')
  expect(await mayContact()).toMatchObject({ code: 'channel_not_preferred' })
  await asked(path, { time_zone: noonZone(), hours: [['08:00', '08:30']] }, 'PUT')
  expect(await mayContact()).toMatchObject({ code: 'quiet_hours', next_allowed_at: expect.any(String) })
  await asked(path, { time_zone: noonZone(), line_tags: ['emergency'] }, 'PUT')
  expect(await mayContact({ channel: 'voice' })).toMatchObject({ code: 'line_denied' })
  await asked(path, { time_zone: noonZone() }, 'PUT')
  expect(await mayContact()).toMatchObject({ allowed: true })
  expect((await asked(`/people/${personId}/object`, {})).json.objecting).toBe(true)
  // However short the business keeps wishes from now on.
  await ask(tenant.key, '/retention/contact_preferences', { method: 'PATCH', body: { keep_days: 1 } })
  const [kept] = (await env.DB.prepare('SELECT expires_at_ms AS atMs FROM contact_preferences').all<{ atMs: number }>())
    .results
  expect(kept!.atMs).toBeGreaterThan(Date.now() + 3_650 * 86_400_000)
  expect(await mayContact()).toMatchObject({ code: 'objected' })
  expect((await asked(`/people/${personId}/object`, { objecting: false })).json.objecting).toBe(false)
  expect(await mayContact()).toMatchObject({ allowed: true })
  expect(await mayContact({ purpose: 'marketing' })).toMatchObject({ code: 'suppressed' })
})

test('a line that is left alone is so for good, and so is one of which nobody can read any more what it is', async () => {
  await asked(`/people/${personId}/preferences`, { time_zone: noonZone(), line_tags: ['patient_room'] }, 'PUT')
  await ask(tenant.key, '/retention/contact_preferences', { method: 'PATCH', body: { keep_days: 1 } })
  const kept = await env.DB.prepare('SELECT expires_at_ms AS atMs FROM contact_preferences').first<{ atMs: number }>()
  expect(kept!.atMs).toBeGreaterThan(Date.now() + 3_650 * 86_400_000)
  await env.DB.prepare("UPDATE contact_preferences SET sealed_wishes = 'nobody can read this'").run()
  expect((await mayContact({ channel: 'voice' })).rule_ids).toContain('R-3')
  expect(await mayContact()).toMatchObject({ allowed: false, code: 'line_denied' })
})

test('a decision says what the business was bound by then, whatever it is bound by later', async () => {
  const [loose] = RULES.filter(({ waivable }) => waivable)
  const waivers = [{ rule_id: loose!.id, basis: 'Counsel looked at it in March.' }]
  const set = { waivers, dnc_as_of: '2026-03-01T00:00:00.000Z', rnd_as_of: '2026-03-02T00:00:00.000Z' }
  expect((await asked('/outreach_settings', set, 'PATCH')).status).toBe(200)
  const stood = { waived_rule_ids: [loose!.id], dnc_as_of: set.dnc_as_of, rnd_as_of: set.rnd_as_of }
  const then = await mayContact()
  expect(then).toMatchObject({ ...stood, policy_accepted_at: expect.any(String), baa_signed_at: null })
  const later = { waivers: [], dnc_as_of: '2026-04-01T00:00:00.000Z' }
  expect((await asked('/outreach_settings', later, 'PATCH')).json).toMatchObject({
    waivers: [],
    ended_waivers: [{ ...waivers[0], ended_at: expect.any(String) }],
  })
  expect(await mayContact()).toMatchObject({ waived_rule_ids: [], dnc_as_of: '2026-04-01T00:00:00.000Z' })
  expect((await asked(`/contact_decisions/${then.id}`)).json).toMatchObject(stood)
})

test('a business reaches out with the policies accepted, and goes without a rule only where it may', async () => {
  const outreach = `/tenants/${tenant.id}/outreach`
  await ask(OPERATOR_KEY, outreach, { method: 'PATCH', body: { policies_accepted_at: null } })
  expect(await mayContact()).toMatchObject({ code: 'policy_not_accepted' })
  const [policy] = (await ask(tenant.key, '/policies')).json.data
  expect(policy.accepted_at).toBeNull()
  expect((await ask(tenant.key, '/policies/acceptances', { body: { version: '1999', of_age: true } })).status).toBe(422)
  const accepts = { version: policy.version, of_age: true }
  expect((await ask(tenant.key, '/policies/acceptances', { body: accepts })).status).toBe(201)
  expect(await mayContact()).toMatchObject({ allowed: true })
  const signed = { baa_signed_at: '2026-01-02T00:00:00Z' }
  expect((await ask(OPERATOR_KEY, outreach, { method: 'PATCH', body: signed })).json).toMatchObject({
    baa_signed_at: '2026-01-02T00:00:00.000Z',
    policy_version: policy.version,
  })
  const waive = (rule_id: string) =>
    asked('/outreach_settings', { waivers: [{ rule_id, basis: 'Counsel looked at it in March.' }] }, 'PATCH')
  const [strict, loose] = [false, true].map((can) => RULES.find(({ waivable }) => waivable === can)!.id)
  expect((await waive('R-0')).json.errors).toMatchObject([{ code: 'unknown_rule' }])
  expect((await waive(strict!)).json.errors).toMatchObject([{ pointer: '/waivers/0/rule_id', code: 'not_waivable' }])
  expect((await waive(loose!)).json.waivers).toMatchObject([{ rule_id: loose }])
})

test('what the business signs counts until it is withdrawn', async () => {
  await asked('/consents/revoke', { phone: PHONE, source: 'form' })
  const other = { to: '+12125550143', channel: 'sms', purpose: 'refill', at: '2026-12-01T17:00:00Z' }
  const answered = async () => (await asked('/contact_decisions', other)).json
  expect(await answered()).toMatchObject({ code: 'no_consent' })
  const { json: signed } = await asked('/attestations', {
    level: 'express',
    purposes: ['refill'],
    channels: ['sms'],
    text: 'Every patient agreed at registration.',
    signed_by: 'Ann Lee',
  })
  expect(signed).toMatchObject({ text: 'Every patient agreed at registration.', signed_by: 'Ann Lee' })
  expect(await answered()).toMatchObject({ allowed: true, agreement_id: signed.id })
  expect((await asked(`/attestations/${signed.id}/withdraw`, undefined, 'POST')).json.withdrawn_at).not.toBeNull()
  expect(await answered()).toMatchObject({ code: 'no_consent' })
})

test('every rule that a decision names can be looked up, with where it is written', async () => {
  const { key } = await aTenant()
  const asked = { to: '+12125550142', channel: 'voice', purpose: 'marketing', at: '2026-11-22T04:00:00Z' }
  const { rule_ids: ids } = (await ask(key, '/contact_decisions', { body: asked })).json
  expect(ids.length).toBeGreaterThan(1)
  for (const id of ids) {
    const { status, json } = await ask(key, `/contact_rules/${id}`)
    expect(status, id).toBe(200)
    expect(json).toMatchObject({
      id,
      in_force: true,
      citation: expect.stringMatching(/\S/),
      says: expect.stringMatching(/\S/),
    })
  }
  const listed = (await ask(key, '/contact_rules')).json.data.map(({ id }: { id: string }) => id)
  expect(listed).toEqual(expect.arrayContaining([...ids, 'R-34', 'R-36']))
  expect((await ask(key, '/contact_rules/R-999')).status).toBe(404)
})
