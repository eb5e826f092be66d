import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { CallHandle } from '../src/calls/call-handle.ts'
import { settleRecording } from '../src/calls/owed-recording.ts'
import type { CallState } from '../src/calls/call-state.ts'
import { heldStore, type HeldStore } from './held-store.ts'
import { aLine, ACCOUNT_SID } from './line.ts'
import { aCall, attributeOf, type PlayedCall, type PlayedSocket } from './played-call.ts'
import { storeTrouble, type StoreTrouble } from './store-trouble.ts'

const RECORDING = `RE${'0'.repeat(31)}1`
const HOUR_MS = 3_600_000
const SECOND = `RE${'0'.repeat(31)}2`

const undo: (() => void)[] = []
afterEach(() =>
  undo
    .splice(0)
    .toReversed()
    .forEach((back) => back()),
)

const row = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .first<Record<string, unknown>>()

async function connected(call: PlayedCall): Promise<{ socket: PlayedSocket; twiml: string }> {
  const twiml = await call.ring()
  const socket = await call.connect(twiml)
  if (!socket) throw new Error('the upgrade was refused')
  await vi.waitUntil(async () => (await row('SELECT count(*) AS n FROM calls'))?.['n'] === 1, { timeout: 90_000 })
  return { socket, twiml }
}

const stateOf = (call: PlayedCall): Promise<CallState | undefined> =>
  runInDurableObject(call.object(), (_, state) => state.storage.kv.get<CallState>('call'))

const alarmOf = (call: PlayedCall): Promise<number | null> =>
  runInDurableObject(call.object(), (_, state) => state.storage.getAlarm())

const over = (call: PlayedCall) =>
  call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))

const reported = (call: PlayedCall, twiml: string, extra: Record<string, string>) =>
  call.post(attributeOf(twiml, 'Recording', 'recordingStatusCallback'), {
    CallSid: call.callSid,
    AccountSid: ACCOUNT_SID,
    RecordingSid: RECORDING,
    RecordingStatus: 'completed',
    RecordingDuration: '12',
    RecordingChannels: '1',
    ...extra,
  })

/** It is later by so much from now on. */
function later(ms: number): void {
  const clock = Date.now
  undo.push(() => (Date.now = clock))
  Date.now = () => clock() + ms
}

/** Makes the alarm ring until the call is as it is to be. */
const rungUntil = (call: PlayedCall, holds: () => Promise<boolean>): Promise<boolean> =>
  vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return holds()
    },
    { timeout: 90_000, interval: 50 },
  )

async function forgotten(call: PlayedCall): Promise<void> {
  later(HOUR_MS)
  await rungUntil(call, async () => (await stateOf(call))?.timers.forget !== undefined)
  later(HOUR_MS)
  await rungUntil(call, async () => (await stateOf(call)) === undefined)
}

/** The carrier's API as `answer` plays it: `GET /Calls/…`. Undefined for a carrier that is not there. */
function carrierAnswers(answer: (asked: string) => Promise<Response> | Response): string[] {
  const asked: string[] = []
  const original = globalThis.fetch
  undo.push(() => (globalThis.fetch = original))
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== 'http://127.0.0.1:9') return original(input, init)
    const what = `${init?.method ?? 'GET'} ${url.pathname.replace(/^.*Accounts\/\w+/, '')}`
    asked.push(what)
    return answer(what)
  }) as typeof fetch
  return asked
}

const nothing = (): Response => Response.json({ recordings: [] })
const WAVE = new Uint8Array(2_000).fill(7)

const held = (): HeldStore => {
  const store = heldStore()
  undo.push(store.release)
  return store
}
const troubled = (...args: Parameters<typeof storeTrouble>): StoreTrouble => {
  const trouble = storeTrouble(...args)
  undo.push(trouble.end)
  return trouble
}

test('a call that ends while its last turn is worked ends as it ended, and what came of the turn counts', async () => {
  const { phoneNumber } = await aLine()
  carrierAnswers(nothing)
  const call = aCall(phoneNumber)
  const { socket } = await connected(call)
  const store = held()
  socket.send({ type: 'prompt', voicePrompt: 'Stop calling me and take me off your list', lang: 'en-US', last: true })
  await store.reached()
  expect((await over(call)).status).toBe(200)
  await runDurableObjectAlarm(call.object())
  store.release()
  await rungUntil(call, async () => (await row('SELECT ended_at_ms AS at FROM calls'))?.['at'] !== null)
  expect(await row('SELECT status, ended_by, end_reason, outcome, duration_seconds, turn_count FROM calls')).toEqual({
    status: 'completed',
    ended_by: 'caller',
    end_reason: 'customer_hangup',
    outcome: 'opted_out',
    duration_seconds: 42,
    turn_count: 1,
  })
})

