import { beforeEach, expect, test } from 'vitest'
import { aCall, aRecording } from '../../test/kept.ts'
import { aCarrier, notYet } from '../../test/played-carrier.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import type { CarrierRecording } from '../providers/telephony/contract.ts'
import { refuseRecording } from '../recordings/let-go.ts'
import { calls } from '../records/calls/table.ts'
import { carrierDeletions } from '../records/carrier-deletions/table.ts'
import { events } from '../records/events/table.ts'
import { recordings } from '../records/recordings/table.ts'
import { sweepCarrierDeletions } from './carrier-deletions.ts'
import { sweepRecordings } from './recordings.ts'
import { EVERY_MINUTE, runSweeps } from './schedule.ts'
import { migrateOtherRegions } from '../../test/migrate.ts'

beforeEach(migrateOtherRegions)

const NOW = Date.parse('2026-11-20T15:00:00Z')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const finished = (recordingId: string, status: CarrierRecording['status'] = 'completed'): CarrierRecording => ({
  recordingId,
  status,
  durationSeconds: 12,
  channels: 2,
})

async function swept(nowMs: number, carrier = aCarrier()) {
  const deps = sweepDeps(nowMs, carrier)
  const counts = []
  for (const stores of deps.regions) counts.push(await sweepRecordings(deps, stores))
  return counts.reduce((sum, count) => sum + count, 0)
}

test('what the carrier did not delete at once is deleted by the sweep, when it is due and not before', async () => {
  const ctx = ctxAt(NOW)
  await aCall(ctx)
  const carrier = aCarrier({ refusals: [notYet(HOUR_MS)] })
  await refuseRecording(ctx, { callId: 'call_1', recordingId: 'RE1', accountSid: 'AC1', carrier })

  const run = async (nowMs: number) => {
    const deps = sweepDeps(nowMs, carrier)
    return sweepCarrierDeletions(deps, deps.regions[0]!)
  }
  expect(await run(NOW + HOUR_MS - 1)).toBe(0)
  expect(await run(NOW + HOUR_MS)).toBe(1)
  expect(await run(NOW + 2 * HOUR_MS)).toBe(0)
  expect(carrier.asked).toEqual(['delete RE1', 'delete RE1'])
  expect((await ctx.db.select().from(carrierDeletions))[0]).toMatchObject({
    status: 'deleted',
    deletedAtMs: NOW + HOUR_MS,
  })
})

test('an account that was taken away does not hold up another’s deletion', async () => {
  const ctx = ctxAt(NOW)
  const refused = aCarrier({ refusals: [notYet(), notYet()] })
  for (const account of ['AC1', 'AC2'])
    await refuseRecording(ctx, {
      callId: 'call_1',
      recordingId: `RE-${account}`,
      accountSid: account,
      carrier: refused,
    })

  const carrier = aCarrier()
  const deps = sweepDeps(NOW + DAY_MS, carrier)
  const carrierFor: typeof deps.carrierFor = async ({ accountSid }) => (accountSid === 'AC2' ? carrier : null)
  expect(await sweepCarrierDeletions({ ...deps, carrierFor }, deps.regions[0]!)).toBe(1)
  expect(carrier.asked).toEqual(['delete RE-AC2'])
  const rows = await ctx.db.select().from(carrierDeletions)
  expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
    'RE-AC1': 'pending',
    'RE-AC2': 'deleted',
  })
})

test('a recording nobody waits for any more is not left at the carrier, and not kept unasked', async () => {
  const ctx = ctxAt(NOW)
  await aCall(ctx)
  const carrier = aCarrier({ recordings: [finished('RE1')] })
  expect(await swept(NOW + DAY_MS, carrier)).toBe(0)
  expect(await swept(NOW + 3 * DAY_MS, carrier)).toBe(1)
  expect(carrier.asked).toEqual(['list CA-call_1', 'delete RE1'])
  expect((await ctx.db.select().from(calls))[0]?.recordingStatus).toBe('failed')
  expect(await swept(NOW + 4 * DAY_MS, carrier)).toBe(0)
})

test('of a call the carrier recorded nothing of, the recording is absent', async () => {
  const ctx = ctxAt(NOW, 'eu')
  await aCall(ctx)
  expect(await swept(NOW + 3 * DAY_MS)).toBe(1)
  expect((await ctx.db.select().from(calls))[0]?.recordingStatus).toBe('absent')
})

test('with its recording settled by the sweep a call is reported, once', async () => {
  const ctx = ctxAt(NOW)
  await aCall(ctx)
  await aCall(ctx, { id: 'call_2', endedAtMs: null, status: 'in_progress' })
  await swept(NOW + 3 * DAY_MS, aCarrier({ recordings: [finished('RE1')] }))
  await swept(NOW + 4 * DAY_MS)
  const told = (await ctx.db.select().from(events)).map(({ type, body }) => ({ type, ...JSON.parse(body).data }))
  expect(told).toMatchObject([{ type: 'call.completed', call_id: 'call_1', recording_status: 'failed' }])
})

test('a recording still being made is left alone', async () => {
  const ctx = ctxAt(NOW)
  await aCall(ctx)
  expect(await swept(NOW + 3 * DAY_MS, aCarrier({ recordings: [finished('RE1', 'in_progress')] }))).toBe(0)
  expect((await ctx.db.select().from(calls))[0]?.recordingStatus).toBe('pending')
})

test('every ten minutes everything is swept, every minute only events', async () => {
  const ctx = ctxAt(NOW)
  await aCall(ctx)
  await aRecording(ctx, 'call_1')
  await runSweeps(sweepDeps(NOW + 30 * DAY_MS), EVERY_MINUTE)
  expect(await ctx.db.select().from(recordings)).toHaveLength(1)
  await runSweeps(sweepDeps(NOW + 30 * DAY_MS), '*/10 * * * *')
  expect(await ctx.db.select().from(recordings)).toHaveLength(0)
})
