import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ask, aTenant, OPERATOR_KEY } from '../../../test/api-client.ts'
import { contextOf, openDirectory } from '../../context.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { err, ok } from '../../kernel/result.ts'
import type { CarrierApi, CarrierFailure, NumberTargets } from '../../providers/telephony/contract.ts'
import { numbers } from '../../records/numbers/table.ts'
import { pointNumbers } from '../../sweeps/point-numbers.ts'
import { claimNumber } from '../../tenants/claim-number.ts'
import { refuseUnready } from '../../tenants/go-live.ts'
import { pointNumber } from '../../tenants/point-number.ts'
import { releaseNumber } from '../../tenants/release-number.ts'

const OWN_SID = `AC${'1'.repeat(32)}`
const TOKEN = 'a'.repeat(32)
const NUMBER = '+12125550142'
const targets: NumberTargets = {
  voiceUrl: 'https://a.test/v',
  fallbackUrl: 'https://a.test/f',
  statusUrl: 'https://a.test/s',
  messagesUrl: 'https://a.test/m',
}
const trouble: CarrierFailure = { reason: 'unreachable', code: '503', retryable: true, retryAfterMs: null }
const unknown: CarrierFailure = { reason: 'not_found', code: '404', retryable: false, retryAfterMs: null }
const refused: CarrierFailure = { reason: 'unauthorized', code: '20003', retryable: false, retryAfterMs: null }

/** The network's far end: a carrier that answers in turn with `answers`, and notes what it was asked. */
function aCarrier(answers: (CarrierFailure | 'fine')[]): CarrierApi & { readonly asked: string[] } {
  const asked: string[] = []
  const next = <T>(name: string, value: T) => {
    asked.push(name)
    const answer = answers.shift() ?? 'fine'
    return Promise.resolve(answer === 'fine' ? ok(value) : err(answer))
  }
  const never = () => Promise.reject(new Error('not asked for here'))
  return {
    asked,
    claimNumber: (number) => next(`claim ${number}`, 'PN1'),
    releaseNumber: (sid) => next(`release ${sid}`, undefined),
    fetchRecording: never,
    deleteRecording: never,
    listRecordings: never,
    deleteCall: never,
    stopRecording: never,
    hangUp: never,
    placeCall: never,
    findCalls: never,
    cancelCall: never,
  }
}

const ctxOf = (tenantId: string, livemode = true) =>
  contextOf(env, { tenantId, region: 'global', livemode, actor: { type: 'system', name: 'test' } }, Date.now())

async function aClaim(livemode = true) {
  const { id } = await aTenant()
  const claimed = await claimNumber(ctxOf(id, livemode), {
    phoneNumber: NUMBER,
    agentId: null,
    carrier: 'twilio',
    accountSid: OWN_SID,
  })
  if (!claimed.ok) throw new Error(claimed.error)
  return { ctx: ctxOf(id, livemode), row: claimed.value }
}

test('a number is claimed in any spelling, and by one business only', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const claimed = await ask(one.key, '/numbers', { body: { phone_number: '001 (212) 555-0142' } })
  expect(claimed).toMatchObject({ status: 201, json: { phone_number: NUMBER, livemode: true, agent_id: null } })

  const second = await ask(two.key, '/numbers', { body: { phone_number: '２１２５５５０１４２' } })
  expect(second).toMatchObject({
    status: 409,
    json: { code: 'number_taken', errors: [{ pointer: '/phone_number', code: 'taken' }] },
  })
  const again = await ask(one.key, '/numbers', { body: { phone_number: NUMBER } })
  expect(again).toMatchObject({ status: 409, json: { code: 'number_taken', errors: [{ code: 'yours_already' }] } })
  expect((await ask(two.key, '/numbers', { body: { phone_number: '12' } })).json.errors[0].code).toBe(
    'not_a_phone_number',
  )
})

