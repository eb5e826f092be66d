import { runDurableObjectAlarm } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { contextOf } from '../src/context.ts'
import { dispatchEvents } from '../src/events/dispatch.ts'
import { emit } from '../src/events/emit.ts'
import { dropHolders } from '../src/egress/holder-of.ts'
import { VENDORS } from '../src/egress/register.ts'
import { mailCtx, PLATFORM_OWNER } from '../src/mail/mail-world.ts'
import { oweMail } from '../src/mail/owe-mail.ts'
import { cloudflareMail } from '../src/providers/mail/cloudflare/index.ts'
import { alarmVendorReviews } from '../src/sweeps/vendor-reviews.ts'
import { ask, aTenant, OPERATOR_KEY } from './api-client.ts'
import { mailWorld, sendAll } from './mail-stand.ts'
import { sweepDeps } from './sweep-deps.ts'
import { begun, over, row, withModel } from './talked-call.ts'
import { aLine } from './line.ts'
import { aModelStand } from './model-stand.ts'
import { aCall } from './played-call.ts'
import { migrateOtherRegions } from './migrate.ts'

beforeEach(migrateOtherRegions)

afterEach(() => {
  vi.restoreAllMocks()
  dropHolders()
})

const AGREED = { contract: 'dpa_scc', baa: true, regions: ['us'], review_due_at: '2035-01-01' }

const agree = (vendor: string, change = {}) =>
  ask(OPERATOR_KEY, `/vendors/${vendor}`, { method: 'PUT', body: { ...AGREED, ...change } })

/** Everything that leaves the Worker, by its address; a model of the test's own answers in place of the vendor's. */
async function recordOutbound(): Promise<URL[]> {
  const stand = await aModelStand({ api_key: env.OPENAI_API_KEY ?? '' })
  const left: URL[] = []
  const far = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((to, init) => {
    const url = String(to instanceof Request ? to.url : to)
    left.push(new URL(url))
    return far(url.replace('https://api.openai.com/v1', stand.baseUrl), init)
  })
  return left
}

/** Whose an address is: by its host, and where the settings put all vendors on one, by its path. */
function vendorAt({ hostname, pathname }: URL): string {
  const named = VENDORS.find(({ hosts }) => hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)))
  if (named !== undefined) return named.name
  if (pathname.startsWith('/2010-04-01/')) return 'twilio'
  return /^\/v\d+\.\d+\//.test(pathname) ? 'meta' : `nobody's: ${hostname}${pathname}`
}

test('whom a call, a message and a recording really reach is what the register publishes, and nobody else', async () => {
  const left = await recordOutbound()
  const line = await aLine({ change: withModel })
  const call = aCall(line.phoneNumber)
  const socket = await call.connect(await call.ring())
  await socket?.say('Do you take insurance?')
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))
  const recording = { RecordingSid: 'RE00000000000000000000000000000001', RecordingStatus: 'completed' }
  await call.post('/hooks/voice/twilio/recording', call.params(recording))
  const told = () =>
    env.DB.prepare(
      'SELECT recipient, purpose, fields, occasion FROM disclosures WHERE tenant_id = ? ORDER BY recipient',
    )
      .bind(line.ctx.tenantId)
      .all()
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return (await told()).results.length > 1 && left.some((url) => vendorAt(url) === 'twilio')
    },
    { timeout: 90_000, interval: 50 },
  )
  socket?.close()
  const tenant = await aTenant()
  const claimed = { kind: 'whatsapp', phone_number_id: '10054321', account_id: '20098765' }
  expect((await ask(tenant.key, '/channels', { body: claimed })).status).toBe(201)
  const published = await exports.default.fetch('http://gateway.test/subprocessors')
  const listed = (await published.json<{ data: { id: string; hosts: string[] }[] }>()).data
  const reached = listed.filter(({ hosts }) => hosts.length > 0).map(({ id }) => id)
  await vi.waitFor(() => expect([...new Set(left.map(vendorAt))].toSorted()).toEqual(reached.toSorted()), {
    timeout: 90_000,
  })
  expect((await ask(tenant.key, '/subprocessors')).json.data.map(({ id }: { id: string }) => id)).toEqual(
    listed.map(({ id }) => id),
  )

  const id = (await row('SELECT id FROM calls'))?.['id']
  expect((await told()).results).toEqual([
    { recipient: 'openai', purpose: 'converse', fields: '["spoken_words","appointment"]', occasion: id },
    { recipient: 'twilio', purpose: 'carry_calls', fields: '["phone","voice","spoken_words"]', occasion: id },
  ])
})

