import { env } from 'cloudflare:workers'
import { getTableName } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { aKey, ask, aTenant, OPERATOR_KEY, type TestTenant } from '../../test/api-client.ts'
import { aCall, aRecording } from '../../test/kept.ts'
import { oneOfEach } from '../../test/one-of-each.ts'
import { aCarrier, notYet } from '../../test/played-carrier.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import type { Ctx, Db } from '../context.ts'
import { err, ok } from '../kernel/result.ts'
import { platformOf } from '../messages/platform-of.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import { messages } from '../records/messages/table.ts'
import { tickets } from '../records/tickets/table.ts'
import { carrierApi } from '../routes/carrier-api.ts'
import { exportAccount, type ExportPlace } from '../tenants/closing/export-account.ts'
import { completeSuccession } from '../tenants/closing/succession.ts'
import { ownedTables } from '../tenants/closing/what-goes.ts'
import { personKey } from '../vault/person-keys.ts'
import { sweepCarrierDeletions } from './carrier-deletions.ts'
import { sweepClosures } from './closures.ts'
import type { ScheduleDeps } from './schedule.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const NAME = 'Bright Smile Dental'

const sweepIn = (days: number) => sweepClosures(sweepDeps(Date.now() + days * DAY_MS))
const askVendors = (deps: ScheduleDeps) => sweepCarrierDeletions(deps, deps.regions[0]!)
const operated = async ({ id }: TestTenant) => (await ask(OPERATOR_KEY, `/tenants/${id}/closure`)).json
const objectsOf = async (tenantId: string): Promise<string[]> => {
  const { objects } = await env.BLOBS.list()
  return objects.map(({ key }) => key).filter((key) => key.includes(tenantId))
}

const LINE = '+12125550141'

const aMessage = ({ tenantId, nowMs }: Ctx, providerMessageId: string, provider = 'twilio') => ({
  id: `msg_${providerMessageId}`,
  tenantId,
  livemode: true,
  threadId: 'thr_1',
  personId: 'per_1',
  direction: 'inbound' as const,
  channel: provider === 'twilio' ? ('sms' as const) : ('whatsapp' as const),
  provider,
  line: LINE,
  providerMessageId,
  type: 'text' as const,
  author: 'person' as const,
  status: 'received' as const,
  history: [],
  sentAtMs: nowMs,
  createdAtMs: nowMs,
  updatedAtMs: nowMs,
  expiresAtMs: nowMs + 395 * DAY_MS,
})

const aTicket = (tenantId: string) => ({
  id: 'tkt_1',
  kind: 'support' as const,
  source: 'api' as const,
  status: 'answered' as const,
  urgent: false,
  tenantId,
  dueAtMs: 1,
  createdAtMs: 1,
  updatedAtMs: 1,
  expiresAtMs: Date.now() + 900 * DAY_MS,
})

/** Every name that a vendor has for something of the business, from wherever we still know it. */
const copiesKnown = async (tenantId: string): Promise<unknown[]> => {
  const known = `SELECT id FROM carrier_deletions WHERE tenant_id = ?1 AND status = 'pending'
    UNION SELECT carrier_call_id FROM calls WHERE tenant_id = ?1
    UNION SELECT carrier_recording_id FROM recordings WHERE tenant_id = ?1
    UNION SELECT provider_message_id FROM messages WHERE tenant_id = ?1 AND provider = 'twilio' ORDER BY 1`
  const { results } = await env.DB.prepare(known).bind(tenantId).all<{ id: string }>()
  return results.map(({ id }) => id)
}

/** Columns in which something sealed is left. */
const sealedUnder = async (tenantId: string): Promise<string[]> => {
  const left: string[] = []
  for (const { table, tenantId: owner } of ownedTables)
    for (const { name } of getTableConfig(table).columns.filter((column) => column.name.startsWith('sealed'))) {
      const [column, of] = [name, owner.name].map(toSnakeCase)
      const sealed = `SELECT count(*) AS n FROM ${getTableName(table)} WHERE ${of} = ? AND ${column} IS NOT NULL AND ${column} <> ''`
      if ((await env.DB.prepare(sealed).bind(tenantId).first('n')) !== 0) left.push(`${getTableName(table)}.${column}`)
    }
  return left
}

