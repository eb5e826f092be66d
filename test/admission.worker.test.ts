import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { dropStandings } from '../src/calls/guards/may-begin.ts'
import { dropLines } from '../src/calls/line.ts'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { count } from '../src/events/count.ts'
import type { SetLimits } from '../src/tenants/limits.ts'
import { retentionSettings } from '../src/records/retention/table.ts'
import { changeTenant } from '../src/tenants/change-tenant.ts'
import { blockCaller, unblockCaller } from '../src/tenants/block-caller.ts'
import { openDirectory } from '../src/context.ts'
import { OPERATOR_KEY, aTenant, ask } from './api-client.ts'
import { aLine, type AnsweredLine } from './line.ts'
import { aCall, attributeOf } from './played-call.ts'

const CALLER = '+12125550142'
const ANSWERED = /<ConversationRelay/

/** A clinic that has nobody to ring. */
const alone = (document: AgentDocument): AgentDocument => ({ ...document, routing: [] })

/** Nothing recorded is kept, so no voicemail can be left either. */
const keepNothing = ({ ctx }: AnsweredLine) =>
  ctx.db
    .insert(retentionSettings)
    .values({ tenantId: ctx.tenantId, category: 'recordings', keepDays: 0, updatedAtMs: ctx.nowMs })

async function aLimitedLine(limits: SetLimits, change = alone): Promise<AnsweredLine> {
  const line = await aLine({ change })
  await changeTenant(openDirectory(env), line.ctx.tenantId, { limits })
  return line
}

const refusals = async (): Promise<unknown[]> => {
  const { results } = await env.DB.prepare("SELECT body FROM events WHERE type = 'call.refused'").all<{
    body: string
  }>()
  return results.map(({ body }) => (JSON.parse(body) as { data: { reason: string } }).data.reason)
}

const counted = async (name: string): Promise<number> =>
  (await env.DB.prepare('SELECT sum(value) AS n FROM counters WHERE name = ?').bind(name).first<{ n: number }>())?.n ??
  0

test('one call more than the business takes at a time hears that the lines are busy, and is counted once', async () => {
  const line = await aLimitedLine({ concurrentCalls: 2 })
  const { phoneNumber } = line
  await keepNothing(line)
  expect(await aCall(phoneNumber, '+12125550151').ring()).toMatch(ANSWERED)
  expect(await aCall(phoneNumber, '+12125550152').ring()).toMatch(ANSWERED)
  const third = aCall(phoneNumber, '+12125550153')
  for (const _ of [1, 2]) {
    const twiml = await third.ring()
    expect(twiml).toMatch(/<Say[^>]*>[^<]*busy[^<]*<\/Say>\s*<Hangup/)
    expect(twiml).not.toMatch(ANSWERED)
  }
  expect(await refusals()).toEqual(['concurrent_calls'])
  expect(await counted('calls.refused.concurrent_calls')).toBe(1)
})

test('whoever finds the lines busy may leave a voicemail, and the call begins with that', async () => {
  const { phoneNumber } = await aLimitedLine({ concurrentCalls: 1 })
  await aCall(phoneNumber, '+12125550151').ring()
  const second = aCall(phoneNumber, '+12125550152')
  const twiml = await second.ring()
  expect(twiml).toMatch(/<Say[^>]*>[^<]*busy[^<]*leave a message[^<]*<\/Say><Record/)
  const report = { RecordingSid: `RE${'a'.repeat(32)}`, RecordingStatus: 'completed', RecordingDuration: '9' }
  const address = attributeOf(twiml, 'Record', 'recordingStatusCallback')
  expect((await second.post(address, second.params(report))).status).toBe(200)
  expect((await second.object().peek())?.status).toBeDefined()
})

test('a place is free again once a call is over', async () => {
  const { phoneNumber } = await aLimitedLine({ concurrentCalls: 1 })
  const first = aCall(phoneNumber, '+12125550151')
  const twiml = await first.ring()
  expect(await first.connect(twiml)).not.toBeNull()
  expect(await aCall(phoneNumber, '+12125550152').ring()).toMatch(/busy/)
  await first.post('/hooks/voice/twilio/status', first.params({ CallStatus: 'completed', CallDuration: '9' }))
  await expect
    .poll(
      async () => {
        dropStandings()
        return aCall(phoneNumber, '+12125550152').ring()
      },
      { timeout: 40_000 },
    )
    .toMatch(ANSWERED)
})

