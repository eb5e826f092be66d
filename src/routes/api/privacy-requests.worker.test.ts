import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aKey, ask, OPERATOR_KEY } from '../../../test/api-client.ts'
import { aPerson, aPrivateBusiness, asked, codeMailed } from '../../../test/builders/privacy.ts'
import { contextOf } from '../../context.ts'
import { openRequest } from '../../privacy/open-request.ts'
import { PLATFORM } from '../../privacy/request.ts'

const PHONE = '+12125550142'
const REQUESTS = '/privacy/requests'

test('a business fulfils requests end to end by API', async () => {
  const business = await aPrivateBusiness()
  const { tenant, sweep } = business
  const { key } = tenant
  const annId = await aPerson(tenant, { name: 'Ann Lee', phone: PHONE, email: 'ann@example.com' })
  const post = async (path: string, body: unknown = {}) => ask(key, path, { body })
  const found = await post('/people/search', { phone: '(212) 555-0142' })
  expect(found.json.data.map(({ id }: { id: string }) => id)).toEqual([annId])
  expect((await post('/people/search', { email: 'ANN@example.com' })).json.data).toHaveLength(1)
  expect((await post('/people/search', { phone: '+12125550143' })).json.data).toEqual([])

  const taken = await post(REQUESTS, { types: ['delete'], phone: PHONE, name: 'Ann Lee', place: 'US-CA' })
  expect(taken.status).toBe(201)
  expect(taken.json).toMatchObject({
    types: ['delete'],
    status: 'received',
    regime: 'ccpa',
    identity_level: 'L0',
    person_id: annId,
    details: { name: 'Ann Lee', phones: [PHONE] },
  })
  const own = `${REQUESTS}/${taken.json.id}`

  // A code to the address on file: the number has no line to be texted from.
  expect((await post(`${own}/verify`, { method: 'challenge' })).json).toMatchObject({ status: 'awaiting_identity' })
  const wrong = await post(`${own}/verify`, { method: 'code', code: '00000000' })
  expect(wrong).toMatchObject({ status: 422, json: { errors: [{ pointer: '/code', code: 'wrong' }] } })
  const code = await codeMailed(business, taken.json.id)
  const verified = await post(`${own}/verify`, { method: 'code', code })
  expect(verified.json).toMatchObject({ status: 'working', identity_level: 'L3' })
  expect(verified.json.erasure_id).toMatch(/^ers_/)
  expect((await post(`${own}/refuse`, { reason: 'not_verified' })).json.code).toBe('conflict')
  for (const minutes of [1, 2, 12, 24]) await sweep(Date.now() + minutes * 60_000)
  expect((await ask(key, own)).json).toMatchObject({ status: 'completed', outcome: 'erased' })
  expect((await ask(key, `/people/${annId}`)).status).toBe(404)
  expect((await post(`${own}/extend`, { reason: 'complex' })).status).toBe(409)
  expect((await post(`${own}/withdraw`)).status).toBe(409)
})

test('more time is taken once, a refusal says why, and what the business did itself it says is done', async () => {
  const { tenant } = await aPrivateBusiness()
  const post = async (path: string, body: unknown = {}) => ask(tenant.key, path, { body })
  const aRequest = async (more = {}) =>
    (await post(REQUESTS, { types: ['access'], place: 'DE', received_at: '2030-01-31', ...more })).json
  expect(await aRequest()).toMatchObject({ status: 422, errors: [{ pointer: '/received_at' }] })
  const receivedAt = new Date(Date.now() - 86_400_000).toISOString()
  const { id, due_at: dueAt } = await aRequest({ received_at: receivedAt })
  const { json: extended } = await post(`${REQUESTS}/${id}/extend`, { reason: 'complex' })
  expect(Date.parse(extended.due_at) - Date.parse(dueAt)).toBeGreaterThan(58 * 86_400_000)
  expect((await post(`${REQUESTS}/${id}/extend`, { reason: 'complex' })).status).toBe(409)
  const { json: refused } = await post(`${REQUESTS}/${id}/refuse`, { reason: 'not_found' })
  expect(refused).toMatchObject({ status: 'refused', outcome: 'not_found', completed_at: expect.any(String) })
  expect((await post(`${REQUESTS}/${id}/complete`)).status).toBe(409)

  const other = await aRequest({ types: ['access', 'correct'], received_at: undefined })
  const half = await post(`${REQUESTS}/${other.id}/complete`, { outcome: 'exported' })
  expect(half.json).toMatchObject({ status: 'received', done: ['access'], completed_at: null })
  const whole = await post(`${REQUESTS}/${other.id}/complete`)
  expect(whole.json).toMatchObject({ status: 'completed', done: ['access', 'correct'], outcome: 'answered' })
  const { json: open } = await ask(tenant.key, `${REQUESTS}?open=true`)
  expect(open.data).toEqual([])
  expect((await ask(tenant.key, `${REQUESTS}?status=refused`)).json.data).toMatchObject([{ id }])
})

