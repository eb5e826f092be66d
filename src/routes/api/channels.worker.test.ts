import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { ask, aTenant, OPERATOR_KEY } from '../../../test/api-client.ts'
import { aWhatsAppLine } from '../../../test/played-whatsapp.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { findMessageLine } from '../../messages/message-line.ts'
import type { MessagingApi } from '../../providers/messaging/contract.ts'
import { channels } from '../../records/channels/table.ts'
import { subscribeChannels } from '../../sweeps/subscribe-channels.ts'
import { channelSecretPlace, type ChannelRow } from '../../tenants/channel.ts'
import { claimChannel, type WantedChannel } from '../../tenants/claim-channel.ts'
import { claimNumber } from '../../tenants/claim-number.ts'
import { releaseChannel } from '../../tenants/release-channel.ts'
import { subscribeChannel } from '../../tenants/subscribe-channel.ts'

const LINE = '106540352242922'
const WABA = '102290129340398'
const CLAIM = { kind: 'whatsapp', phone_number_id: LINE, account_id: WABA }

/** The network's far end: a platform that answers in turn with these codes, `fine` where it takes it, and notes what it was asked. */
function aPlatform(answers: string[] = []): MessagingApi & { readonly asked: string[] } {
  const asked: string[] = []
  const next = <T>(name: string, value: T): Promise<Result<T, string>> => {
    asked.push(name)
    const answer = answers.shift() ?? 'fine'
    return Promise.resolve(answer === 'fine' ? ok(value) : err(answer))
  }
  const never = () => Promise.reject(new Error('not asked for here'))
  return {
    asked,
    subscribe: (accountId) => next(`subscribe ${accountId}`, undefined),
    unsubscribe: (accountId) => next(`unsubscribe ${accountId}`, undefined),
    lookUp: () => Promise.resolve(ok({ displayNumber: '+1 212 555 0142' })),
    send: never,
    markRead: never,
    fetchMedia: never,
    deleteMessage: never,
  }
}

const ctxOf = (tenantId: string, livemode = true): Ctx =>
  contextOf(env, { tenantId, region: 'global', livemode, actor: { type: 'system', name: 'test' } }, Date.now())

const WANTED: WantedChannel = {
  provider: 'whatsapp',
  line: LINE,
  accountId: WABA,
  agentId: null,
  appSecret: null,
  accessToken: null,
}

async function aClaim(wanted: Partial<WantedChannel> = {}) {
  const { id, key } = await aTenant()
  const ctx = ctxOf(id)
  const claimed = await claimChannel(ctx, { ...WANTED, ...wanted })
  if (!claimed.ok) throw new Error(claimed.error)
  return { ctx, key, row: claimed.value }
}

const statusOf = async ({ directory }: Ctx) =>
  (await directory.select().from(channels)).map(({ status, detail }) => [status, detail])