test('ten calls at the same moment take the three places there are', async () => {
  const { phoneNumber } = await aLimitedLine({ concurrentCalls: 3 })
  const rung = await Promise.all(Array.from({ length: 10 }, (_, nth) => aCall(phoneNumber, `+1212555016${nth}`).ring()))
  expect(rung.filter((twiml) => ANSWERED.test(twiml))).toHaveLength(3)
})

test('a repeated webhook of a call that was let in gets its first answer, though the lines are full by then', async () => {
  const { phoneNumber } = await aLimitedLine({ concurrentCalls: 1 })
  const call = aCall(phoneNumber)
  const first = await call.ring()
  dropStandings()
  expect(await call.ring()).toBe(first)
})

test('when the minutes of the day are used up the caller is put through to the business itself', async () => {
  const { ctx, phoneNumber } = await aLimitedLine({ minutesPerDay: 10 }, (document) => ({
    ...document,
    routing: [{ intent: '*', when: 'always', to: { kind: 'phone', number: '+12125550190', mode: 'cold' } }],
  }))
  await ctx.db.batch([count(ctx, { call_seconds: 600 })])
  const twiml = await aCall(phoneNumber).ring()
  expect(twiml).toMatch(/<Dial[\s\S]*\+12125550190/)
  expect(await refusals()).toEqual(['minutes'])
})

test('when the tokens of the day are used up no call reaches a model', async () => {
  const { ctx, phoneNumber } = await aLimitedLine({ modelTokensPerDay: 1000 })
  await keepNothing({ ctx, phoneNumber, agentId: '' })
  await ctx.db.batch([count(ctx, { 'model.input_tokens': 900, 'model.output_tokens': 100 })])
  expect(await aCall(phoneNumber).ring()).toMatch(/<Say[^>]*>[^<]*cannot take your call[^<]*<\/Say>\s*<Hangup/)
  expect(await refusals()).toEqual(['model_tokens'])
})

test('one number may ring so often within the hour, and others are answered all the same', async () => {
  const { phoneNumber } = await aLimitedLine({ callsPerCallerPerHour: 2 })
  expect(await aCall(phoneNumber, CALLER).ring()).toMatch(ANSWERED)
  expect(await aCall(phoneNumber, CALLER).ring()).toMatch(ANSWERED)
  expect(await aCall(phoneNumber, CALLER).ring()).toMatch(/several times/)
  expect(await aCall(phoneNumber, '+12125550143').ring()).toMatch(ANSWERED)
  for (const _ of [1, 2, 3]) expect(await aCall(phoneNumber, 'anonymous').ring()).toMatch(ANSWERED)
  expect(await refusals()).toEqual(['caller_rate'])
})

test('a blocked caller hears one sentence and is hung up on, until they are unblocked', async () => {
  const { ctx, phoneNumber } = await aLine()
  const blocked = await blockCaller(ctx, { phone: CALLER, reason: 'abusive' })
  if (!blocked.ok) throw new Error(blocked.error.reason)
  expect(await aCall(phoneNumber, CALLER).ring()).toMatch(/<Say[^>]*>[^<.]*\.<\/Say>\s*<Hangup/)
  expect(await aCall(phoneNumber, 'anonymous').ring()).toMatch(ANSWERED)
  expect(await aCall(phoneNumber, '+12125550143').ring()).toMatch(ANSWERED)
  expect(await refusals()).toEqual(['blocked'])
  await unblockCaller(ctx, blocked.value.id)
  expect(await aCall(phoneNumber, CALLER).ring()).toMatch(ANSWERED)
})

test('a caller is turned away in the language of the business', async () => {
  const { ctx, phoneNumber } = await aLine({
    change: (document) => ({ ...document, languages: { ...document.languages, default: 'es-MX' } }),
  })
  await blockCaller(ctx, { phone: CALLER, reason: 'abusive' })
  expect(await aCall(phoneNumber, CALLER).ring()).toMatch(/language="es-MX"[^>]*>No podemos atender su llamada\./)
})