test('what a stranger asks of a health-care business needs its word, and its word is enough', async () => {
  const { tenant } = await aPrivateBusiness({ vertical: 'healthcare' })
  const annId = await aPerson(tenant, { name: 'Ann Lee', email: 'ann@example.com' })
  const post = async (path: string, body: unknown = {}) => ask(tenant.key, path, { body })
  const { json } = await post(REQUESTS, { types: ['access'], name: 'Ann Lee' })
  expect(json).toMatchObject({ regime: 'hipaa', status: 'with_business', person_id: null })
  const unknown = await post(`${REQUESTS}/${json.id}/verify`, { person_id: 'per_01k5m3x8q2v7w9y0z1a2b3c4d5' })
  expect(unknown).toMatchObject({ status: 422, json: { errors: [{ pointer: '/person_id' }] } })
  expect((await post(`${REQUESTS}/${json.id}/verify`, { method: 'challenge' })).status).toBe(409)
  const verified = await post(`${REQUESTS}/${json.id}/verify`, { person_id: annId })
  expect(verified.json).toMatchObject({ status: 'working', identity_level: 'L4', person_id: annId })
  const exported = "SELECT count(*) AS n FROM exports WHERE request_id = ? AND person_id = ? AND scope = 'all'"
  expect(await env.DB.prepare(exported).bind(json.id, annId).first()).toEqual({ n: 1 })
})

test('a name is put right and a restriction holds once it is sure who asks; a number never changes on say-so', async () => {
  const { tenant } = await aPrivateBusiness()
  const annId = await aPerson(tenant, { name: 'Ann Lee', phone: PHONE })
  const post = async (body: unknown) => (await ask(tenant.key, REQUESTS, { body })).json
  const about = { person_id: annId, verified: true }
  const renamed = await post({ ...about, types: ['correct', 'restrict'], corrections: { name: 'Anne Lee' } })
  expect(renamed).toMatchObject({ status: 'completed', done: ['correct', 'restrict'] })
  expect((await ask(tenant.key, `/people/${annId}`)).json).toMatchObject({ name: 'Anne Lee' })
  const decision = await ask(tenant.key, '/contact_decisions', {
    body: { to: PHONE, channel: 'sms', purpose: 'service' },
  })
  expect(decision.json).toMatchObject({ allowed: false })
  const renumbered = await post({ ...about, types: ['correct'], corrections: { phone: '+12125550199' } })
  expect(renumbered).toMatchObject({ status: 'with_business', details: { corrections: { phone: '+12125550199' } } })
  expect((await ask(tenant.key, `/people/${annId}`)).json).toMatchObject({ phone: PHONE })
  const objected = await post({ ...about, types: ['object'] })
  expect(objected).toMatchObject({ status: 'completed', outcome: 'objected' })
})

test('requests are of one business, one mode, and who may read them', async () => {
  const [{ tenant }, other] = [await aPrivateBusiness(), await aPrivateBusiness({ name: 'Another one' })]
  const { json } = await ask(tenant.key, REQUESTS, { body: { types: ['optout_all'], phone: PHONE } })
  expect(json).toMatchObject({ status: 'completed', outcome: 'opted_out' })
  for (const key of [other.tenant.key, tenant.testKey]) {
    expect((await ask(key, `${REQUESTS}/${json.id}`)).status).toBe(404)
    expect((await ask(key, REQUESTS)).json.data).toEqual([])
  }
  const reader = await aKey(tenant, ['privacy:read'])
  expect((await ask(reader.key, `${REQUESTS}/${json.id}`)).status).toBe(200)
  expect((await ask(reader.key, REQUESTS, { body: { types: ['access'] } })).status).toBe(403)
  // Who may take in and verify, but erase nobody, begins no deletion.
  const clerk = await aKey(tenant, ['privacy:write', 'privacy:read'])
  const body = { types: ['delete'], phone: PHONE }
  expect((await ask(clerk.key, REQUESTS, { body: { ...body, verified: true } })).status).toBe(403)
  const { json: taken } = await ask(clerk.key, REQUESTS, { body })
  expect((await ask(clerk.key, `${REQUESTS}/${taken.id}/verify`, { body: {} })).status).toBe(403)
  expect((await ask(tenant.key, `${REQUESTS}/${taken.id}`)).json).toMatchObject({ identity_level: 'L0' })
})

