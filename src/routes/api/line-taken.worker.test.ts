import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { aBox, type Box } from '../../../test/box.ts'
import { app } from '../../app.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { err, ok } from '../../kernel/result.ts'
import { nowhere } from '../../messages/nowhere.ts'
import type { MessagingApi } from '../../providers/messaging/contract.ts'
import { channels } from '../../records/channels/table.ts'
import { numbers } from '../../records/numbers/table.ts'
import { claimChannel, type WantedChannel } from '../../tenants/claim-channel.ts'
import { claimNumber } from '../../tenants/claim-number.ts'
import { subscribeChannel } from '../../tenants/subscribe-channel.ts'
import { takeChannel, takeNumber } from '../../tenants/take-failed-claim.ts'

const OWN_SID = `AC${'1'.repeat(32)}`
const NUMBER = '+12125550142'
const WANTED = { phoneNumber: NUMBER, agentId: null, carrier: 'twilio', accountSid: OWN_SID }
const LINE: WantedChannel = {
  provider: 'whatsapp',
  line: '106540352242922',
  accountId: '102290129340398',
  agentId: null,
  appSecret: null,
  accessToken: null,
}
const SENDER: WantedChannel = { ...LINE, provider: 'twilio', line: NUMBER, accountId: OWN_SID }

const ctxOf = (tenantId: string): Ctx =>
  contextOf(env, { tenantId, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } }, Date.now())

const aCtx = async (): Promise<Ctx> => ctxOf((await aTenant()).id)

/** The network's far end: a platform that shows every line, and notes of which it was asked. */
function showing(asked: string[] = []): MessagingApi {
  return {
    ...nowhere,
    lookUp: async (line, accountId) => {
      asked.push(`${line} in ${accountId}`)
      return ok({ displayNumber: null })
    },
  }
}
const blind: MessagingApi = { ...nowhere, lookUp: async () => err('not_found') }
const refusing: MessagingApi = { ...nowhere, subscribe: async () => err('100') }

type State = Partial<Pick<typeof numbers.$inferSelect, 'carrierStatus' | 'provenAtMs'>>

/** A number that a business claimed, and what came of that. */
async function claimed(state: State = { carrierStatus: 'not_found' }): Promise<Ctx> {
  const ctx = await aCtx()
  const claim = await claimNumber(ctx, { ...WANTED, accountSid: `AC${'9'.repeat(32)}` })
  if (!claim.ok) throw new Error(claim.error)
  await ctx.directory.update(numbers).set(state)
  return ctx
}

/** A line of Meta's or Twilio's that a business claimed, and that its platform turned down. */
async function failedChannel(ctx: Ctx, wanted: WantedChannel): Promise<void> {
  const claim = await claimChannel(ctx, wanted)
  if (!claim.ok) throw new Error(claim.error)
  expect(await subscribeChannel(ctx, claim.value, refusing)).toMatchObject({ status: 'failed', provenAtMs: null })
}

const holders = async ({ directory }: Ctx) => {
  const own = { tenantId: numbers.tenantId, provenAtMs: numbers.provenAtMs }
  const lines = { tenantId: channels.tenantId, provenAtMs: channels.provenAtMs }
  return [...(await directory.select(own).from(numbers)), ...(await directory.select(lines).from(channels))]
}