test('a caller whose number does not hold is noted, and turned away only where the agent says so', async () => {
  const noted = await aLine()
  const call = aCall(noted.phoneNumber)
  const verdict = { CallStatus: 'ringing', StirVerstat: 'TN-Validation-Failed-C' }
  const twiml = await (await call.post('/hooks/voice/twilio', call.params(verdict))).text()
  expect(await call.connect(twiml)).not.toBeNull()
  const row = () => env.DB.prepare('SELECT caller_verdict AS verdict FROM calls').first<{ verdict: string }>()
  await expect.poll(async () => (await row())?.verdict, { timeout: 90_000 }).toBe('failed')
  expect(await counted('calls.caller_failed')).toBe(1)
  const strict = await aLine({
    change: (document) => ({ ...document, guardrails: { ...document.guardrails, refuseForged: true } }),
  })
  const other = aCall(strict.phoneNumber)
  const answer = await (await other.post('/hooks/voice/twilio', other.params(verdict))).text()
  expect(answer).toMatch(/unable to take your call/)
  expect(await refusals()).toEqual(['forged_number'])
})

test('a warm admission asks the database nothing', async () => {
  const { phoneNumber } = await aLine()
  await aCall(phoneNumber, '+12125550151').ring()
  const prepare = env.DB.prepare.bind(env.DB)
  let statements = 0
  env.DB.prepare = (query) => {
    statements += 1
    return prepare(query)
  }
  try {
    // What a call before it still has to write may fall into one of these; what an admission asks would be in all of them.
    const asked: number[] = []
    for (const from of ['+12125550152', '+12125550154', '+12125550155']) {
      statements = 0
      expect(await aCall(phoneNumber, from).ring()).toMatch(ANSWERED)
      asked.push(statements)
    }
    expect(Math.min(...asked)).toBe(0)
    statements = 0
    dropLines()
    expect(await aCall(phoneNumber, '+12125550153').ring()).toMatch(ANSWERED)
    expect(statements).toBeGreaterThan(0)
  } finally {
    env.DB.prepare = prepare
  }
})

test('a business sets its limits below the ceiling, the operator the ceiling, and a lowered ceiling holds at once', async () => {
  const tenant = await aTenant()
  const set = (limits: unknown) => ask(tenant.key, '/account', { method: 'PATCH', body: { limits } })
  expect((await set({ concurrent_calls: 5 })).json.limits.concurrent_calls).toBe(5)
  const over = await set({ concurrent_calls: 21 })
  expect(over.status).toBe(422)
  expect(over.json.errors[0]).toMatchObject({ pointer: '/limits/concurrent_calls', code: 'over_ceiling' })
  const raise = (ceilings: unknown) =>
    ask(OPERATOR_KEY, `/tenants/${tenant.id}`, { method: 'PATCH', body: { ceilings } })
  expect((await raise({ concurrent_calls: 50 })).json.ceilings.concurrent_calls).toBe(50)
  expect((await set({ concurrent_calls: 21 })).json.limits).toMatchObject({
    concurrent_calls: 21,
    minutes_per_day: 6000,
  })
  expect((await raise({ concurrent_calls: 3 })).json.limits.concurrent_calls).toBe(3)
  expect((await set({ ceilings: 1 })).status).toBe(422)
  dropLines()
})

test('callers are blocked, listed and unblocked over the API, and never an emergency number', async () => {
  const { key } = await aTenant()
  const post = (phone: string) => ask(key, '/blocked_callers', { body: { phone, reason: 'abusive' } })
  const { status, json } = await post('(212) 555-0142')
  expect(status).toBe(201)
  expect(json).toMatchObject({ object: 'blocked_caller', phone: '+1 ••• ••• 0142', reason: 'abusive' })
  expect((await post('+1 212 555 0142')).json.id).toBe(json.id)
  expect((await ask(key, '/blocked_callers')).json.data).toHaveLength(1)
  for (const phone of ['911', '+1911', '+44999', '+266696687']) expect((await post(phone)).status).toBe(422)
  const stranger = await aTenant()
  expect((await ask(stranger.key, `/blocked_callers/${json.id}`, { method: 'DELETE' })).status).toBe(404)
  expect((await ask(key, `/blocked_callers/${json.id}`, { method: 'DELETE' })).status).toBe(200)
  expect((await ask(key, '/blocked_callers')).json.data).toEqual([])
})