test('a call that is over has no alarm in the past, however it ended', async () => {
  const { phoneNumber } = await aLine()
  carrierAnswers(nothing)
  const call = aCall(phoneNumber)
  const { socket } = await connected(call)
  // The goodbye is still being worked when the caller has hung up.
  const store = held()
  socket.send({ type: 'prompt', voicePrompt: 'Stop calling me and take me off your list', lang: 'en-US', last: true })
  await store.reached()
  await over(call)
  store.release()
  await rungUntil(call, async () => (await stateOf(call))?.rows.last === true)
  await runDurableObjectAlarm(call.object())
  expect(Object.keys((await stateOf(call))?.timers ?? {})).toEqual(['work'])
  expect(await alarmOf(call)).toBeGreaterThan(Date.now())
})

test('whatever the caller goes on saying, a call ends when its time is up', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const { socket } = await connected(call)
  later(3 * HOUR_MS)
  await runDurableObjectAlarm(call.object())
  expect(await socket.nextReply()).toMatch(/time limit/)
  socket.send({ type: 'info', name: 'clientSpeaking', value: 'on' })
  await socket.say('But I am not finished, what are your opening hours?')
  const state = await stateOf(call)
  expect(state?.timers.hangUp).toBeGreaterThan(0)
  expect(state?.endReason).toBe('max_duration')
})

test('what was remembered is not written over while the key cannot be had', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber, '+12125550143')
  const { socket } = await connected(call)
  await socket.say('I would like to book a cleaning next week')
  const { memory, turns } = await runInDurableObject(call.object(), async (_, state) => {
    const handle = new CallHandle(state, env)
    const trouble = troubled(() => true)
    await expect(handle.memory(1)).rejects.toThrow()
    await expect(handle.turns(1)).rejects.toThrow()
    await expect(handle.changeMemory((known) => ({ ...known, name: 'Ann' }), 1)).rejects.toThrow()
    trouble.end()
    return { memory: await handle.memory(1), turns: await handle.turns(1) }
  })
  expect(memory.phone).toBe('+12125550143')
  expect(turns[0]?.caller).toBe('I would like to book a cleaning next week')
  expect(memory.history[0]?.text).toBe('I would like to book a cleaning next week')
})

test('two who change the memory at once are both remembered', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber, '')
  await call.ring()
  const names = await runInDurableObject(call.object(), async (_, state) => {
    const handle = new CallHandle(state, env)
    await Promise.all([
      handle.changeMemory((memory) => ({ ...memory, name: 'Ann' }), 1),
      handle.changeMemory((memory) => ({ ...memory, phone: '+12125550144' }), 1),
    ])
    const { name, phone } = await new CallHandle(state, env).memory(1)
    return { name, phone }
  })
  expect(names).toEqual({ name: 'Ann', phone: '+12125550144' })
})

test('a recording that is reported while the carrier is asked for it is not overlooked', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  const { twiml } = await connected(call)
  let isAnswered = false
  const asked = carrierAnswers(async (what) => {
    if (what.includes('/Calls/')) {
      if (asked.length < 4) return new Response(null, { status: 503 })
      await vi.waitUntil(() => isAnswered, { timeout: 90_000, interval: 5 })
      return nothing()
    }
    return what.startsWith('DELETE') ? new Response(null, { status: 204 }) : new Response(WAVE)
  })
  await over(call)
  await rungUntil(call, async () => (await stateOf(call))?.rows.last === true)
  later(HOUR_MS)
  await rungUntil(call, async () => (await stateOf(call))?.recordingAsked === 3)
  // The alarm rings by itself now, and may have asked already.
  const ringing = asked.length === 4 ? null : runDurableObjectAlarm(call.object())
  await vi.waitUntil(() => asked.length === 4, { timeout: 90_000 })
  expect((await reported(call, twiml, {})).status).toBe(200)
  isAnswered = true
  await ringing
  await rungUntil(call, async () => (await row('SELECT count(*) AS n FROM recordings'))?.['n'] === 1)
  await rungUntil(call, async () => (await row('SELECT reported_at_ms AS at FROM calls'))?.['at'] !== null)
  expect(await row('SELECT recording_status AS status FROM calls')).toEqual({ status: 'stored' })
})

test('of a call that has two recordings the second does not stay with the carrier', async () => {
  const { phoneNumber } = await aLine()
  const asked = carrierAnswers((what) =>
    what.startsWith('DELETE') ? new Response(null, { status: 204 }) : new Response(WAVE),
  )
  const call = aCall(phoneNumber)
  const { twiml } = await connected(call)
  await over(call)
  await reported(call, twiml, {})
  await reported(call, twiml, { RecordingSid: SECOND })
  await rungUntil(call, async () => (await row('SELECT reported_at_ms AS at FROM calls'))?.['at'] !== null)
  await reported(call, twiml, { RecordingSid: SECOND })
  await rungUntil(call, async () => (await stateOf(call))?.strayRecordings.length === 0)
  expect(asked.filter((what) => what.startsWith('DELETE'))).toEqual([
    `DELETE /Recordings/${RECORDING}.json`,
    `DELETE /Recordings/${SECOND}.json`,
  ])
  expect(await row('SELECT count(*) AS n FROM recordings')).toEqual({ n: 1 })
})