/** Claims by the API, whose platforms are `box`. */
async function claimAt(box: Box, { key }: TestTenant, path: string, body: object) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const request = new Request(`http://gateway.test/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const settings = { ...env, TWILIO_API_URL: box.url, WHATSAPP_API_URL: box.url }
  const response = await app.fetch(request, settings, createExecutionContext())
  return { status: response.status, json: await response.json<Record<string, unknown>>() }
}

const eventsOf = async ({ tenantId }: Ctx) =>
  (
    await env.DB.prepare('SELECT body FROM events WHERE tenant_id = ?').bind(tenantId).all<{ body: string }>()
  ).results.map(({ body }) => JSON.parse(body) as object)
const actsOf = async ({ tenantId }: Ctx) =>
  (
    await env.DB.prepare("SELECT actor, action FROM audit_entries WHERE tenant_id = ? AND action LIKE 'claim.%'")
      .bind(tenantId)
      .all()
  ).results

test('a number goes from a claim that failed to the business whose own account the carrier shows it in', async () => {
  const squatter = await claimed()
  const owner = await aTenant()
  const box = aBox()
  const shown = JSON.stringify({ incoming_phone_numbers: [{ phone_number: NUMBER, sid: `PN${'1'.repeat(32)}` }] })
  await box.answers({ status: 200, body: shown })
  const body = { phone_number: NUMBER }
  // In the platform's own account, which many share, nothing is shown of anybody.
  const shared = await claimAt(box, owner, '/numbers', body)
  expect(shared).toMatchObject({ status: 409, json: { code: 'number_taken', errors: [{ code: 'taken' }] } })
  expect(shared.json['detail']).toMatch(
    /^Another business holds this number by a claim that failed\..*\/v1\/carriers\/twilio.*@/,
  )
  expect(JSON.stringify(shared.json)).not.toContain(squatter.tenantId)
  expect(await box.received()).toEqual([])

  await ask(owner.key, '/carriers/twilio', { body: { account_sid: OWN_SID, auth_token: 'a'.repeat(32) } })
  const taken = await claimAt(box, owner, '/numbers', body)
  expect(taken).toMatchObject({ status: 201, json: { account_sid: OWN_SID, carrier_status: 'pointed' } })
  expect((await box.received()).every(({ path }) => path.includes(OWN_SID))).toBe(true)
  expect(await holders(squatter)).toEqual([{ tenantId: owner.id, provenAtMs: expect.any(Number) }])
  const data = { integration: 'twilio', reason: 'claim_lost', number_id: expect.stringMatching(/^num_/) }
  expect(await eventsOf(squatter)).toMatchObject([{ type: 'integration.broken', data }])
  expect(await actsOf(squatter)).toEqual([{ actor: 'system:claims', action: 'claim.lost' }])
})

test('a number that the carrier does not show to the claimant stays where it is', async () => {
  const holder = await claimed()
  const stranger = await aTenant()
  const box = aBox()
  await box.answers({ status: 200, body: '{"incoming_phone_numbers":[]}' })
  await ask(stranger.key, '/carriers/twilio', { body: { account_sid: OWN_SID, auth_token: 'a'.repeat(32) } })
  const refused = await claimAt(box, stranger, '/numbers', { phone_number: NUMBER })
  expect(refused.status).toBe(409)
  expect(refused.json['detail']).toMatch(/does not show it now/)
  expect(await takeNumber(ctxOf(stranger.id), WANTED, blind)).toEqual(err('not_shown'))
  expect(await holders(holder)).toEqual([{ tenantId: holder.tenantId, provenAtMs: null }])
  expect(await eventsOf(holder)).toEqual([])
})

test.each<[string, State]>([
  ['is being set up', { carrierStatus: 'pending' }],
  ['worked once, and is turned down now', { carrierStatus: 'failed', provenAtMs: 1 }],
  ['works', { carrierStatus: 'pointed', provenAtMs: 1 }],
])('a claim that %s is taken by nobody, whatever is shown to them, and no carrier is asked', async (_, state) => {
  const holder = await claimed(state)
  const asked: string[] = []
  expect(await takeNumber(await aCtx(), WANTED, showing(asked))).toEqual(err('stands'))
  expect(await takeChannel(await aCtx(), SENDER, showing(asked))).toEqual(err('stands'))
  expect(asked).toEqual([])
  expect((await holders(holder)).map(({ tenantId }) => tenantId)).toEqual([holder.tenantId])
})

test('of businesses that take a failed claim at once one gets it, and none where its holder comes before them', async () => {
  const holder = await claimed()
  const rivals = await Promise.all(Array.from({ length: 6 }, aCtx))
  const taken = await Promise.all(rivals.map((ctx) => takeNumber(ctx, WANTED, showing())))
  expect(taken.filter((one) => one.ok)).toHaveLength(1)
  expect(taken.flatMap((one) => (one.ok ? one.value.lost : []))).toMatchObject([{ tenantId: holder.tenantId }])
  const [winner, ...others] = await holders(holder)
  expect([rivals.some(({ tenantId }) => tenantId === winner?.tenantId), others]).toEqual([true, []])
  expect(await takeNumber(await aCtx(), WANTED, showing())).toEqual(err('stands'))

  await holder.directory.delete(numbers)
  const early = await claimed()
  const late: MessagingApi = {
    ...nowhere,
    lookUp: async () => {
      await early.directory.update(numbers).set({ carrierStatus: 'pointed', provenAtMs: 1 })
      return ok({ displayNumber: null })
    },
  }
  expect(await takeNumber(await aCtx(), WANTED, late)).toEqual(err('stands'))
  expect(await holders(early)).toEqual([{ tenantId: early.tenantId, provenAtMs: 1 }])
})

test('an account of Meta’s goes with every claim in it that failed, or with none', async () => {
  const squatter = await aCtx()
  await failedChannel(squatter, LINE)
  await failedChannel(squatter, { ...LINE, line: '2' })
  const owner = await aTenant()
  const box = aBox()
  await box.answers({ status: 200, body: JSON.stringify({ data: [{ id: LINE.line }], success: true }) })
  const body = { kind: 'whatsapp', phone_number_id: LINE.line, account_id: LINE.accountId }
  const shared = await claimAt(box, owner, '/channels', body)
  expect([shared.status, shared.json['detail']]).toEqual([409, expect.stringContaining('app_secret')])
  expect(await box.received()).toEqual([])
  const own = { app_secret: 'secret-of-our-app', access_token: 'token-of-our-app' }
  // Another number of the same account is shown to them no more than it is there.
  expect((await claimAt(box, owner, '/channels', { ...body, ...own, phone_number_id: '3' })).status).toBe(409)
  const taken = await claimAt(box, owner, '/channels', { ...body, ...own })
  expect(taken).toMatchObject({ status: 201, json: { status: 'subscribed' } })
  const [first] = await box.received()
  expect(first?.path).toContain(`/${LINE.accountId}/phone_numbers?`)
  expect(first?.headers['authorization']).toBe('Bearer token-of-our-app')
  expect(await holders(squatter)).toEqual([{ tenantId: owner.id, provenAtMs: expect.any(Number) }])
  expect(await actsOf(squatter)).toHaveLength(2)

  await squatter.directory.delete(channels)
  await failedChannel(squatter, LINE)
  const standing = await claimChannel(squatter, { ...LINE, line: '2' })
  if (!standing.ok) throw new Error(standing.error)
  await subscribeChannel(squatter, standing.value, nowhere)
  await subscribeChannel(squatter, { ...standing.value, provenAtMs: 1 }, refusing)
  expect(await takeChannel(ctxOf(owner.id), LINE, showing())).toEqual(err('stands'))
  expect(await holders(squatter)).toHaveLength(2)
})

test('a number that is claimed for WhatsApp alone is taken for calls by the same proof, and by nothing less', async () => {
  const squatter = await aCtx()
  await failedChannel(squatter, SENDER)
  const owner = await aCtx()
  expect(await claimNumber(owner, WANTED)).toEqual(err('taken'))
  expect(await takeNumber(owner, WANTED, blind)).toEqual(err('not_shown'))
  const asked: string[] = []
  expect(await takeNumber(owner, WANTED, showing(asked))).toMatchObject({ ok: true })
  expect(asked).toEqual([`${NUMBER} in ${OWN_SID}`])
  expect(await holders(owner)).toEqual([{ tenantId: owner.tenantId, provenAtMs: owner.nowMs }])

  await owner.directory.delete(numbers)
  await claimChannel(squatter, SENDER)
  expect(await takeNumber(owner, WANTED, showing())).toEqual(err('stands'))
  expect((await holders(owner)).map(({ tenantId }) => tenantId)).toEqual([squatter.tenantId])
})

test('Meta’s accounts and Twilio’s are told apart, whatever they are called', async () => {
  expect(await claimChannel(await aCtx(), SENDER)).toMatchObject({ ok: true })
  expect(await claimChannel(await aCtx(), { ...LINE, accountId: OWN_SID })).toMatchObject({ ok: true })
})
