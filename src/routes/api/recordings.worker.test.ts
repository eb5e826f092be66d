import { env, exports } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import { ask, aTenant, type TestTenant } from '../../../test/api-client.ts'
import { aCall } from '../../../test/kept.ts'
import { aCarrier, aWave, streamed } from '../../../test/played-carrier.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { bytesEqual, toHex } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/digest.ts'
import { keepRecording } from '../../recordings/keep-recording.ts'
import type { RecordingRow } from '../../recordings/recording.ts'

const whole = aWave(60_000)
let tenant: TestTenant
let recording: RecordingRow

const ctxOf = ({ id }: TestTenant): Ctx =>
  contextOf(
    env,
    { tenantId: id, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } },
    Date.now(),
  )

beforeEach(async () => {
  tenant = await aTenant()
  const ctx = ctxOf(tenant)
  await aCall(ctx)
  const kept = await keepRecording(ctx, {
    kind: 'call',
    callId: 'call_1',
    personId: 'per_1',
    keySubject: 'per_1',
    recordingId: 'RE1',
    accountSid: 'AC1',
    carrier: aCarrier({ audio: () => streamed(whole) }),
    durationSeconds: 8,
    channels: 2,
    keepDays: 30,
  })
  if (!kept.ok || !kept.value) throw new Error('not kept')
  recording = kept.value
})

const fetched = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  exports.default.fetch(`http://gateway.test${path}`, { method, headers })

const listen = (headers: Record<string, string> = {}, method = 'GET', path = '/v1/calls/call_1/recording') =>
  fetched(path, { authorization: `Bearer ${tenant.key}`, ...headers }, method)

const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())

test('the recording of a call is the audio the carrier had', async () => {
  const response = await listen()
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'audio/x-wav',
    'content-length': String(whole.length),
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    etag: `"${toHex(await sha256(whole))}"`,
  })
  expect(bytesEqual(await bytesOf(response), whole)).toBe(true)
})

test('a range is answered with that range', async () => {
  const response = await listen({ range: 'bytes=70000-70099' })
  expect(response.status).toBe(206)
  expect(response.headers.get('content-range')).toBe(`bytes 70000-70099/${whole.length}`)
  expect(response.headers.get('content-length')).toBe('100')
  expect(bytesEqual(await bytesOf(response), whole.subarray(70_000, 70_100))).toBe(true)

  const tail = await listen({ range: 'bytes=-5' })
  expect(bytesEqual(await bytesOf(tail), whole.subarray(-5))).toBe(true)
})

test('a range beyond the end is a 416 that says how long it is', async () => {
  const response = await listen({ range: `bytes=${whole.length}-` })
  expect(response.status).toBe(416)
  expect(response.headers.get('content-range')).toBe(`bytes */${whole.length}`)
  expect(await response.json()).toMatchObject({ code: 'range_not_satisfiable' })
})

test('a range meant for another version is answered whole', async () => {
  const etag = (await listen({}, 'HEAD')).headers.get('etag')!
  expect((await listen({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
  expect((await listen({ range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200)
})

test('HEAD says the same without the audio', async () => {
  const response = await listen({}, 'HEAD')
  expect([response.status, response.headers.get('content-length')]).toEqual([200, String(whole.length)])
  expect(await bytesOf(response)).toHaveLength(0)
})

test('a recording is described with its waveform and the receipt of the carrier', async () => {
  const { json } = await ask(tenant.key, `/recordings/${recording.id}`)
  expect(json).toMatchObject({
    id: recording.id,
    call_id: 'call_1',
    bytes: whole.length,
    duration_seconds: 8,
    channels: 2,
    carrier_copy: { status: 'deleted', deleted_at: expect.any(String) },
  })
  expect(json.peaks).toHaveLength(400)
  expect(json.peaks.at(-1)).toBe(255)
  const list = await ask(tenant.key, '/recordings?call_id=call_1')
  expect(list.json.data).toMatchObject([{ id: recording.id, sha256: recording.sha256 }])
  expect((await listen({}, 'GET', `/v1/recordings/${recording.id}/audio`)).status).toBe(200)
})

test('another business, a test key and a key without the scope hear nothing', async () => {
  const stranger = await aTenant()
  for (const path of ['/calls/call_1/recording', `/recordings/${recording.id}`, `/recordings/${recording.id}/audio`]) {
    expect((await ask(stranger.key, path)).status).toBe(404)
    expect((await ask(tenant.testKey, path)).status).toBe(404)
    expect((await ask(null, path)).status).toBe(401)
  }
  const narrow = await ask(tenant.key, '/keys', { body: { name: 'narrow', scopes: ['calls:read'] } })
  expect((await ask(narrow.json.key, '/calls/call_1/recording')).status).toBe(403)
})

test('a link plays without a key, with ranges, and is kept nowhere', async () => {
  const { json } = await ask(tenant.key, '/calls/call_1/recording?link=1')
  expect(Date.parse(json.expires_at) - Date.now()).toBeLessThanOrEqual(5 * 60 * 1000)
  const path = new URL(json.url).pathname
  const response = await fetched(path, { range: 'bytes=44-1043' })
  expect(response.status).toBe(206)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(bytesEqual(await bytesOf(response), whole.subarray(44, 1_044))).toBe(true)
  expect((await fetched(`${path.slice(0, -3)}aaa`)).status).toBe(404)
  expect((await fetched(path, {}, 'POST')).status).toBe(404)
})

test('a link to a recording that has gone opens nothing', async () => {
  const { json } = await ask(tenant.key, `/recordings/${recording.id}/audio?link=1`)
  await env.BLOBS.delete(recording.blobKey)
  expect((await fetched(new URL(json.url).pathname)).status).toBe(404)
})

test('of a call without a recording the answer says why', async () => {
  const ctx = ctxOf(tenant)
  await aCall(ctx, { id: 'call_2', recordingStatus: 'refused' })
  const answer = await ask(tenant.key, '/calls/call_2/recording')
  expect([answer.status, answer.json.detail]).toEqual([
    404,
    'The recording of this call was refused by the caller and is deleted.',
  ])
})

test('an altered recording is an error and never audio', async () => {
  const object = new Uint8Array(await (await env.BLOBS.get(recording.blobKey))!.arrayBuffer())
  object[500]! ^= 1
  await env.BLOBS.put(recording.blobKey, object)
  expect((await listen()).status).toBe(500)
  const { json } = await ask(tenant.key, '/calls/call_1/recording?link=1')
  expect((await fetched(new URL(json.url).pathname)).status).toBe(500)
})
