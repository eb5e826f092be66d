import { env } from 'cloudflare:workers'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCall } from '../../test/kept.ts'
import {
  aCarrier,
  aWave,
  generated,
  notYet,
  streamed,
  waveHead,
  type PlayedCarrier,
} from '../../test/played-carrier.ts'
import { contextOf, type Ctx } from '../context.ts'
import { bytesEqual, toHex } from '../kernel/bytes.ts'
import { sha256 } from '../kernel/digest.ts'
import { calls } from '../records/calls/table.ts'
import { carrierDeletions } from '../records/carrier-deletions/table.ts'
import { events } from '../records/events/table.ts'
import { recordings } from '../records/recordings/table.ts'
import { destroyPersonKey } from '../vault/person-keys.ts'
import { deleteAtCarrier, GIVE_UP_AFTER_MS, retryDelayMs } from './delete-at-carrier.ts'
import { keepRecording } from './keep-recording.ts'
import { refuseRecording } from './let-go.ts'
import { openRecording } from './open-recording.ts'
import type { FinishedRecording, RecordingRow } from './recording.ts'
import { PART_BYTES } from './upload.ts'

const NOW = Date.parse('2026-11-20T15:00:00Z')
const DAY_MS = 86_400_000
const BLOB = 'recordings/ten_a/call_1/RE1'

const aCtx = (nowMs = NOW): Ctx =>
  contextOf(
    env,
    { tenantId: 'ten_a', region: 'global', livemode: true, actor: { type: 'live_call', callId: 'call_1' } },
    nowMs,
  )

const finished = (carrier: PlayedCarrier, fields: Partial<FinishedRecording> = {}): FinishedRecording => ({
  kind: 'call',
  callId: 'call_1',
  personId: 'per_1',
  keySubject: 'per_1',
  recordingId: 'RE1',
  accountSid: 'AC1',
  carrier,
  durationSeconds: 12,
  channels: 2,
  keepDays: 30,
  ...fields,
})

async function gather(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** What is kept, counted: objects, rows, owed deletions, events, and what the call says. */
async function kept(ctx: Ctx) {
  const { objects } = await env.BLOBS.list({ prefix: 'recordings/' })
  const [call] = await ctx.db.select().from(calls)
  return {
    objects: objects.length,
    rows: (await ctx.db.select().from(recordings)).length,
    copies: (await ctx.db.select().from(carrierDeletions)).map(({ status }) => status),
    events: (await ctx.db.select().from(events)).map(({ type }) => type),
    call: call?.recordingStatus,
  }
}

const KEPT = { objects: 1, rows: 1, copies: ['deleted'], events: ['recording.ready'], call: 'stored' }

/** The context with something of it replaced: how a bad day is brought about. */
const withDb = (ctx: Ctx, batch: Ctx['db']['batch']): Ctx => ({
  ...ctx,
  db: new Proxy(ctx.db, { get: (db, name) => (name === 'batch' ? batch : Reflect.get(db, name, db)) }),
})

async function aKeptRecording(whole = aWave(120_000)): Promise<{ ctx: Ctx; row: RecordingRow; whole: Uint8Array }> {
  const ctx = aCtx()
  await aCall(ctx)
  const stored = await keepRecording(ctx, finished(aCarrier({ audio: () => streamed(whole) })))
  if (!stored.ok || !stored.value) throw new Error('not kept')
  return { ctx, row: stored.value, whole }
}

test('a recording is sealed, proven and only then deleted at the carrier', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const whole = aWave(100_000)
  const carrier = aCarrier({ audio: () => streamed(whole), bytes: whole.length })
  const stored = await keepRecording(ctx, finished(carrier))

  expect(carrier.asked).toEqual(['fetch RE1', 'delete RE1'])
  expect(await kept(ctx)).toEqual(KEPT)
  const row = stored.ok ? stored.value! : null
  expect(row).toMatchObject({
    sha256: toHex(await sha256(whole)),
    plainBytes: whole.length,
    blobKey: BLOB,
    expiresAtMs: NOW + 30 * DAY_MS,
  })
  expect(atob(row!.peaks!)).toHaveLength(400)
  const object = new Uint8Array(await (await env.BLOBS.get(BLOB))!.arrayBuffer())
  expect(new TextDecoder('latin1').decode(object)).not.toContain('WAVE')
  expect(bytesEqual(await gather(await openRecording(ctx, row!)), whole)).toBe(true)
})

test('the callback delivered three times at once is one object, one row, one event', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const whole = aWave(50_000)
  const carrier = aCarrier({ audio: () => streamed(whole) })
  const tries = await Promise.all([1, 2, 3].map(() => keepRecording(ctx, finished(carrier))))
  expect(new Set(tries.map((tried) => (tried.ok ? tried.value?.id : tried.error))).size).toBe(1)
  expect(await kept(ctx)).toEqual(KEPT)
  const row = (await ctx.db.select().from(recordings))[0]!
  expect(bytesEqual(await gather(await openRecording(ctx, row)), whole)).toBe(true)
})

