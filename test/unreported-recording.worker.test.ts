import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import type { CallState } from '../src/calls/call-state.ts'
import { aLine } from './line.ts'
import { aCall, type PlayedCall } from './played-call.ts'

const SOON = { timeout: 90_000, interval: 50 }

const original = globalThis.fetch
afterEach(() => void (globalThis.fetch = original))

/** The carrier's far end: what it answers when asked for the recordings of a call. */
function carrierLists(answer: () => Response): string[] {
  const asked: string[] = []
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== 'http://127.0.0.1:9') return original(input, init)
    asked.push(url.pathname)
    return answer()
  }) as typeof fetch
  return asked
}

async function endedCall(): Promise<PlayedCall> {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  await call.connect(await call.ring())
  await vi.waitUntil(async () => (await rowOf(call)) !== null, { timeout: 90_000 })
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '4' }))
  await vi.waitUntil(async () => {
    await runDurableObjectAlarm(call.object())
    return typeof (await rowOf(call))?.['outcome'] === 'string'
  }, SOON)
  await age(call)
  return call
}

const rowOf = (call: PlayedCall) =>
  env.DB.prepare('SELECT outcome, recording_status, reported_at_ms FROM calls WHERE carrier_call_id = ?')
    .bind(call.callSid)
    .first<Record<string, unknown>>()

/** As if the call had ended long ago: from now on the carrier is asked whenever the alarm rings. */
async function age(call: PlayedCall): Promise<void> {
  await runInDurableObject(call.object(), (_, state) => {
    const known = state.storage.kv.get<CallState>('call')
    if (known) state.storage.kv.put('call', { ...known, endedAtMs: 1_000, timers: { work: 1 } })
  })
  await evictDurableObject(call.object(), { webSockets: 'hibernate' })
}

const settled = (call: PlayedCall): Promise<unknown> =>
  vi.waitUntil(async () => {
    await runDurableObjectAlarm(call.object())
    const row = await rowOf(call)
    return typeof row?.['reported_at_ms'] === 'number' ? row : null
  }, SOON)

test.each([
  ['an empty list', () => Response.json({ recordings: [] })],
  ['that it knows of none', () => Response.json({ code: 20404 }, { status: 404 })],
])('a recording that is never reported is asked for, and %s twice is believed', async (_, answer) => {
  const asked = carrierLists(answer)
  const call = await endedCall()
  expect(await settled(call)).toMatchObject({ recording_status: 'absent' })
  expect(asked.length).toBe(2)
})

test('a carrier that cannot be asked is asked four times before the recording is given up', async () => {
  const asked = carrierLists(() => new Response(null, { status: 500 }))
  const call = await endedCall()
  expect(await settled(call)).toMatchObject({ recording_status: 'failed' })
  expect(asked.length).toBe(4)
})

test('a call that nobody answered is reported without asking', async () => {
  const asked = carrierLists(() => Response.json({ recordings: [] }))
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  await call.ring()
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'no-answer' }))
  expect(await settled(call)).toMatchObject({ recording_status: 'absent' })
  expect(asked).toEqual([])
})