/** A database that fails from its `nth` batch on. */
function breakingAt(store: Db, nth: number) {
  let batches = 0
  const db = new Proxy(store, {
    get(real, name) {
      const value: unknown = Reflect.get(real, name, real)
      if (typeof value !== 'function') return value
      return (...given: unknown[]): unknown => {
        if (name === 'batch' && ++batches > nth) return Promise.reject(new Error('gone'))
        return Reflect.apply(value, real, given)
      }
    },
  })
  return { db, wasReached: () => batches > nth }
}

/** Vendors that delete from some day on, but never one recording. */
function vendorsAt(nowMs: number, isReady: boolean, asked: Set<string>): ScheduleDeps {
  const answer = async (id: string) => {
    asked.add(id)
    return isReady && id !== 'RE-voicemail' ? ok(undefined) : err(notYet())
  }
  const carrier = { ...aCarrier(), deleteRecording: answer, deleteCall: answer }
  const platform = { deleteMessage: answer } as unknown as MessagingApi
  return { ...sweepDeps(nowMs, carrier), lineFor: async ({ line }) => (line === LINE ? platform : null) }
}

/** A business whose closing two keys have agreed to. */
async function closing(): Promise<{ tenant: TestTenant; second: string }> {
  const tenant = await aTenant({ privacy_contact: 'privacy@example.com' })
  const second = (await aKey(tenant, ['*'])).key
  await ask(tenant.key, '/account', { method: 'DELETE', body: { confirm: NAME } })
  await ask(second, '/account/closure/approve', { body: {} })
  return { tenant, second }
}

test('an account is closed only with its name, by a live key, and when another key agrees', async () => {
  const tenant = await aTenant()
  const second = await aKey(tenant, ['account:erase'])
  const close = (key: string, confirm: string) => ask(key, '/account', { method: 'DELETE', body: { confirm } })
  expect((await close(tenant.key, 'Another Dental')).json.errors[0].pointer).toBe('/confirm')
  expect((await close(tenant.testKey, NAME)).status).toBe(403)
  expect((await ask(second.key, '/account/closure/approve', { body: {} })).status).toBe(404)
  const asked = await close(tenant.key, NAME)
  expect([asked.status, asked.json.status, asked.json.approved_by]).toEqual([202, 'announced', null])
  expect((await close(tenant.key, NAME)).json.id).toBe(asked.json.id)
  expect((await ask(tenant.key, '/account/closure/approve', { body: {} })).status).toBe(403)
  // What nobody agreed to lapses, and the business goes on.
  await sweepIn(15)
  expect((await ask(tenant.key, '/account/closure')).json.status).toBe('cancelled')
})

test('for fourteen days it can be called off, and until then what was set up can be exported', async () => {
  const { tenant, second } = await closing()
  await ask(tenant.key, '/agents', { body: { template: 'dental-clinic' } })
  await sweepIn(13)
  const many = `INSERT INTO numbers (id, claim, phone_number, tenant_id, livemode, carrier, account_sid, carrier_status, created_at_ms)
    WITH RECURSIVE nth(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM nth WHERE n < 1050)
    SELECT 'num_' || n, 'test:' || n, '+12125550142', ?, 0, 'twilio', 'test', 'test', 1 FROM nth`
  await env.DB.prepare(many).bind(tenant.id).run()
  const exported = (await ask(tenant.key, '/account/export')).json
  const numbers = exported.categories.find((each: { category: string }) => each.category === 'numbers.numbers')
  expect(new Set(numbers.rows.map(({ id }: { id: string }) => id)).size).toBe(1_050)
  expect([numbers.is_whole, exported.next]).toEqual([true, null])
  const behind = (await ask(tenant.key, '/account/export?after=numbers.numbers~1000')).json.categories
  expect([behind[0].category, behind[0].rows.length]).toEqual(['numbers.numbers', 50])
  expect((await ask(tenant.key, '/account/export?after=people.people~0')).status).toBe(422)
  // Cut short after every page and gone on with, it is the same.
  const ctx = ctxAt(Date.now(), 'global', tenant.id)
  const ids: unknown[] = []
  let place: ExportPlace | null = null
  do {
    const from: ExportPlace | null = place
    place = null
    for await (const piece of exportAccount(ctx, from, 1)) {
      if (piece.what === 'rows') ids.push(...piece.rows.map(({ id }) => id))
      if (piece.what === 'more') place = piece.place
    }
  } while (place !== null)
  const rowsOf = ({ rows }: { rows: { id: unknown }[] }) => rows.map(({ id }) => id)
  expect(ids).toEqual(exported.categories.flatMap(rowsOf))
  const agents = exported.categories.find((each: { category: string }) => each.category === 'agents.agents')
  expect(agents).toMatchObject({ is_whole: true, rows: [expect.objectContaining({ id: expect.any(String) })] })
  expect(JSON.stringify(exported)).not.toMatch(/sealed|"hash"/)
  expect((await ask(second, '/account/closure/cancel', { body: {} })).json.status).toBe('cancelled')
  await sweepIn(200)
  expect((await ask(tenant.key, '/account')).status).toBe(200)
})