test('however long the call, one part of the upload and a few chunks are held', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const PIECE = 64 * 1024
  const pieces = 24 * 16
  let given = 0
  let stored = 0
  let mostHeld = 0
  let parts = 0
  const audio = () =>
    generated(pieces, (index) => {
      given += PIECE
      mostHeld = Math.max(mostHeld, given - stored)
      const piece = new Uint8Array(PIECE).fill(index % 200)
      if (index === 0) piece.set(waveHead(pieces * PIECE - 44))
      return piece
    })
  const createMultipartUpload: R2Bucket['createMultipartUpload'] = async (key) => {
    const multipart = await env.BLOBS.createMultipartUpload(key)
    return {
      ...multipart,
      abort: () => multipart.abort(),
      complete: (uploaded) => multipart.complete(uploaded),
      async uploadPart(number, part) {
        const done = await multipart.uploadPart(number, part)
        if (part instanceof Uint8Array) stored += part.length
        parts += 1
        return done
      },
    }
  }
  const blobs = new Proxy(env.BLOBS, {
    get(bucket, name) {
      const value: unknown =
        name === 'createMultipartUpload' ? createMultipartUpload : Reflect.get(bucket, name, bucket)
      return typeof value === 'function' ? value.bind(bucket) : value
    },
  })
  const taken = await keepRecording({ ...ctx, blobs }, finished(aCarrier({ audio })))
  expect(taken.ok && taken.value?.plainBytes).toBe(pieces * PIECE)
  expect(parts).toBe(5)
  expect(mostHeld).toBeLessThan(PART_BYTES + 4 * PIECE)
}, 60_000)

test('a stream that breaks off leaves nothing but the will to try again', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const whole = aWave(50_000)
  const broken = () =>
    generated(5, (index) => {
      if (index === 4) throw new Error('connection reset')
      return whole.subarray(index * 1_000, (index + 1) * 1_000)
    })
  const first = await keepRecording(ctx, finished(aCarrier({ audio: broken })))
  expect(first).toMatchObject({ ok: false, error: { reason: 'cut_short', retryable: true } })
  expect(await kept(ctx)).toEqual({ objects: 0, rows: 0, copies: [], events: [], call: 'pending' })

  const second = await keepRecording(ctx, finished(aCarrier({ audio: () => streamed(whole) })))
  expect(second.ok).toBe(true)
  expect(await kept(ctx)).toEqual(KEPT)
})

test('fewer bytes than the carrier announced are not taken for the whole', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const whole = aWave(1_000)
  const carrier = aCarrier({ audio: () => streamed(whole), bytes: whole.length + 1 })
  expect(await keepRecording(ctx, finished(carrier))).toMatchObject({ ok: false, error: { reason: 'cut_short' } })
  expect(carrier.asked).toEqual(['fetch RE1'])
})

test('dying after the upload and before the row: the repeat completes, and nothing is there twice', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const carrier = aCarrier({ audio: () => streamed(aWave(20_000)) })
  const dying = withDb(ctx, () => Promise.reject(new Error('isolate gone')))
  await expect(keepRecording(dying, finished(carrier))).rejects.toThrow('isolate gone')
  expect(await kept(ctx)).toMatchObject({ objects: 1, rows: 0, copies: [] })
  expect(carrier.asked).toEqual(['fetch RE1'])

  await keepRecording(ctx, finished(carrier))
  expect(await kept(ctx)).toEqual(KEPT)
})

test('an object that does not open to the same bytes keeps the carrier’s copy alive', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const put: R2Bucket['put'] = async (key: string, value: unknown) => {
    if (!(value instanceof Uint8Array)) throw new TypeError('bytes are put')
    const bytes = value.slice()
    if (key.startsWith('recordings/')) bytes[bytes.length - 20]! ^= 1
    return (await env.BLOBS.put(key, bytes))!
  }
  const blobs = new Proxy(env.BLOBS, {
    get(bucket, name) {
      const value: unknown = name === 'put' ? put : Reflect.get(bucket, name, bucket)
      return typeof value === 'function' ? value.bind(bucket) : value
    },
  })
  const carrier = aCarrier({ audio: () => streamed(aWave(20_000)) })
  const taken = await keepRecording({ ...ctx, blobs }, finished(carrier))
  expect(taken).toMatchObject({ ok: false, error: { reason: 'not_verified', retryable: true } })
  expect(carrier.asked).toEqual(['fetch RE1'])
  expect((await kept(ctx)).rows).toBe(0)
})