test('a line is claimed by one business only, and the claim stands while no platform is there', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const claimed = await ask(one.key, '/channels', { body: CLAIM })
  expect(claimed).toMatchObject({
    status: 201,
    json: { phone_number_id: LINE, account_id: WABA, status: 'pending', detail: 'unknown', livemode: true },
  })
  expect(await ask(two.key, '/channels', { body: CLAIM })).toMatchObject({
    status: 409,
    json: { code: 'number_taken', errors: [{ pointer: '/phone_number_id', code: 'taken' }] },
  })
  const again = await ask(one.key, '/channels', { body: CLAIM })
  expect(again.json.errors[0].code).toBe('yours_already')

  const { id } = claimed.json
  expect((await ask(two.key, `/channels/${id}`)).status).toBe(404)
  expect((await ask(two.key, `/channels/${id}`, { method: 'DELETE' })).status).toBe(404)
  expect((await ask(one.key, '/channels')).json.data).toHaveLength(1)
  expect((await ask(one.key, `/channels/${id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await ask(two.key, '/channels', { body: CLAIM })).status).toBe(201)
})

test('of businesses that claim a line at once one gets it', async () => {
  const tenants = await Promise.all(Array.from({ length: 6 }, () => aTenant()))
  const answers = await Promise.all(tenants.map(({ key }) => ask(key, '/channels', { body: CLAIM })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409])
})

test('what is missing or no name of a line is refused by field', async () => {
  const { key } = await aTenant()
  const wrong = async (body: object) => (await ask(key, '/channels', { body })).json.errors[0]
  expect(await wrong({ kind: 'whatsapp', phone_number_id: LINE })).toMatchObject({ pointer: '/account_id' })
  expect(await wrong({ ...CLAIM, phone_number_id: 'a/b' })).toMatchObject({ pointer: '/phone_number_id' })
  expect(await wrong({ ...CLAIM, provider: 'twilio', phone_number_id: '12' })).toMatchObject({
    code: 'not_a_phone_number',
  })
  expect(await wrong({ ...CLAIM, agent_id: 'agt_none' })).toMatchObject({ pointer: '/agent_id', code: 'unknown' })
})

test('a test key claims within its business, and no platform hears of it', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  for (const { testKey } of [one, two]) {
    const { status, json } = await ask(testKey, '/channels', { body: CLAIM })
    expect(status).toBe(201)
    expect(json).toMatchObject({ livemode: false, status: 'test' })
    expect((await ask(testKey, `/channels/${json.id}/subscribe`, { method: 'POST' })).json.status).toBe('test')
    expect((await ask(testKey, `/channels/${json.id}`, { method: 'DELETE' })).status).toBe(204)
  }
  const ctx = ctxOf(one.id, false)
  const claimed = await claimChannel(ctx, WANTED)
  const platform = aPlatform()
  if (!claimed.ok) throw new Error(claimed.error)
  await subscribeChannel(ctx, claimed.value, platform)
  await releaseChannel(ctx, claimed.value, platform)
  expect(platform.asked).toEqual([])
})

test('the sweep subscribes what is waiting, and goes on past what fails', async () => {
  const { ctx } = await aClaim()
  await claimChannel(ctx, { ...WANTED, line: '2' })
  const sweep = (platformFor: (channel: ChannelRow) => MessagingApi | null) =>
    subscribeChannels({
      directory: ctx.directory,
      nowMs: ctx.nowMs,
      platformFor: (channel) => Promise.resolve(platformFor(channel)),
    })
  const failing = (channel: ChannelRow) => {
    if (channel.line === LINE) throw new Error('the account does not open')
    return aPlatform(['190'])
  }
  expect(await sweep(failing)).toBe(0)
  expect((await statusOf(ctx)).toSorted()).toEqual([
    ['failed', '190'],
    ['pending', null],
  ])
  expect(await sweep(() => aPlatform(['http_503']))).toBe(0)
  expect(await statusOf(ctx)).toEqual([
    ['pending', 'http_503'],
    ['pending', 'http_503'],
  ])
  const platform = aPlatform()
  expect(await sweep(() => platform)).toBe(2)
  expect(platform.asked).toEqual([`subscribe ${WABA}`, `subscribe ${WABA}`])
  expect(await sweep(() => platform)).toBe(0)
  expect((await ctx.directory.select().from(channels)).map(({ displayNumber }) => displayNumber)).toEqual([
    '+1 212 555 0142',
    '+1 212 555 0142',
  ])
})

test('an account is left with its last line, and not while the platform is in trouble', async () => {
  const { ctx, row } = await aClaim()
  const other = await claimChannel(ctx, { ...WANTED, line: '2' })
  if (!other.ok) throw new Error(other.error)
  const platform = aPlatform(['unreached'])
  expect(await releaseChannel(ctx, row, platform)).toMatchObject({ ok: true })
  // Of the line that is left, the account is made sure of.
  expect(platform.asked).toEqual([`subscribe ${WABA}`])

  await subscribeChannel(ctx, other.value, aPlatform())
  const last = { ...other.value, status: 'subscribed' as const }
  const away = aPlatform(['unreached'])
  expect(await releaseChannel(ctx, last, away)).toEqual({ ok: false, error: 'unreached' })
  expect(await statusOf(ctx)).toHaveLength(1)
  const there = aPlatform(['100'])
  expect(await releaseChannel(ctx, last, there)).toMatchObject({ ok: true })
  expect(there.asked).toEqual([`unsubscribe ${WABA}`])
  expect(await statusOf(ctx)).toEqual([])
})

test('a line given back while its account was being subscribed is let go there again', async () => {
  const { ctx, row } = await aClaim()
  await releaseChannel(ctx, row, null)
  const platform = aPlatform()
  expect(await subscribeChannel(ctx, row, platform)).toBeUndefined()
  expect(platform.asked).toEqual([`subscribe ${WABA}`, `unsubscribe ${WABA}`])
})

test('an application of one’s own is kept sealed, is never shown, and speaks for nobody else’s lines', async () => {
  const own = { appSecret: 'own-app-secret', accessToken: 'own-access-token' }
  const { ctx, row, key } = await aClaim(own)
  expect(JSON.stringify(row)).not.toContain('own-')
  const place = channelSecretPlace(row.id, 'access_token')
  expect(await ctx.vault.openForTenant(ctx.tenantId, place, row.sealedAccessToken ?? '')).toBe('own-access-token')
  const shown = (await ask(key, `/channels/${row.id}`)).json
  expect(shown).toMatchObject({ app_secret: '•••', access_token: '•••' })

  const stranger = ctxOf((await aTenant()).id)
  expect(await claimChannel(stranger, { ...WANTED, line: '2' })).toEqual({ ok: false, error: 'account_taken' })
  expect(await claimChannel(ctx, { ...WANTED, line: '3' })).toMatchObject({ ok: true })
})

test('a number that the business’s own application cannot read is not subscribed, whatever becomes of the account', async () => {
  const { ctx, row } = await aClaim({ appSecret: 'own-app-secret', accessToken: 'own-access-token' })
  const answering = (code: string): MessagingApi => ({ ...aPlatform(), lookUp: () => Promise.resolve(err(code)) })
  expect(await subscribeChannel(ctx, row, answering('100'))).toMatchObject({
    status: 'failed',
    detail: '100',
  })
  const away = await subscribeChannel(ctx, row, answering('http_503'))
  expect(away).toMatchObject({ status: 'pending', detail: 'http_503' })
  const found = await subscribeChannel(ctx, row, aPlatform())
  expect(found).toMatchObject({ status: 'subscribed', detail: null, displayNumber: '+1 212 555 0142' })
})

test('all numbers of one of Meta’s accounts are one business’s, whoever brings an application or not', async () => {
  const { ctx } = await aClaim()
  const { key } = await aTenant()
  const refused = await ask(key, '/channels', { body: { ...CLAIM, phone_number_id: '2' } })
  expect(refused).toMatchObject({
    status: 409,
    json: { code: 'number_taken', errors: [{ pointer: '/account_id', code: 'account_taken' }] },
  })
  expect((await ask(key, '/channels')).json.data).toEqual([])
  expect(await claimChannel(ctx, { ...WANTED, line: '3' })).toMatchObject({ ok: true })
  expect((await ask((await aTenant()).key, '/channels', { body: CLAIM })).json.errors[0].code).toBe('taken')
})

test('of businesses that claim numbers of one account at once, one gets the account', async () => {
  const tenants = await Promise.all(Array.from({ length: 6 }, () => aTenant()))
  const claimed = await Promise.all(
    tenants.map(({ id }, nth) => claimChannel(ctxOf(id), { ...WANTED, line: String(nth) })),
  )
  expect(claimed.map(({ ok: isClaimed }) => isClaimed).toSorted()).toEqual([false, false, false, false, false, true])
})

test('a claim that its platform turned down is taken by no stranger, and a claim that is refused deletes nobody’s', async () => {
  const { ctx, row } = await aClaim()
  const sender = { provider: 'twilio', line: '+12125550142', accountId: `AC${'1'.repeat(32)}` } as const
  const written = await claimChannel(ctx, { ...WANTED, ...sender })
  if (!written.ok) throw new Error(written.error)
  for (const claimed of [row, written.value]) await subscribeChannel(ctx, claimed, aPlatform(['100']))
  const stranger = ctxOf((await aTenant()).id)
  const refused = (wanted: Partial<WantedChannel>) => claimChannel(stranger, { ...WANTED, ...wanted })
  expect(await refused({})).toEqual(err('taken'))
  expect(await refused({ line: '2' })).toEqual(err('account_taken'))
  expect(await refused(sender)).toEqual(err('taken'))
  await refused({ line: 'x', accountId: sender.accountId })
  const kept = await ctx.directory.select().from(channels).where(eq(channels.tenantId, ctx.tenantId))
  expect(kept.map(({ id, status }) => [id, status]).toSorted()).toEqual(
    [row, written.value].map(({ id }) => [id, 'failed']).toSorted(),
  )
})

test('nobody’s number is called as another’s account is, nor the other way round', async () => {
  await aClaim()
  const stranger = ctxOf((await aTenant()).id)
  const taken = { ok: false, error: 'account_taken' }
  expect(await claimChannel(stranger, { ...WANTED, line: '2', accountId: LINE })).toEqual(taken)
  expect(await claimChannel(stranger, { ...WANTED, line: WABA, accountId: '2' })).toEqual(taken)
})

test('what is written to a number goes to whoever claimed it, whatever account of that name was there before', async () => {
  const [early, holder] = [
    await aWhatsAppLine({ accountId: LINE, createdAtMs: 1 }),
    await aWhatsAppLine({ line: LINE, claim: `whatsapp:${LINE}` }),
  ]
  const asked = {
    directory: ctxOf(early.tenant.id).directory,
    dbOf: () => ctxOf(early.tenant.id).db,
    nowMs: Date.now(),
  }
  const lineCalled = (line: string) => findMessageLine(asked, { provider: 'whatsapp', channel: null, line })
  expect(await lineCalled(LINE)).toMatchObject({ tenantId: holder.tenant.id, accountId: holder.accountId })
  expect(await lineCalled(holder.accountId)).toMatchObject({ tenantId: holder.tenant.id })
  expect(await lineCalled('nobody')).toBeNull()
})

test('over Twilio, what is written to a number goes to the business that holds it, on both channels', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const sender = { kind: 'whatsapp', provider: 'twilio', phone_number_id: '(212) 555-0142' }
  expect((await ask(one.key, '/numbers', { body: { phone_number: '+12125550142' } })).status).toBe(201)
  expect((await ask(two.key, '/channels', { body: sender })).json.errors[0].code).toBe('taken')
  const mine = await ask(one.key, '/channels', { body: sender })
  expect(mine).toMatchObject({ status: 201, json: { phone_number_id: '+12125550142', provider: 'twilio' } })
  expect(mine.json.account_id).toMatch(/^AC/)

  await ask(one.key, '/channels', { body: { ...sender, phone_number_id: '+12125550143' } })
  const number = { phoneNumber: '+12125550143', agentId: null, carrier: 'twilio', accountSid: mine.json.account_id }
  expect(await claimNumber(ctxOf(two.id), number)).toEqual({ ok: false, error: 'taken' })
})

test('an agent for health care answers on no WhatsApp line, however it comes there', async () => {
  const { key } = await aTenant()
  const anAgent = async (template: string) => {
    const { json } = await ask(key, '/agents', { body: { template } })
    await ask(key, `/agents/${json.id}/publish`, { method: 'POST' })
    return String(json.id)
  }
  const [health, dental] = [await anAgent('family-practice'), await anAgent('dental-clinic')]
  const refused = { status: 403, json: { code: 'channel_not_allowed', rule_ids: ['R-46'] } }
  expect(await ask(key, '/channels', { body: { ...CLAIM, agent_id: health } })).toMatchObject(refused)

  const { json } = await ask(key, '/channels', { body: { ...CLAIM, agent_id: dental } })
  expect(json).toMatchObject({ agent_id: dental })
  const patch = { method: 'PATCH', body: { agent_id: health } }
  expect(await ask(key, `/channels/${json.id}`, patch)).toMatchObject(refused)

  const { json: practice } = await ask(key, `/agents/${health}`)
  const changed = await ask(key, `/agents/${dental}`, { method: 'PATCH', body: { document: practice.draft } })
  expect(changed.status).toBe(200)
  expect(await ask(key, `/agents/${dental}/publish`, { method: 'POST' })).toMatchObject(refused)
  expect(
    (await ask(key, `/channels/${json.id}`, { method: 'PATCH', body: { agent_id: null } })).json.agent_id,
  ).toBeNull()
})

test('a business that closes lets go of its lines', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  await ask(one.key, '/channels', { body: CLAIM })
  await ask(OPERATOR_KEY, `/tenants/${one.id}`, { method: 'DELETE' })
  expect((await ask(two.key, '/channels', { body: CLAIM })).status).toBe(201)
})

test.each([
  ['a secret without a token', { app_secret: 'secret-of-our-app' }, '/access_token'],
  ['a token without a secret', { access_token: 'token-of-our-app' }, '/app_secret'],
])('%s is half an application, and refused', async (_, half, pointer) => {
  const { testKey } = await aTenant()
  const body = { kind: 'whatsapp', phone_number_id: '10054321', account_id: '20098765', ...half }
  expect(await ask(testKey, '/channels', { body })).toMatchObject({
    status: 422,
    json: { errors: [{ pointer, code: 'missing' }] },
  })
})
