import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { twilio } from '../src/providers/telephony/twilio/index.ts'

const AC = 'AC00000000000000000000000000000001'
const ACCOUNT = { accountSid: AC, tokens: ['a'.repeat(32), 'b'.repeat(32)] }
const TARGETS = {
  voiceUrl: 'https://gw.example/v',
  fallbackUrl: 'https://gw.example/f',
  statusUrl: 'https://gw.example/s',
  messagesUrl: 'https://gw.example/m',
}

interface Asked {
  readonly line: string
  readonly token: string
  readonly form: Readonly<Record<string, string>>
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The far end of the wire: answers as the test says, and remembers what it was asked. */
let server: Server
let asked: Asked[] = []
let answer: (request: Asked) => Answer = () => ({ status: 500 })

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const [, token = ''] = Buffer.from((request.headers.authorization ?? '').slice(6), 'base64')
    .toString()
    .split(':')
  const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
  const one = { line: `${request.method} ${request.url?.replace(`/2010-04-01/Accounts/${AC}`, '')}`, token, form }
  asked.push(one)
  const { status, headers = {}, body = '' } = answer(one)
  response.writeHead(status, headers).end(body)
}

beforeAll(async () => {
  server = createServer((request, response) => void respond(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
})

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const api = () => twilio.api({ TWILIO_API_URL: `${origin()}/` }, ACCOUNT)
const lines = () => asked.map(({ line }) => line)
const json = (status: number, value: unknown, headers = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify(value),
})

test('a recording comes as a stream with its length', async () => {
  answer = () => ({ status: 200, headers: { 'content-type': 'audio/x-wav', 'content-length': '4' }, body: 'RIFF' })
  const audio = await api().fetchRecording('RE1')
  expect(audio).toMatchObject({ ok: true, value: { contentType: 'audio/x-wav', bytes: 4 } })
  expect(audio.ok && (await new Response(audio.value.body).text())).toBe('RIFF')
  expect(asked).toEqual([{ line: 'GET /Recordings/RE1.wav', token: ACCOUNT.tokens[0], form: {} }])
})

test('a recording that points to plain http is refused, and nobody is shown the credentials', async () => {
  answer = () => ({ status: 302, headers: { location: `${origin()}/elsewhere` } })
  expect(await api().fetchRecording('RE1')).toMatchObject({ ok: false, error: { reason: 'refused', code: '302' } })
  expect(asked).toHaveLength(1)
})

test.each([204, 404])('a recording is gone after a %i', async (status) => {
  answer = () => ({ status })
  expect(await api().deleteRecording('RE1')).toEqual({ ok: true, value: undefined })
  expect(lines()).toEqual(['DELETE /Recordings/RE1.json'])
})

test('a recording that cannot be deleted yet may be asked for again', async () => {
  answer = () => json(400, { code: 20009, message: 'Resource not in a valid state', status: 400 })
  const deleted = await api().deleteRecording('RE1')
  expect(deleted).toEqual({
    ok: false,
    error: { reason: 'refused', code: '20009', retryable: true, retryAfterMs: null },
  })
})

test('the recordings of a call are listed in our words, without the deleted ones', async () => {
  answer = () =>
    json(200, {
      recordings: [
        { sid: 'RE1', status: 'completed', duration: '34', channels: 2 },
        { sid: 'RE2', status: 'processing', duration: '-1', channels: 1 },
        { sid: 'RE3', status: 'deleted', duration: '3', channels: 1 },
        'nonsense',
      ],
    })
  const listed = await api().listRecordings('CA1')
  expect(listed.ok && listed.value).toEqual([
    { recordingId: 'RE1', status: 'completed', durationSeconds: 34, channels: 2 },
    { recordingId: 'RE2', status: 'in_progress', durationSeconds: null, channels: 1 },
  ])
  expect(lines()).toEqual(['GET /Calls/CA1/Recordings.json?PageSize=100'])
})

test('a recording is stopped and a call hung up; one that is over already counts as hung up', async () => {
  answer = () => json(200, {})
  expect(await api().stopRecording('CA1')).toMatchObject({ ok: true })
  expect(await api().hangUp('CA1')).toMatchObject({ ok: true })
  expect(asked).toMatchObject([
    { line: 'POST /Calls/CA1/Recordings/Twilio.CURRENT.json', form: { Status: 'stopped' } },
    { line: 'POST /Calls/CA1.json', form: { Status: 'completed' } },
  ])
  answer = () => json(400, { code: 21220, message: 'Call is not in-progress. Cannot redirect.' })
  expect(await api().hangUp('CA1')).toMatchObject({ ok: true })
})

test('a number is found whole and pointed at us, and let go again', async () => {
  answer = ({ line }) =>
    line.startsWith('GET')
      ? json(200, {
          incoming_phone_numbers: [
            { sid: 'PN0', phone_number: '+121255501001' },
            { sid: 'PN1', phone_number: '+12125550100' },
          ],
        })
      : json(200, {})
  expect(await api().claimNumber('+12125550100', TARGETS)).toEqual({ ok: true, value: 'PN1' })
  expect(await api().releaseNumber('PN1')).toMatchObject({ ok: true })
  expect(lines()).toEqual([
    'GET /IncomingPhoneNumbers.json?PhoneNumber=%2B12125550100',
    'POST /IncomingPhoneNumbers/PN1.json',
    'POST /IncomingPhoneNumbers/PN1.json',
  ])
  expect(asked[1]!.form).toEqual({
    VoiceUrl: TARGETS.voiceUrl,
    VoiceMethod: 'POST',
    VoiceFallbackUrl: TARGETS.fallbackUrl,
    VoiceFallbackMethod: 'POST',
    StatusCallback: TARGETS.statusUrl,
    StatusCallbackMethod: 'POST',
    SmsUrl: TARGETS.messagesUrl,
    SmsMethod: 'POST',
  })
  expect(asked[2]!.form).toEqual({ VoiceUrl: '', VoiceFallbackUrl: '', StatusCallback: '', SmsUrl: '' })

  answer = () => json(200, { incoming_phone_numbers: [] })
  expect(await api().claimNumber('+12125550100', TARGETS)).toMatchObject({ ok: false, error: { reason: 'not_found' } })
})

test('when the first token is not taken the second is tried, and then it is over', async () => {
  answer = ({ token }) => (token === ACCOUNT.tokens[1] ? { status: 204 } : json(401, { code: 20003 }))
  expect(await api().deleteRecording('RE1')).toMatchObject({ ok: true })
  answer = () => json(401, { code: 20003 })
  const refused = await api().deleteRecording('RE1')
  expect(refused).toEqual({
    ok: false,
    error: { reason: 'unauthorized', code: '20003', retryable: false, retryAfterMs: null },
  })
  expect(asked).toHaveLength(4)
})

test('a limit is waited for, trouble may pass, and a refusal stays one', async () => {
  answer = () => json(429, { code: 20429 }, { 'retry-after': '3' })
  expect(await api().hangUp('CA1')).toEqual({
    ok: false,
    error: { reason: 'rate_limited', code: '20429', retryable: true, retryAfterMs: 3000 },
  })
  answer = () => ({ status: 503, body: '<html>' })
  expect(await api().hangUp('CA1')).toMatchObject({ error: { reason: 'unreachable', code: '503', retryable: true } })
  answer = () => json(400, { code: 21218 })
  expect(await api().hangUp('CA1')).toMatchObject({ error: { reason: 'refused', code: '21218', retryable: false } })
  answer = () => ({ status: 200, body: 'not json' })
  expect(await api().listRecordings('CA1')).toMatchObject({ error: { reason: 'unreachable', code: 'unreadable' } })
})

test('a carrier that is not there is a failure, not an exception', async () => {
  const nowhere = twilio.api({ TWILIO_API_URL: 'http://127.0.0.1:1' }, ACCOUNT)
  expect(await nowhere.hangUp('CA1')).toMatchObject({
    error: { reason: 'unreachable', code: 'network', retryable: true },
  })
})

test('an id cannot climb out of its path', async () => {
  answer = () => ({ status: 204 })
  await api().deleteRecording('../Calls/CA1')
  expect(lines()).toEqual(['DELETE /Recordings/..%2FCalls%2FCA1.json'])
})

test.each(['ftp://api.example', 'api.example', 'https://user@api.example', 'https://api.example/?a=1'])(
  'names the setting when the address %s will not do',
  (url) => expect(() => twilio.api({ TWILIO_API_URL: url }, ACCOUNT)).toThrow('TWILIO_API_URL'),
)