test('of businesses that claim a number at once one gets it', async () => {
  const tenants = await Promise.all(Array.from({ length: 6 }, () => aTenant()))
  const answers = await Promise.all(tenants.map(({ key }) => ask(key, '/numbers', { body: { phone_number: NUMBER } })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409])
})

test('the claim stands while the carrier cannot be reached', async () => {
  const { key } = await aTenant()
  const { json } = await ask(key, '/numbers', { body: { phone_number: NUMBER } })
  expect(json).toMatchObject({ carrier_status: 'pending', carrier_detail: expect.stringContaining('unreachable') })
  expect((await ask(key, `/numbers/${json.id}`)).json.carrier_status).toBe('pending')
})

test('a test key claims within its business, and no carrier hears of it', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  for (const { testKey } of [one, two]) {
    const { status, json } = await ask(testKey, '/numbers', { body: { phone_number: NUMBER } })
    expect(status).toBe(201)
    expect(json).toMatchObject({ livemode: false, carrier_status: 'test', account_sid: null })
    expect((await ask(testKey, `/numbers/${json.id}/point`, { method: 'POST' })).json.carrier_status).toBe('test')
    expect((await ask(testKey, `/numbers/${json.id}`, { method: 'DELETE' })).status).toBe(204)
  }
  expect((await ask(one.key, '/numbers', { body: { phone_number: NUMBER } })).status).toBe(201)

  const { ctx, row } = await aClaim(false)
  const carrier = aCarrier([])
  await pointNumber(ctx, row, carrier, targets)
  await releaseNumber(ctx, { ...row, carrierNumberSid: 'PN1' }, carrier)
  expect(carrier.asked).toEqual([])
})

test('the sweep points what is waiting, and goes on past what fails', async () => {
  const { ctx, row } = await aClaim()
  const other = await claimNumber(ctx, {
    phoneNumber: '+12125550143',
    agentId: null,
    carrier: 'twilio',
    accountSid: OWN_SID,
  })
  const sweep = (carrierFor: (number: { phoneNumber: string }) => CarrierApi | null) =>
    pointNumbers({
      directory: ctx.directory,
      nowMs: ctx.nowMs,
      carrierFor: (number) => Promise.resolve(carrierFor(number)),
      targetsFor: () => targets,
    })
  const bad = (number: { phoneNumber: string }) => {
    if (number.phoneNumber === NUMBER) throw new Error('the account does not open')
    return aCarrier([unknown])
  }
  expect(await sweep(bad)).toBe(0)
  expect(await sweep(() => aCarrier([trouble]))).toBe(0)
  expect(await sweep(() => aCarrier([refused]))).toBe(0)
  expect(await sweep(() => null)).toBe(0)
  expect((await ctx.directory.select().from(numbers)).map(({ carrierDetail }) => carrierDetail)).toEqual([
    'unknown_account',
    'unknown_account',
  ])
  const carrier = aCarrier([])
  expect(await sweep(() => carrier)).toBe(2)
  expect(carrier.asked.toSorted()).toEqual([`claim ${NUMBER}`, 'claim +12125550143'])
  expect(await sweep(() => carrier)).toBe(0)
  const rows = await ctx.directory.select().from(numbers)
  expect(rows.map(({ carrierStatus, carrierNumberSid }) => [carrierStatus, carrierNumberSid])).toEqual([
    ['pointed', 'PN1'],
    ['pointed', 'PN1'],
  ])
  expect([row.carrierStatus, other.ok]).toEqual(['pending', true])
})

test('a number given back while its carrier is being asked is let go there again', async () => {
  const { ctx, row } = await aClaim()
  const carrier = aCarrier([])
  const slow: CarrierApi = {
    ...carrier,
    async claimNumber(number, to) {
      await releaseNumber(ctx, row, carrier)
      return carrier.claimNumber(number, to)
    },
  }
  expect(await pointNumber(ctx, row, slow, targets)).toBeUndefined()
  expect(carrier.asked).toEqual([`claim ${NUMBER}`, 'release PN1'])
})