test('nothing is kept of a recording while the caller can still object', async () => {
  const { phoneNumber } = await aLine()
  const asked = carrierAnswers((what) =>
    what.startsWith('DELETE') ? new Response(null, { status: 204 }) : new Response(WAVE),
  )
  const call = aCall(phoneNumber)
  const { twiml, socket } = await connected(call)
  await reported(call, twiml, {})
  await runDurableObjectAlarm(call.object())
  expect(await row('SELECT count(*) AS n FROM recordings')).toEqual({ n: 0 })
  await socket.say('I do not want to be recorded')
  await rungUntil(call, async () => asked.includes(`DELETE /Recordings/${RECORDING}.json`))
  await over(call)
  await rungUntil(call, async () => (await row('SELECT reported_at_ms AS at FROM calls'))?.['at'] !== null)
  expect(asked.filter((what) => what.includes('.wav'))).toEqual([])
  expect(await row('SELECT recording_status AS status FROM calls')).toEqual({ status: 'refused' })
})

test('an objection that is heard when the recording has been kept takes it back', async () => {
  const { phoneNumber, ctx } = await aLine()
  carrierAnswers((what) => (what.startsWith('DELETE') ? new Response(null, { status: 204 }) : new Response(WAVE)))
  const call = aCall(phoneNumber)
  const { twiml } = await connected(call)
  await over(call)
  await reported(call, twiml, {})
  await rungUntil(call, async () => (await stateOf(call))?.timers.forget !== undefined)
  expect(await row('SELECT count(*) AS n FROM recordings')).toEqual({ n: 1 })
  await runInDurableObject(call.object(), async (_, state) => {
    const handle = new CallHandle(state, env)
    await handle.update((known) => ({ ...known, recordingRefused: true }))
    await settleRecording(handle, Date.now())
  })
  expect(await row('SELECT count(*) AS n FROM recordings')).toEqual({ n: 0 })
  expect(await row('SELECT recording_status AS status FROM calls')).toEqual({ status: 'refused' })
  expect((await env.BLOBS.list({ prefix: `recordings/${ctx.tenantId}/` })).objects).toEqual([])
})

test('the webhooks of a call that has been forgotten, sent once more, begin no other', async () => {
  const { phoneNumber } = await aLine()
  carrierAnswers(nothing)
  const call = aCall(phoneNumber)
  const { twiml } = await connected(call)
  await over(call)
  await forgotten(call)
  expect(await call.ring()).not.toMatch(/ConversationRelay/)
  expect(await call.connect(twiml)).toBeNull()
  expect(await (await call.post('/hooks/voice/twilio/fallback', call.params())).text()).not.toMatch(/ConversationRelay/)
  expect(await row('SELECT count(*) AS n FROM calls')).toEqual({ n: 1 })
})

test('a recording that is reported of a forgotten call does not stay with the carrier', async () => {
  const { phoneNumber, ctx } = await aLine()
  carrierAnswers(nothing)
  const call = aCall(phoneNumber)
  const { twiml } = await connected(call)
  await over(call)
  await forgotten(call)
  expect((await reported(call, twiml, {})).status).toBe(200)
  expect(await row('SELECT id, tenant_id AS tenant, status FROM carrier_deletions')).toEqual({
    id: RECORDING,
    tenant: ctx.tenantId,
    status: 'pending',
  })
})

test('an opt-out counts though only the first webhook named the number', async () => {
  const { phoneNumber, ctx } = await aLine()
  const call = aCall(phoneNumber, '')
  const ringing = call.params({ CallStatus: 'ringing', From: '+12125550145' })
  const socket = await call.connect(await (await call.post('/hooks/voice/twilio', ringing)).text())
  expect(await socket?.say('Stop calling me and take me off your list')).toMatch(/off our list/)
  const token = await ctx.vault.identityToken(ctx.tenantId, 'phone', '+12125550145')
  expect(await row('SELECT identity_token AS token FROM suppressions')).toEqual({ token })
})

test('a call that is answered after its first row was written is told of as answered', async () => {
  const { phoneNumber } = await aLine()
  carrierAnswers(nothing)
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  later(21_000)
  await rungUntil(call, async () => (await row('SELECT count(*) AS n FROM calls'))?.['n'] === 1)
  await call.connect(twiml)
  await over(call)
  await rungUntil(call, async () => (await stateOf(call))?.rows.last === true)
  expect(await row("SELECT count(*) AS n FROM events WHERE type = 'call.answered'")).toEqual({ n: 1 })
})