test('not a word of a health-care business reaches a model without an agreement: the caller is answered all the same', async () => {
  const left = await recordOutbound()
  const { call, socket, line } = await begun(withModel)
  await env.DB.prepare("UPDATE tenants SET vertical = 'healthcare' WHERE id = ?").bind(line.ctx.tenantId).run()
  dropHolders()
  expect(await socket.say('Do you take insurance?')).toMatch(/Delta Dental/)
  expect(left.map(vendorAt)).not.toContain('openai')
  await over(call, socket)

  expect((await agree('openai')).status).toBe(200)
  const later = await begun(withModel)
  await env.DB.prepare("UPDATE tenants SET vertical = 'healthcare' WHERE id = ?").bind(later.line.ctx.tenantId).run()
  dropHolders()
  await later.socket.say('Do you take insurance?')
  expect(left.map(vendorAt)).toContain('openai')
  later.socket.close()
})

test('health care goes live with agreements only, a region is kept, and who is refused is in the chain', async () => {
  const clinic = await aTenant({ vertical: 'healthcare' })
  const claim = { body: { phone_number: '+12125550142' } }
  expect(await ask(clinic.key, '/numbers', claim)).toMatchObject({ status: 403, json: { code: 'baa_missing' } })
  expect((await ask(clinic.testKey, '/numbers', claim)).status, 'a test line reaches nobody').toBe(201)
  await ask(OPERATOR_KEY, `/tenants/${clinic.id}/outreach`, {
    method: 'PATCH',
    body: { baa_signed_at: '2026-03-02T15:04:05Z' },
  })
  expect(await ask(clinic.key, '/numbers', claim)).toMatchObject({
    status: 403,
    json: { code: 'baa_missing', vendor: 'twilio' },
  })
  expect((await agree('twilio')).json).toMatchObject({
    id: 'twilio',
    baa: true,
    review_due_at: '2035-01-01T00:00:00.000Z',
  })
  await ask(clinic.key, '/retention', { method: 'PATCH', body: { mode: 'standard' } })
  expect(await ask(clinic.key, '/numbers', claim)).toMatchObject({
    status: 403,
    json: { code: 'baa_missing', vendor: 'cloudflare' },
  })
  await agree('cloudflare')
  expect((await ask(clinic.key, '/numbers', claim)).status).toBe(201)

  const agent = (await ask(clinic.key, '/agents', { body: { template: 'dental-clinic' } })).json
  const document = { ...agent.draft, llm: { ...agent.draft.llm, provider: 'openai' } }
  await ask(clinic.key, `/agents/${agent.id}`, { method: 'PATCH', body: { document } })
  const publish = () => ask(clinic.key, `/agents/${agent.id}/publish`, { method: 'POST' })
  expect(await publish()).toMatchObject({ status: 403, json: { code: 'baa_missing', vendor: 'openai' } })
  await agree('openai')
  expect((await publish()).status).toBe(200)
  const chain = (await ask(clinic.key, '/audit?limit=50')).json.data
  expect(chain.filter(({ action }: { action: string }) => action === 'egress.refused')).toHaveLength(3)
  expect(chain.map(({ action }: { action: string }) => action)).toContain('agent.published')

  const european = await aTenant({ region: 'eu' })
  await agree('twilio', { contract: 'dpa' })
  expect(await ask(european.key, '/numbers', { body: { phone_number: '+12125550143' } })).toMatchObject({
    status: 409,
    json: { code: 'transfer_refused' },
  })
  await agree('twilio', { review_due_at: '2026-01-01' })
  expect(await alarmVendorReviews(sweepDeps(Date.now())), 'one vendor is overdue').toBe(1)
  const late = await aTenant()
  expect(await ask(late.key, '/numbers', { body: { phone_number: '+12125550144' } })).toMatchObject({
    status: 409,
    json: { code: 'vendor_refused', reason: 'review_overdue' },
  })
})