test.each([
  ['refused by the caller', 'refused', (ctx: Ctx, carrier: PlayedCarrier) => refuseRecording(ctx, finished(carrier))],
  [
    'of a business that keeps none',
    'not_kept',
    (ctx: Ctx, carrier: PlayedCarrier) => keepRecording(ctx, finished(carrier, { keepDays: 0 })),
  ],
] as const)('a recording %s is deleted at the carrier and never fetched', async (_, status, settle) => {
  const ctx = aCtx()
  await aCall(ctx)
  const carrier = aCarrier({ audio: () => streamed(aWave(20_000)) })
  await settle(ctx, carrier)
  await settle(ctx, carrier)
  expect(carrier.asked).toEqual(['delete RE1'])
  expect(await kept(ctx)).toEqual({ objects: 0, rows: 0, copies: ['deleted'], events: [], call: status })
})

test('a deletion the carrier does not allow yet stays owed, and waits as long as it was asked to', async () => {
  const ctx = aCtx()
  await aCall(ctx)
  const carrier = aCarrier({ refusals: [notYet(), notYet(20 * 3_600_000)] })
  await refuseRecording(ctx, finished(carrier))
  const [owed] = await ctx.db.select().from(carrierDeletions)
  expect(owed).toMatchObject({ status: 'pending', attempts: 1, lastAnswer: '20009', nextAttemptAtMs: NOW + 60_000 })

  await deleteAtCarrier(aCtx(NOW + 60_000), carrier, 'RE1')
  const [later] = await ctx.db.select().from(carrierDeletions)
  expect(later).toMatchObject({ status: 'pending', attempts: 2, nextAttemptAtMs: NOW + 60_000 + 20 * 3_600_000 })

  await deleteAtCarrier(aCtx(NOW + DAY_MS), carrier, 'RE1')
  const [gone] = await ctx.db.select().from(carrierDeletions)
  expect(gone).toMatchObject({ status: 'deleted', attempts: 3, deletedAtMs: NOW + DAY_MS })
})

test('after the last day a deletion is given up loudly', async () => {
  const ctx = aCtx()
  const carrier = aCarrier({ refusals: [notYet(), notYet()] })
  await refuseRecording(ctx, finished(carrier))
  await deleteAtCarrier(aCtx(NOW + GIVE_UP_AFTER_MS), carrier, 'RE1')
  expect((await ctx.db.select().from(carrierDeletions))[0]).toMatchObject({ status: 'gave_up' })
  expect((await ctx.db.select().from(events)).map(({ type }) => type)).toEqual(['integration.broken'])
})

test('attempts are made about sixty times in those days, never closer than a minute', () => {
  let [attempts, atMs] = [0, 0]
  while (atMs < GIVE_UP_AFTER_MS) atMs += retryDelayMs((attempts += 1), null)
  expect(retryDelayMs(1, null)).toBe(60_000)
  expect(attempts).toBeGreaterThan(50)
  expect(attempts).toBeLessThan(80)
})

test('any range of a recording is the slice of what the carrier had', async () => {
  const { ctx, row, whole } = await aKeptRecording()
  const span = fc.tuple(fc.nat(whole.length - 1), fc.nat(whole.length - 1)).map((ends) => ends.sort((a, b) => a - b))
  await fc.assert(
    fc.asyncProperty(span, async ([start, last]) => {
      const part = await gather(await openRecording(ctx, row, { start, end: last + 1 }))
      expect(bytesEqual(part, whole.subarray(start, last + 1))).toBe(true)
    }),
    { numRuns: 25 },
  )
}, 30_000)

test('what was altered, cut or exchanged is never given out as audio', async () => {
  const { ctx, row, whole } = await aKeptRecording()
  const good = new Uint8Array(await (await env.BLOBS.get(BLOB))!.arrayBuffer())
  const CHUNK = 65_536 + 16
  const flipped = good.slice()
  flipped[100]! ^= 4
  const late = good.slice()
  late[32 + CHUNK + 5]! ^= 4
  const swapped = good.slice()
  swapped.set(good.subarray(32 + CHUNK, 32 + 2 * CHUNK), 32)
  swapped.set(good.subarray(32, 32 + CHUNK), 32 + CHUNK)
  const cut = good.slice(0, 32 + CHUNK)
  for (const bad of [flipped, late, swapped, cut, new Uint8Array(), good.slice(0, -1)]) {
    await env.BLOBS.put(BLOB, bad)
    const reading = openRecording(ctx, row).then(gather)
    await expect(reading).rejects.toThrow()
  }
  await env.BLOBS.put(BLOB, good)
  expect(bytesEqual(await gather(await openRecording(ctx, row)), whole)).toBe(true)
})

test('without the person’s key there is no recording any more, and another person’s opens nothing', async () => {
  const { ctx, row } = await aKeptRecording(aWave(1_000))
  await expect(openRecording(ctx, { ...row, keySubject: 'per_2' })).rejects.toThrow('not kept any more')
  await expect(openRecording(ctx, { ...row, tenantId: 'ten_b' })).rejects.toThrow('not kept any more')
  await destroyPersonKey(ctx.vault, env.BLOBS, 'ten_a', 'per_1')
  await expect(openRecording(ctx, row)).rejects.toThrow('not kept any more')
})
