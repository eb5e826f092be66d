import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { twilio } from '../src/providers/telephony/twilio/index.ts'
import { startSimulator, type Simulator } from './server.ts'

const ACCOUNT = { accountSid: 'AC00000000000000000000000000000001', authToken: '0123456789abcdef0123456789abcdef' }
const NUMBER = '+12125550110'

let stateDir = ''
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'simulator-'))
})
afterEach(() => rmSync(stateDir, { recursive: true }))

const start = (publicUrl: string): Promise<Simulator> => startSimulator({ port: 0, publicUrl, stateDir, ...ACCOUNT })

test('what it was told is still known after a restart, and numbers follow a gateway to another port', async () => {
  const first = await start('http://localhost:8787')
  const account = { accountSid: ACCOUNT.accountSid, tokens: [ACCOUNT.authToken] }
  const hook = 'http://localhost:8787/hooks/voice/twilio'
  await twilio.api({ TWILIO_API_URL: first.url }, account).claimNumber(NUMBER, {
    voiceUrl: `${hook}?a=1#rc=2`,
    fallbackUrl: `${hook}/fallback`,
    statusUrl: `${hook}/status`,
    messagesUrl: 'http://localhost:8787/hooks/messages/twilio',
  })
  first.receivers.register('bright-smile', 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3')
  const { sid } = first.board.numberOf(NUMBER)!
  await first.close()

  const second = await start('http://localhost:9999')
  expect(second.board.numberOf(NUMBER)).toMatchObject({
    sid,
    voice_url: 'http://localhost:9999/hooks/voice/twilio?a=1#rc=2',
    voice_fallback_url: 'http://localhost:9999/hooks/voice/twilio/fallback',
  })
  expect(second.receivers.has('bright-smile')).toBe(true)
  await second.close()
})

test('a taken port is an error, not a crash', async () => {
  const first = await start('http://localhost:8787')
  const port = Number(new URL(first.url).port)
  const second = startSimulator({ port, publicUrl: 'http://localhost:8787', stateDir: null, ...ACCOUNT })
  await expect(second).rejects.toThrow('EADDRINUSE')
  await first.close()
})

test('its knobs say what they take', async () => {
  const simulator = await start('http://localhost:8787')
  const ask = async (path: string, init?: RequestInit) => (await fetch(simulator.url + path, init)).status
  expect(await ask('/_sim/health')).toBe(200)
  expect(await ask('/_sim/nothing')).toBe(404)
  expect(await ask('/_sim/health', { method: 'POST' })).toBe(405)
  expect(await ask('/_sim/faults', { method: 'POST', body: 'no json' })).toBe(400)
  expect(await ask('/_sim/numbers', { method: 'POST', body: '{"phone_number":"12"}' })).toBe(422)
  expect(await ask('/elsewhere')).toBe(404)
  await simulator.close()
})