test('a number that another business claimed while its carrier was being asked stays pointed', async () => {
  const { ctx, row } = await aClaim()
  const next = ctxOf((await aTenant()).id)
  const carrier = aCarrier([])
  const slow: CarrierApi = {
    ...carrier,
    async claimNumber(number, to) {
      await releaseNumber(ctx, row, carrier)
      await claimNumber(next, { phoneNumber: NUMBER, agentId: null, carrier: 'twilio', accountSid: OWN_SID })
      return carrier.claimNumber(number, to)
    },
  }
  expect(await pointNumber(ctx, row, slow, targets)).toBeUndefined()
  expect(carrier.asked).toEqual([`claim ${NUMBER}`])
})

test('a claim that its carrier turned down is taken by no stranger until its business gives it back', async () => {
  const { ctx, row } = await aClaim()
  const stranger = ctxOf((await aTenant()).id)
  const wanted = { phoneNumber: NUMBER, agentId: null, carrier: 'twilio', accountSid: OWN_SID }
  await pointNumber(ctx, row, aCarrier([unknown]), targets)
  expect(await claimNumber(stranger, wanted)).toEqual(err('taken'))
  await releaseNumber(ctx, row, aCarrier([]))
  expect(await claimNumber(stranger, wanted)).toMatchObject({ ok: true })
})

test('a number is given back at the carrier first; trouble there keeps the claim, ignorance does not', async () => {
  const { ctx, row } = await aClaim()
  const pointed = { ...row, carrierNumberSid: 'PN1' }
  const held = async () => (await openDirectory(env).select().from(numbers)).length
  expect(await releaseNumber(ctx, pointed, aCarrier([trouble]))).toEqual(err(trouble))
  expect(await held()).toBe(1)
  expect(await releaseNumber(ctx, pointed, aCarrier([unknown]))).toEqual(ok(undefined))
  expect(await held()).toBe(0)
})

test('closing a business frees its numbers', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  await ask(one.key, '/numbers', { body: { phone_number: NUMBER } })
  await ask(OPERATOR_KEY, `/tenants/${one.id}`, { method: 'DELETE' })
  expect((await ask(two.key, '/numbers', { body: { phone_number: NUMBER } })).status).toBe(201)
})

test('a number is answered by an agent of the business, or by none', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  await env.DB.prepare("INSERT INTO agents VALUES ('agt_1', ?, 1, 'Front desk', '{}', 0, 1, 1)").bind(one.id).run()
  const { json } = await ask(one.key, '/numbers', { body: { phone_number: NUMBER, agent_id: 'agt_1' } })
  expect(json.agent_id).toBe('agt_1')
  const theirs = await ask(two.key, '/numbers', { body: { phone_number: '+12125550143', agent_id: 'agt_1' } })
  expect(theirs.json.errors).toEqual([{ pointer: '/agent_id', code: 'unknown', detail: expect.any(String) }])
  const patch = (agentId: string | null) =>
    ask(one.key, `/numbers/${json.id}`, { method: 'PATCH', body: { agent_id: agentId } })
  expect((await patch(null)).json.agent_id).toBeNull()
  expect((await patch('agt_1')).json.agent_id).toBe('agt_1')
  expect((await patch('agt_2')).status).toBe(422)
})

test('a carrier account belongs to one business, is kept sealed and shown masked', async () => {
  const [one, two] = [await aTenant(), await aTenant()]
  const account = { account_sid: OWN_SID, auth_token: TOKEN, auth_token_secondary: 'b'.repeat(32) }
  const added = await ask(one.key, '/carriers/twilio', { body: account })
  expect(added).toMatchObject({
    status: 201,
    json: { account_sid: OWN_SID, auth_token: '•••', auth_token_secondary: '•••' },
  })
  expect((await ask(two.key, '/carriers/twilio', { body: account })).status).toBe(409)
  expect((await ask(one.key, '/carriers/twilio', { body: account })).status).toBe(409)
  const platform = { ...account, account_sid: env.TWILIO_ACCOUNT_SID }
  expect((await ask(two.key, '/carriers/twilio', { body: platform })).status).toBe(409)
  expect((await ask(two.testKey, '/carriers/twilio', { body: account })).json).toMatchObject({
    account_sid: OWN_SID,
    livemode: false,
  })

  const rows = await env.DB.prepare('SELECT * FROM carrier_accounts').all()
  expect(JSON.stringify([rows.results, (await ask(one.key, '/carriers/twilio')).json])).not.toMatch(/a{32}|b{32}/)
  const rotated = await ask(one.key, `/carriers/twilio/${added.json.id}`, {
    method: 'PATCH',
    body: { auth_token: 'c'.repeat(32) },
  })
  expect(rotated.json.auth_token_secondary).toBeNull()
})