test('after the wind-down nothing of a business is left but what has to be, and its receipt can be checked', async () => {
  const { tenant, second } = await closing()
  const ids = await oneOfEach(tenant)
  const other = await aTenant()
  await ask(other.key, '/people', { body: { name: 'Ann Lee', phone: '+12125550143' } })
  const ctx = ctxAt(Date.now(), 'global', tenant.id)
  await aRecording(ctx, 'call_x')
  await personKey(ctx.vault, ctx.blobs, tenant.id, 'per_1')
  expect((await objectsOf(tenant.id)).length).toBeGreaterThan(1)
  const { personId } = (await env.DB.prepare('SELECT id AS personId FROM people WHERE tenant_id = ?')
    .bind(tenant.id)
    .first<{ personId: string }>())!

  await env.DB.prepare("UPDATE calls SET purpose = 'marketing' WHERE tenant_id = ?").bind(tenant.id).run()
  await sweepIn(15)
  expect((await ask(second, '/account')).status).toBe(403)
  expect(await operated(tenant)).toMatchObject({ status: 'winding_down', verified: 'pending' })
  await sweepIn(104)
  expect((await objectsOf(tenant.id)).length).toBeGreaterThan(1)
  // Held: nothing goes while the hold stands.
  const held = await env.DB.prepare('SELECT id FROM holds WHERE tenant_id = ?').bind(tenant.id).first<{ id: string }>()
  await sweepIn(106)
  expect(await operated(tenant)).toMatchObject({ status: 'winding_down', waits_for_holds: [held!.id] })
  await env.DB.prepare('UPDATE holds SET released_at_ms = 1 WHERE tenant_id = ?').bind(tenant.id).run()
  await ctx.directory.insert(tickets).values(aTicket(tenant.id))
  await sweepIn(107)
  await sweepIn(107)
  expect(await operated(tenant)).toMatchObject({ status: 'working', waits_for_vendors: 3 })
  await askVendors(sweepDeps(Date.now() + 107 * DAY_MS + HOUR_MS))
  await sweepIn(108)

  const done = await operated(tenant)
  expect(done).toMatchObject({ status: 'completed', verified: 'ok' })
  expect(done.receipt.rows_before).toMatchObject({ people: expect.any(Number), calls: 1 })
  expect(done.receipt.kept.map((each: { category: string }) => each.category)).toEqual(
    expect.arrayContaining(['suppressions', 'audit', 'consents']),
  )
  const gone = { name: 'twilio', asked: 1, done: 1, outstanding: 0, outstanding_ids: [] }
  expect(done.receipt.vendors).toEqual([
    { ...gone, name: 'carrier', kind: 'recording' },
    { ...gone, kind: 'call' },
    { ...gone, kind: 'recording' },
  ])
  // What stays has nothing in it that was sealed, and of what was written to the platform nobody knows whose it was.
  expect(await sealedUnder(`closed:${done.id}`)).toEqual([])
  const looked = 'SELECT count(*) AS n, count(next_look_at_ms) AS due FROM privacy_requests WHERE tenant_id = ?'
  const requests = (await env.DB.prepare(looked).bind(`closed:${done.id}`).first<{ n: number; due: number }>())!
  expect(requests.n).toBeGreaterThan(0)
  expect(requests.due).toBe(0)
  expect(done.receipt.kept).toContainEqual(expect.objectContaining({ category: 'tickets', rows: 1, keep_days: 730 }))
  expect(await env.DB.prepare('SELECT tenant_id FROM tickets').all()).toMatchObject({ results: [{ tenant_id: null }] })
  // A call that advertised is kept as long as the law says, and nobody finds out by it whom it reached.
  expect(done.receipt.kept).toContainEqual(
    expect.objectContaining({ category: 'calls', rows: 1, basis: 'legal_obligation', keep_days: 1826 }),
  )
  const apart = 'SELECT person_id, masked_number, sealed_number FROM calls WHERE tenant_id = ?'
  expect(await env.DB.prepare(apart).bind(`closed:${done.id}`).first()).toEqual({
    person_id: null,
    masked_number: null,
    sealed_number: null,
  })
  expect((await objectsOf(tenant.id)).filter((key) => !key.startsWith('erased/'))).toEqual([])
  const mail = "SELECT count(*) AS n FROM outgoing_mails WHERE tenant_id = 'platform' AND once_key = ?"
  expect(await env.DB.prepare(mail).bind(`${done.id}:receipt`).first('n')).toBe(1)
  expect((await ask(other.key, '/people')).json.data).toHaveLength(1)
  expect((await ask(second, '/account')).status).toBe(401)

  // Opened again it has nothing of what was, and knows whom to leave alone.
  const reopened = await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { body: {} })
  const key = reopened.json.keys[0].key
  for (const [tag, id] of ids) {
    if (tag === 'suppressions' || tag === 'carriers') continue
    expect((await ask(key, `/${tag}/${id}`)).status, tag).toBe(404)
  }
  expect((await ask(key, `/people/${personId}`)).status).toBe(404)
  const may = { to: '+12125550144', channel: 'sms', purpose: 'appointment_reminder' }
  expect((await ask(key, '/contact_decisions', { body: may })).json).toMatchObject({ allowed: false })

  // A key that comes back shows.
  await personKey(ctx.vault, ctx.blobs, tenant.id, 'per_1')
  await env.DB.prepare("UPDATE tenants SET status = 'closed' WHERE id = ?").bind(tenant.id).run()
  expect(await operated(tenant)).toMatchObject({ verified: 'failed' })
}, 60_000)