test('what came to the platform is passed on to the business it is about, once, and is as old there', async () => {
  const { tenant, mails } = await aPrivateBusiness()
  const annId = await aPerson(tenant, { name: 'Ann Lee', phone: PHONE })
  const platform = contextOf(
    env,
    { tenantId: PLATFORM, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    Date.now(),
  )
  const receivedAtMs = Date.now() - 5 * 86_400_000
  const details = { replyTo: 'ann@example.com', phones: [PHONE] }
  const { requestId, status } = await openRequest(platform, asked({ details, place: 'US-CA', receivedAtMs }))
  expect(status).toBe('with_business')
  const { json: listed } = await ask(OPERATOR_KEY, '/platform_requests?open=true')
  expect(listed.data).toMatchObject([{ id: requestId, regime: 'ccpa' }])
  const forward = () => ask(OPERATOR_KEY, `/platform_requests/${requestId}/forward`, { body: { tenant_id: tenant.id } })
  const [{ json: first }, { json: second }] = [await forward(), await forward()]
  expect(second.id).toBe(first.id)
  expect((await ask(tenant.key, `${REQUESTS}/${first.id}`)).json).toMatchObject({
    status: 'received',
    regime: 'ccpa',
    person_id: annId,
    received_at: new Date(receivedAtMs).toISOString(),
  })
  const { json: here } = await ask(OPERATOR_KEY, `/platform_requests/${requestId}`)
  expect(here).toMatchObject({ status: 'completed', outcome: 'forwarded' })
  expect((await ask(tenant.key, `${REQUESTS}/${requestId}`)).status).toBe(404)
  const told = [{ to: 'ann@example.com', text: expect.stringContaining('Bright Smile Dental') }]
  expect(await mails(first.id)).toMatchObject(told)
})

test('whom a request is about is told of it in their own language, and whoever asked in theirs', async () => {
  const business = await aPrivateBusiness()
  const { key } = business.tenant
  const annId = await aPerson(business.tenant, { name: 'Ann Lee', email: 'ann@example.com' })
  await ask(key, `/people/${annId}/preferences`, { method: 'PUT', body: { language: 'es-MX' } })
  const nowMs = Date.now()
  const ctx = business.ctx(nowMs)
  const details = { replyTo: 'pat@example.org', language: 'en' }
  const { requestId } = await openRequest(ctx, asked({ personId: annId, details, receivedAtMs: nowMs }))
  await ask(key, `${REQUESTS}/${requestId}/verify`, { body: { method: 'challenge' } })
  const body = { method: 'code', code: await codeMailed(business, requestId) }
  expect((await ask(key, `${REQUESTS}/${requestId}/verify`, { body })).json.status).toBe('waiting')
  // Of mails of one millisecond none is the first.
  const told = async (id: string) =>
    (await business.mails(id)).map(({ to, text }) => [to, /Alguien|Se pidi/.test(text)]).toSorted()
  expect(await told(requestId)).toEqual([
    ['ann@example.com', true],
    ['ann@example.com', true],
    ['pat@example.org', false],
  ])

  // What a business hands in is told in what it says, of whom no preference is known.
  const boId = await aPerson(business.tenant, { name: 'Bo Novak', email: 'bo@example.com' })
  const handIn = (more: Readonly<Record<string, unknown>>) =>
    ask(key, REQUESTS, { body: { types: ['delete'], person_id: boId, ...more } })
  expect((await handIn({ language: 'de' })).json.errors).toMatchObject([{ pointer: '/language' }])
  const { json } = await handIn({ language: 'ES-mx' })
  expect(json.details.language).toBe('es')
  await ask(key, `${REQUESTS}/${json.id}/verify`, { body: { method: 'challenge' } })
  expect(await told(json.id)).toEqual([['bo@example.com', true]])
  // What they prefer themselves stands above what the business says.
  const { json: annsToo } = await handIn({ person_id: annId, language: 'en' })
  await ask(key, `${REQUESTS}/${annsToo.id}/verify`, { body: { method: 'challenge' } })
  expect(await told(annsToo.id)).toEqual([['ann@example.com', true]])
})
