import { afterAll, beforeAll, expect, test } from 'vitest'
import { twilio } from '../../src/providers/telephony/twilio/index.ts'
import { startSimulator, type Simulator } from '../server.ts'

const AC = 'AC00000000000000000000000000000001'
const TOKEN = '0123456789abcdef0123456789abcdef'
const RE = `RE${'0'.repeat(32)}`
const TARGETS = {
  voiceUrl: 'https://gw.example/v#rc=2',
  fallbackUrl: 'https://gw.example/f',
  statusUrl: 'https://gw.example/s',
  messagesUrl: 'https://gw.example/m',
}

let simulator: Simulator
beforeAll(async () => {
  const options = { port: 0, publicUrl: 'http://localhost:8787', accountSid: AC, authToken: TOKEN, stateDir: null }
  simulator = await startSimulator(options)
})
afterAll(() => simulator.close())

const api = (token = TOKEN) => twilio.api({ TWILIO_API_URL: simulator.url }, { accountSid: AC, tokens: [token] })

interface Options {
  readonly method?: string
  readonly form?: Readonly<Record<string, string>>
  readonly json?: unknown
}

async function ask(path: string, { method = 'GET', form, json }: Options = {}) {
  const body =
    form === undefined
      ? json === undefined
        ? {}
        : { body: JSON.stringify(json) }
      : { body: new URLSearchParams(form) }
  const authorization = `Basic ${btoa(`${AC}:${TOKEN}`)}`
  const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${AC}${path}`, {
    method,
    headers: { authorization, ...(json !== undefined && { 'content-type': 'application/json' }) },
    ...body,
  })
  const text = await response.text()
  return { status: response.status, code: text === '' ? null : (JSON.parse(text) as { code?: number }).code }
}

test('asks for credentials and says so in Twilio’s words', async () => {
  const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${AC}/Recordings/${RE}.json`)
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('Basic')
  expect(await response.json()).toMatchObject({ code: 20003, status: 401 })
  expect(await api('0'.repeat(32)).hangUp(`CA${'0'.repeat(32)}`)).toMatchObject({
    error: { reason: 'unauthorized', code: '20003' },
  })
})

test.each<[string, Options, number, number]>([
  ['/Nothing.json', {}, 404, 20404],
  [`/Recordings/${RE}.json`, {}, 404, 20404],
  ['/Recordings/RE1.json', {}, 404, 20404],
  [`/Recordings/${RE}.json`, { method: 'POST', form: {} }, 405, 20004],
  ['/IncomingPhoneNumbers.json', { method: 'DELETE' }, 405, 20004],
  [`/Calls/CA${'0'.repeat(32)}.json`, { method: 'POST', form: { Status: 'completed' } }, 404, 20404],
  [`/Calls/CA${'0'.repeat(32)}.json`, { method: 'POST', json: { Status: 'completed' } }, 415, 20415],
])('%s %j is refused', async (path, options, status, code) => {
  expect(await ask(path, options)).toEqual({ status, code })
})

test('a number is claimed, kept as it was given, and let go', async () => {
  const claimed = await api().claimNumber('+12125550177', TARGETS)
  expect(claimed).toMatchObject({ ok: true })
  expect(simulator.board.numberOf('+12125550177')).toMatchObject({
    voice_url: TARGETS.voiceUrl,
    status_callback: TARGETS.statusUrl,
    sms_url: TARGETS.messagesUrl,
  })
  expect(await api().releaseNumber(claimed.ok ? claimed.value : '')).toMatchObject({ ok: true })
  expect(simulator.board.numberOf('+12125550177')).toMatchObject({ voice_url: '', voice_fallback_url: '' })
})

test('a number that is not the account’s is not found', async () => {
  expect(await api().claimNumber('+4930123456', TARGETS)).toMatchObject({ error: { reason: 'not_found' } })
})

test.each<[Record<string, string>, number]>([
  [{ VoiceUrl: 'not a url' }, 21402],
  [{ VoiceUrl: 'https://gw.example/v', VoiceMethod: 'PATCH' }, 21403],
  [{ VoiceFallbackUrl: 'https://gw.example/f' }, 21405],
])('a number cannot be pointed with %j', async (form, code) => {
  const { sid } = simulator.board.numberOf('+12125550178')!
  expect(await ask(`/IncomingPhoneNumbers/${sid}.json`, { method: 'POST', form })).toEqual({ status: 400, code })
})

test('goes wrong as often as it is asked to, and then no more', async () => {
  const fault = { match: 'DELETE /Recordings', status: 500, times: 2 }
  await fetch(`${simulator.url}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) })
  const deleted = async () => (await api().deleteRecording(RE)).ok
  expect([await deleted(), await deleted(), await deleted()]).toEqual([false, false, true])

  const limit = { match: '/IncomingPhoneNumbers', status: 429, headers: { 'Retry-After': '7' } }
  await fetch(`${simulator.url}/_sim/faults`, { method: 'POST', body: JSON.stringify(limit) })
  expect(await api().claimNumber('+12125550177', TARGETS)).toMatchObject({
    error: { reason: 'rate_limited', retryAfterMs: 7000 },
  })

  const wrong = await fetch(`${simulator.url}/_sim/faults`, { method: 'POST', body: JSON.stringify({ matches: 'x' }) })
  expect(wrong.status).toBe(422)
})