test('an erasing that is cut short at any point goes on where there is still something, and nothing calls it off', async () => {
  const tenant = await aTenant()
  await ask(tenant.key, '/people', { body: { name: 'Ann Lee', phone: '+12125550143' } })
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  let hours = 0
  const failing = (store: 'blobs' | 'db', method: string) => {
    hours += 2
    const deps = sweepDeps(Date.now() + 91 * DAY_MS + hours * HOUR_MS)
    const [global, ...rest] = deps.regions
    const broken = new Proxy(global![store], {
      get(real, name) {
        if (name === method) return () => Promise.reject(new Error('gone'))
        const value: unknown = Reflect.get(real, name, real)
        return typeof value === 'function' ? value.bind(real) : value
      },
    })
    return { ...deps, regions: [{ ...global!, [store]: broken }, ...rest] }
  }
  for (const [store, method] of [
    ['blobs', 'delete'],
    ['db', 'batch'],
    ['db', 'run'],
  ] as const) {
    await sweepClosures(failing(store, method))
    expect((await operated(tenant)).status, method).toBe('working')
  }
  expect((await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { body: {} })).status).toBe(409)
  await sweepIn(92)
  const done = await operated(tenant)
  expect(done).toMatchObject({ status: 'completed', verified: 'ok' })
  expect(done.receipt.rows_before).toMatchObject({ people: 1, api_keys: 2 })
})