test('a mail for a business waits while the register lets its words go to nobody, however long, and is sent once it does', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const clinic = await aTenant({ vertical: 'healthcare' })
  const letters: { to: string }[] = []
  const binding = { send: async (letter: { to: string }) => (letters.push(letter), { messageId: '<1@example.com>' }) }
  const at = (nowMs: number) => mailWorld(nowMs, cloudflareMail.open({ EMAIL: binding as unknown as SendEmail }))
  const from = Date.now()
  const letter = { kind: 'answer', subject: 'Hello', text: 'What you asked for.', from: 'privacy' } as const
  const its = mailCtx(at(from), { tenantId: clinic.id, region: 'global' })
  await oweMail(its, { ...letter, onceKey: 'one', to: 'ann@example.com' })
  await oweMail(its, { ...letter, kind: 'business_notice', onceKey: 'two', to: 'privacy@example.com' })
  await oweMail(mailCtx(at(from), PLATFORM_OWNER), { ...letter, onceKey: 'ours', to: 'bo@example.com' })
  const owed = () =>
    env.DB.prepare("SELECT status, attempts, error_code FROM outgoing_mails WHERE once_key = 'one'").first()
  const sent = () => letters.map(({ to }) => to).toSorted()
  // More often than a vendor is tried that refuses by itself.
  for (let nth = 0; nth < 12; nth += 1) await sendAll(at(from + nth * 600_000))
  expect(sent(), 'only the platform’s own').toEqual(['bo@example.com', 'privacy@example.com'])
  expect(await owed()).toEqual({ status: 'owed', attempts: 0, error_code: 'baa_missing' })
  await agree('cloudflare')
  await sendAll(at(from + 12 * 600_000))
  expect(sent()).toEqual(['ann@example.com', 'bo@example.com', 'privacy@example.com'])
  expect(await owed()).toMatchObject({ status: 'sent', error_code: null })
})

test('a business that was told of a person by events finds one row for the day, however many there were', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/webhook_endpoints', { body: { url: 'http://127.0.0.1:9/hook', events: ['*'] } })
  const person = (await ask(tenant.key, '/people', { body: { name: 'Ann Lee', phone: '+12125550143' } })).json
  const nowMs = Date.now()
  const ctx = contextOf(
    env,
    { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'operator' } },
    nowMs,
  )
  for (let nth = 0; nth < 3; nth += 1) await ctx.db.batch([emit(ctx, 'person.opted_in', { person_id: person.id })])
  await dispatchEvents(ctx)
  await ctx.db.batch([emit(ctx, 'person.opted_out', { person_id: person.id })])
  await dispatchEvents(ctx)
  const told = await env.DB.prepare(
    "SELECT person_id, request_count, fields FROM disclosures WHERE recipient = 'controller'",
  ).all()
  expect(told.results).toEqual([{ person_id: person.id, request_count: expect.any(Number), fields: '["ids"]' }])
  expect(Number(told.results[0]!['request_count'])).toBeGreaterThanOrEqual(4)
})

test('of somebody who is erased before their business is told of it, the row for the day names nobody', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/webhook_endpoints', { body: { url: 'http://127.0.0.1:9/hook', events: ['*'] } })
  const person = (await ask(tenant.key, '/people', { body: { phone: '+12125550144' } })).json
  const who = { tenantId: tenant.id, region: 'global', livemode: true, actor: { type: 'operator' } } as const
  const ctx = contextOf(env, who, Date.now())
  await ask(tenant.key, `/people/${person.id}/erase`, { body: { reason: 'requested_by_person' } })
  await ctx.db.batch([emit(ctx, 'person.opted_out', { person_id: person.id })])
  await dispatchEvents(ctx)
  // That they became known may be told before they are erased, and the erasure then comes to the row on its way.
  await vi.waitFor(
    async () => {
      const told = await env.DB.prepare(
        "SELECT person_id FROM disclosures WHERE recipient = 'controller' AND tenant_id = ?",
      )
        .bind(tenant.id)
        .all()
      expect([...new Set(told.results.map(({ person_id: personId }) => personId))]).toEqual([null])
    },
    { timeout: 90_000 },
  )
})
