import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant, OPERATOR_KEY, OPERATORS, type TestTenant } from '../../test/api-client.ts'
import { sweepDeps } from '../../test/sweep-deps.ts'
import { inRegion } from '../context.ts'
import { sweepLegalNotices } from '../sweeps/incidents.ts'

const DAY_MS = 86_400_000

const operator = (path: string, body: unknown = {}) => ask(OPERATOR_KEY, path, { body })
const post = (path: string) => ask(OPERATOR_KEY, path, { method: 'POST' })

const noticesOf = async ({ key }: TestTenant) =>
  (await ask(key, '/events?limit=50')).json.data.filter(({ type }: { type: string }) => type === 'legal.disclosed')

async function aCase(more: Readonly<Record<string, unknown>> = {}) {
  const tenant = await aTenant({ privacy_contact: 'privacy@example.com' })
  const person = (await ask(tenant.key, '/people', { body: { name: 'Ann Lee', phone: '+12125550143' } })).json
  const taken = await operator('/legal_processes', {
    tenant_id: tenant.id,
    kind: 'court_order',
    person_id: person.id,
    categories: ['people'],
    authority: 'District Court of Example',
    reference: '12 Cv 345',
    words: 'Who she is, and nothing more.',
    ...more,
  })
  expect(taken.status).toBe(201)
  return { tenant, personId: String(person.id), path: `/legal_processes/${taken.json.id}`, id: String(taken.json.id) }
}

const approve = (path: string, name: keyof typeof OPERATORS) =>
  ask(OPERATORS[name], `${path}/approve`, { method: 'POST' })

test('nothing is handed over before two different people said yes, and then what was asked for and no more', async () => {
  const { tenant, personId, path, id } = await aCase()
  expect((await post(`${path}/disclose`)).status).toBe(403)
  // The key that is nobody's own approves nothing, whatever name is said with it; two yes of one person at once are one.
  expect(await post(`${path}/approve`)).toMatchObject({ status: 403, json: { code: 'forbidden' } })
  expect((await post(`${path}/approve`)).json.detail).toContain('OPERATOR_KEYS')
  expect((await ask(OPERATORS['ann.lee'], `${path}/approve`, { body: { approver: 'bo.ray' } })).status).toBe(422)
  const both = await Promise.all([approve(path, 'ann.lee'), approve(path, 'ann.lee')])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const again = await approve(path, 'ann.lee')
  expect(again).toMatchObject({ status: 409, json: { code: 'conflict' } })
  expect(again.json.detail).toContain('another operator')
  expect((await ask(OPERATOR_KEY, path)).json).toMatchObject({ status: 'received', approvals: [{ by: 'ann.lee' }] })
  expect(await post(`${path}/disclose`)).toMatchObject({ status: 403, json: { code: 'forbidden' } })
  expect((await approve(path, 'bo.ray')).json.status).toBe('approved')
  expect((await approve(path, 'cy.dee')).status).toBe(409)
  const chain = (await ask(tenant.key, `/audit?subject=${id}`)).json.data
  expect(chain.map(({ actor, action }: Record<string, string>) => [actor, action])).toEqual([
    ['operator:bo.ray', 'legal.approved'],
    ['operator:ann.lee', 'legal.approved'],
    ['operator', 'legal.received'],
  ])

  const handed = await post(`${path}/disclose`)
  expect(handed).toMatchObject({ status: 200, json: { status: 'disclosed', cut_off: [] } })
  expect(Object.keys(handed.json.records)).toEqual(['people'])
  expect(JSON.stringify(handed.json.records)).toContain('Ann Lee')
  // Read again it is read anew: what was handed over lies nowhere as a kept answer.
  const readAgain = { method: 'POST', headers: { 'idempotency-key': 'once' } }
  for (let nth = 0; nth < 2; nth += 1) {
    const read = await ask(OPERATOR_KEY, `${path}/disclose`, readAgain)
    expect([read.status, read.headers.get('idempotent-replayed')]).toEqual([200, null])
  }

  const accounted = (await ask(tenant.key, `/people/${personId}/disclosures`)).json.data
  expect(accounted).toMatchObject([{ recipient: 'authority', purpose: 'legal', fields: ['people'], occasion: id }])
  expect(await noticesOf(tenant)).toHaveLength(1)
  const mail = await env.DB.prepare('SELECT once_key FROM outgoing_mails WHERE tenant_id = ?').bind(tenant.id).all()
  expect(mail.results).toEqual([{ once_key: `legal:${id}` }])
  expect((await ask(OPERATOR_KEY, path)).json).toMatchObject({ words: 'Who she is, and nothing more.' })
  const kept = await env.DB.prepare('SELECT * FROM legal_processes').first()
  expect(JSON.stringify(kept)).not.toMatch(/Court|345|nothing more/)
})

test('while a court forbids it the business hears nothing, and hears it when the time is over', async () => {
  const gagEndsAtMs = Date.now() + 30 * DAY_MS
  const { tenant, personId, id, path } = await aCase({ gagged: true, gag_ends_at: new Date(gagEndsAtMs).toISOString() })
  for (const approver of ['ann.lee', 'bo.ray'] as const) await approve(path, approver)
  expect((await post(`${path}/disclose`)).json.controller_told_at).toBeNull()
  const sweepAt = (nowMs: number) => sweepLegalNotices(sweepDeps(nowMs), inRegion(env, 'global'))
  expect(await sweepAt(gagEndsAtMs - 1)).toBe(0)
  expect(await noticesOf(tenant)).toEqual([])
  const entries = async () => (await ask(tenant.key, `/audit?subject=${id}`)).json.data
  const disclosed = async () => (await ask(tenant.key, `/people/${personId}/disclosures`)).json.data
  const vendors = async () => (await ask(tenant.key, `/people/${personId}/locations`)).json.vendors
  expect([await entries(), await disclosed(), await vendors()]).toEqual([[], [], []])
  const platform = "SELECT action FROM audit_entries WHERE tenant_id = 'platform' AND subject = ? ORDER BY seq"
  expect((await env.DB.prepare(platform).bind(id).all()).results.map(({ action }) => action)).toEqual([
    'legal.received',
    'legal.approved',
    'legal.approved',
    'legal.disclosed',
    'content.viewed',
  ])
  expect(await sweepAt(gagEndsAtMs)).toBe(1)
  expect(await sweepAt(gagEndsAtMs + DAY_MS)).toBe(0)
  expect(await noticesOf(tenant)).toHaveLength(1)
  expect([await entries(), await disclosed(), await vendors()]).toMatchObject([
    [{ action: 'legal.noticed' }],
    [{ occasion: id }],
    [{ vendor: 'authority' }],
  ])
})

test('a gag without an end is not taken in', async () => {
  const tenant = await aTenant()
  const asked = { kind: 'warrant', categories: ['people'], authority: 'A court', reference: '1', words: 'All.' }
  const taken = await operator('/legal_processes', { tenant_id: tenant.id, ...asked, gagged: true })
  expect([taken.status, taken.json.errors[0].pointer]).toEqual([422, '/gag_ends_at'])
})

test('what was refused is not handed over, whoever approved it before', async () => {
  const { path } = await aCase()
  for (const approver of ['ann.lee', 'bo.ray'] as const) await approve(path, approver)
  expect((await post(`${path}/refuse`)).json.status).toBe('refused')
  expect((await post(`${path}/disclose`)).status).toBe(403)
  expect((await approve(path, 'cy.dee')).status).toBe(409)
})