test('what vendors have is deleted there before the accounts go, however long they refuse and wherever it breaks off', async () => {
  const tenant = await aTenant()
  const account = `AC${'2'.repeat(32)}`
  await ask(tenant.key, '/carriers/twilio', { body: { account_sid: account, auth_token: 'a'.repeat(32) } })
  await ask(tenant.key, '/numbers', { body: { phone_number: LINE, account_sid: account } })
  const ctx = ctxAt(Date.now(), 'global', tenant.id)
  const advertised = { accountSid: account, purpose: 'marketing' }
  for (const id of ['call_v1', 'call_v2']) {
    await aCall(ctx, { id, accountSid: account, ...(id === 'call_v2' && advertised) })
    await aRecording(ctx, id)
  }
  await aRecording(ctx, 'call_v1', { id: 'rec_v3', kind: 'voicemail', carrierRecordingId: 'RE-voicemail' })
  await ctx.db
    .insert(messages)
    .values([aMessage(ctx, 'SM1'), aMessage(ctx, 'SM2'), aMessage(ctx, 'wamid.1', 'whatsapp')])
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  const other = await aTenant()
  const taken = await ask(other.key, '/numbers', { body: { phone_number: LINE } })
  expect(taken.status, 'the line is free at once').toBe(201)

  // It breaks off at every step there is. Whatever was there is in its row or in the ledger, and never in neither.
  const erasesAtMs = Date.now() + 91 * DAY_MS
  let [hours, stepsDone] = [0, 0]
  for (let isBroken = true; isBroken; stepsDone += 1) {
    const deps = sweepDeps(erasesAtMs + hours * HOUR_MS)
    const { db, wasReached } = breakingAt(deps.regions[0]!.db, stepsDone)
    await sweepClosures({ ...deps, regions: [{ ...deps.regions[0]!, db }, ...deps.regions.slice(1)] })
    isBroken = wasReached()
    hours += 2
    expect(await copiesKnown(tenant.id), `step ${stepsDone}`).toEqual([
      'CA-call_v1',
      'CA-call_v2',
      'RE-call_v1',
      'RE-call_v2',
      'RE-voicemail',
      'SM1',
      'SM2',
    ])
  }
  expect(stepsDone).toBeGreaterThan(3)
  expect(await operated(tenant)).toMatchObject({ status: 'working', waits_for_vendors: 7, receipt: null })
  expect(await env.DB.prepare('SELECT count(*) AS n FROM messages').first('n')).toBe(0)

  // Thirteen days long nothing is deleted; one recording never is.
  const beganAtMs = erasesAtMs + hours * HOUR_MS
  const asked = new Set<string>()
  for (const day of [0, 4, 8, 12, 13, 16]) {
    const deps = vendorsAt(beganAtMs + day * DAY_MS, day >= 13, asked)
    await askVendors(deps)
    await sweepClosures(deps)
    const isOver = day === 16
    const line = { tenantId: tenant.id, provider: 'twilio', channel: 'sms', line: LINE } as const
    const atMs = deps.nowMs
    const platform = await platformOf(env, { ...line, evenLetGo: true }, atMs)
    const carrier = await carrierApi(env, { carrier: 'twilio', accountSid: account, tenantId: tenant.id }, atMs)
    expect([platform !== null, carrier !== null], `day ${day}`).toEqual([!isOver, !isOver])
    expect(await platformOf(env, line, atMs), 'nothing is said by it any more').toBe(null)
    if (!isOver) expect((await operated(tenant)).status, `day ${day}`).toBe('working')
  }
  expect(asked.size).toBe(7)
  const done = await operated(tenant)
  expect(done).toMatchObject({ status: 'completed', verified: 'ok', waits_for_vendors: 0 })
  const whole = { name: 'twilio', outstanding: 0, outstanding_ids: [] }
  expect(done.receipt.vendors).toEqual([
    { ...whole, kind: 'call', asked: 2, done: 2 },
    { ...whole, kind: 'message', asked: 2, done: 2 },
    { ...whole, kind: 'recording', asked: 3, done: 2, outstanding: 1, outstanding_ids: ['RE-voicemail'] },
    { ...whole, name: 'meta', kind: 'message', asked: 0, done: 0, outstanding: 1, expires_after_days: 30 },
  ])
  const theirs = 'SELECT count(*) AS n FROM numbers AS n, carrier_accounts AS c WHERE ? IN (n.tenant_id, c.tenant_id)'
  expect(await env.DB.prepare(theirs).bind(tenant.id).first('n')).toBe(0)
  expect((await ask(other.key, `/numbers/${taken.json.id}`)).status, 'whoever has the line now keeps it').toBe(200)
}, 60_000)

test('closings that wait for a hold, however many, keep no other from coming to its end', async () => {
  const held: TestTenant[] = []
  for (let nth = 0; nth < 5; nth += 1) held.push(await aTenant())
  const free = await aTenant()
  for (const tenant of [...held, free]) await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  const holdOn = env.DB.prepare(
    `INSERT INTO holds (id, tenant_id, livemode, person_id, categories, basis, sealed_reason, placed_by, starts_at_ms, ends_at_ms, created_at_ms, expires_at_ms)
     VALUES (?, ?, 1, NULL, NULL, 'litigation', '', 'operator', 1, ?, 1, ?)`,
  )
  const far = Date.now() + 900 * DAY_MS
  await env.DB.batch(held.map(({ id }, nth) => holdOn.bind(`hold_${nth}`, id, far, far)))
  await sweepIn(91)
  await sweepIn(91)
  expect((await operated(free)).status).toBe('completed')
  expect((await operated(held[0]!)).waits_for_holds).toEqual(['hold_0'])
}, 60_000)

