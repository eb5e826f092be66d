import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aLine } from '../../test/line.ts'
import { aCall } from '../../test/played-call.ts'
import type { CallState } from '../calls/call-state.ts'
import { inRegion } from '../context.ts'
import { wakeUnreportedCalls } from './unreported-calls.ts'

const HOUR_MS = 3_600_000

const row = () => env.DB.prepare('SELECT end_reason AS reason FROM calls').first<{ reason: string | null }>()

test('a call whose alarm the platform has dropped is woken, and ends', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  await call.connect(await call.ring())
  await vi.waitUntil(async () => (await row()) !== null, { timeout: 90_000 })
  // What would have ended it was lost together with the alarm: its time is long past, and nothing rings.
  await runInDurableObject(call.object(), async (_, state) => {
    const known = state.storage.kv.get<CallState>('call')
    if (known) state.storage.kv.put('call', { ...known, timers: { lost: 1 } })
    await state.storage.deleteAlarm()
  })
  await evictDurableObject(call.object(), { webSockets: 'hibernate' })

  const stores = inRegion(env, 'global')
  expect(await wakeUnreportedCalls(stores, Date.now() + HOUR_MS), 'still young').toBe(0)
  expect(await wakeUnreportedCalls(stores, Date.now() + 5 * HOUR_MS)).toBe(1)
  await vi.waitUntil(async () => (await row())?.reason === 'went_silent', { timeout: 90_000 })
})

test('an object that knows of no call is not made to have one by asking after it', async () => {
  const stranger = inRegion(env, 'global').objects.liveCall('twilio:AC:CA-nobody')
  expect(await stranger.wake()).toBe(false)
  expect(await stranger.peek()).toBeNull()
})