test('a number lies in the account that was named, else in the only own one, else in the platform’s', async () => {
  const tenant = await aTenant()
  const claim = async (last: number, fields = {}) =>
    (await ask(tenant.key, '/numbers', { body: { phone_number: `+121255501${last}`, ...fields } })).json
  expect((await claim(40)).account_sid).toBe(env.TWILIO_ACCOUNT_SID)
  const first = await ask(tenant.key, '/carriers/twilio', { body: { account_sid: OWN_SID, auth_token: TOKEN } })
  expect((await claim(41)).account_sid).toBe(OWN_SID)
  const secondSid = `AC${'2'.repeat(32)}`
  await ask(tenant.key, '/carriers/twilio', { body: { account_sid: secondSid, auth_token: TOKEN } })
  expect((await claim(42)).errors[0]).toMatchObject({ pointer: '/account_sid', code: 'missing' })
  expect((await claim(42, { account_sid: secondSid })).account_sid).toBe(secondSid)
  expect((await claim(43, { account_sid: `AC${'3'.repeat(32)}` })).errors[0].code).toBe('unknown')

  expect((await ask(tenant.key, `/carriers/twilio/${first.json.id}`, { method: 'DELETE' })).status).toBe(409)
  const { data } = (await ask(tenant.key, '/numbers')).json
  const inFirst = data.find((row: { account_sid: string }) => row.account_sid === OWN_SID)
  expect((await ask(tenant.key, `/numbers/${inFirst.id}`, { method: 'DELETE' })).status).toBe(204)
  expect((await ask(tenant.key, `/carriers/twilio/${first.json.id}`, { method: 'DELETE' })).status).toBe(204)
})

test('a business goes live only with a privacy contact, and in health care with keep times of its own choosing', async () => {
  const claim = (key: string) => ask(key, '/numbers', { body: { phone_number: NUMBER } })
  const silent = await aTenant({ privacy_contact: null })
  const refused = await claim(silent.key)
  expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '/privacy_contact'])
  expect((await claim(silent.testKey)).status).toBe(201)
  const account = (body: object) => ask(silent.key, '/account', { method: 'PATCH', body })
  await account({ privacy_contact: 'privacy@example.com' })
  expect((await claim(silent.key)).status).toBe(201)
  expect((await account({ privacy_contact: null })).json.errors[0].pointer).toBe('/privacy_contact')

  const clinic = await aTenant({ privacy_contact: null })
  await env.DB.prepare("UPDATE tenants SET vertical = 'healthcare' WHERE id = ?").bind(clinic.id).run()
  const subject = { tenantId: clinic.id, region: 'global', livemode: true, actor: { type: 'operator' } } as const
  const missing = await refuseUnready(contextOf(env, subject, Date.now())).catch((refusal: Refusal) =>
    refusal.detail.errors?.map(({ pointer }) => pointer),
  )
  expect(missing).toEqual(['/privacy_contact', '/retention/recordings', '/retention/transcripts'])
  await ask(clinic.key, '/account', { method: 'PATCH', body: { privacy_contact: 'privacy@example.com' } })
  await ask(clinic.key, '/retention', { method: 'PATCH', body: { mode: 'standard' } })
  await refuseUnready(contextOf(env, subject, Date.now()))
})