test('a business that the operator closed winds down too, and one that is opened again is not erased', async () => {
  const tenant = await aTenant()
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  expect(await operated(tenant)).toMatchObject({ status: 'winding_down', requested_by: 'operator' })
  await ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'DELETE' })
  const { json } = await ask(OPERATOR_KEY, `/tenants/${tenant.id}/reopen`, { body: {} })
  await sweepIn(200)
  expect(await operated(tenant)).toMatchObject({ status: 'cancelled' })
  expect((await ask(json.keys[0].key, '/account')).json.name).toBe(NAME)
})

test('nobody takes a business over before the notice is over, nor when it objected', async () => {
  const tenant = await aTenant()
  const on = (days: number) => ({
    legal_name: 'Smile Group',
    privacy_contact: 'privacy@example.org',
    effective_at: new Date(Date.now() + days * DAY_MS).toISOString(),
  })
  const announce = (days: number) => ask(tenant.key, '/account/succession', { body: on(days) })
  const complete = () => ask(OPERATOR_KEY, `/tenants/${tenant.id}/succession/complete`, { body: {} })
  expect((await announce(29)).json.errors[0].pointer).toBe('/effective_at')
  expect((await complete()).status).toBe(404)
  expect((await announce(31)).json).toMatchObject({ status: 'announced', successor: { legal_name: 'Smile Group' } })
  expect((await announce(40)).status).toBe(409)
  expect((await complete()).status).toBe(409)
  expect((await ask(tenant.key, '/account/succession/object', { body: {} })).json.status).toBe('objected')
  expect((await complete()).status).toBe(404)

  await announce(31)
  const endpoint = { url: 'http://127.0.0.1:9/hooks', events: ['*'] }
  const hook = (await ask(tenant.key, '/webhook_endpoints', { body: endpoint })).json
  const wanted = { reason: 'A person is shown twice.', scopes: ['people:read'], minutes: 600 }
  const grant = (await ask(OPERATOR_KEY, `/tenants/${tenant.id}/support_grants`, { body: wanted })).json
  await ask(tenant.key, `/support_grants/${grant.id}/approve`, { method: 'POST' })
  await env.DB.prepare("UPDATE closures SET effective_at_ms = 1 WHERE status = 'announced'").run()
  // It breaks off after the keys were changed. Whoever asks again gets keys that open, and the rest is done.
  const ctx = ctxAt(Date.now(), 'global', tenant.id)
  const db = new Proxy(ctx.db, {
    get: (real, name) =>
      name === 'select'
        ? () => {
            throw new Error('gone')
          }
        : Reflect.get(real, name, real),
  })
  await expect(completeSuccession({ ...ctx, db })).rejects.toThrow('gone')
  expect((await ask(tenant.key, '/account')).status, 'revoked at once').toBe(401)
  const { status, json } = await complete()
  expect([status, json.name, json.privacy_contact]).toEqual([200, 'Smile Group', 'privacy@example.org'])
  expect((await ask(tenant.key, '/account')).status).toBe(401)
  expect((await complete()).status, 'once').toBe(404)
  const ended = env.DB.prepare(
    'SELECT w.status AS hook, w.disabled_reason, g.status AS support FROM webhook_endpoints AS w, support_grants AS g WHERE w.id = ? AND g.id = ?',
  )
  expect(await ended.bind(hook.id, grant.id).first()).toEqual({
    hook: 'disabled',
    disabled_reason: 'handed_over',
    support: 'revoked',
  })
  const open = 'SELECT count(*) AS n FROM api_keys WHERE tenant_id = ? AND revoked_at_ms IS NULL'
  expect(await env.DB.prepare(open).bind(tenant.id).first('n')).toBe(2)
  const stored = JSON.stringify(await env.DB.prepare('SELECT * FROM closures').all())
  expect(stored).not.toContain('Smile Group')
})
