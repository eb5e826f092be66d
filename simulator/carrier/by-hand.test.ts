import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startSimulator, type Simulator } from '../server.ts'
import { startTinyGateway, type Asked, type TinyGateway } from '../tiny-gateway.ts'
import type { Way } from './dialled-leg.ts'
import type { PhoneCall } from './phone-call.ts'

const AC = 'AC00000000000000000000000000000001'
const TOKEN = '0123456789abcdef0123456789abcdef'
const [FROM, TO, DESK] = ['+12125550142', '+12125550100', '+12125550190']
const SPEED = 20

let gateway: TinyGateway
let simulator: Simulator
let documents: Record<string, string>

beforeEach(async () => {
  gateway = await startTinyGateway()
  const { url: publicUrl } = gateway
  simulator = await startSimulator({ port: 0, publicUrl, accountSid: AC, authToken: TOKEN, stateDir: null })
  documents = {
    '/whisper': `<Response><Gather action="${publicUrl}/key" numDigits="1" timeout="8"><Say>Press 1.</Say></Gather><Hangup/></Response>`,
    '/dialled': '<Response><Say>Back again.</Say><Hangup/></Response>',
  }
  gateway.onRequest = ({ path, form }) => {
    if (path === '/key') return { body: form['Digits'] === '1' ? '<Response/>' : '<Response><Hangup/></Response>' }
    return { body: documents[path] ?? '<Response/>' }
  }
  const number = simulator.board.numberOf(TO)!
  simulator.board.saveNumber({
    ...number,
    voice_url: `${publicUrl}/voice#rc=0`,
    status_callback: `${publicUrl}/status`,
  })
})
afterEach(async () => {
  await simulator.close()
  await gateway.close()
})

function ring(answers: Way | readonly Way[] = 'answered', hasRelay = true): { call: PhoneCall; done: Promise<void> } {
  const dial = { answers, talksMs: 1000 }
  const call = simulator.board.dial({ from: FROM, to: TO, speed: SPEED, dial, hasRelay, onTurn: () => undefined })!
  return { call, done: call.run().then(() => simulator.board.settle()) }
}

const hookOf = (path: string): Asked | undefined => gateway.asked.find((asked) => asked.path === path)
const dialling = (): string =>
  `<Response><Dial action="${gateway.url}/dialled" timeout="20"><Number url="${gateway.url}/whisper" machineDetection="Enable" amdStatusCallback="${gateway.url}/judged">${DESK}</Number></Dial></Response>`

test.each<[Way, string, string]>([
  ['answered', 'completed', 'true'],
  ['declines', 'completed', 'false'],
  ['ignores', 'completed', 'false'],
  ['machine', 'completed', 'false'],
  ['busy', 'busy', 'false'],
  ['no-answer', 'no-answer', 'false'],
  ['failed', 'failed', 'false'],
])('who is rung and %s ends the dial as %s, connected: %s', async (way, status, bridged) => {
  documents['/voice'] = dialling()
  await ring(way).done
  expect(hookOf('/dialled')?.form).toMatchObject({
    DialCallStatus: status,
    DialBridged: bridged,
    CallStatus: 'in-progress',
  })
})

test('whoever picks up is a call of its own, and can be let go of through the API', async () => {
  documents['/voice'] = dialling()
  const { call, done } = ring('machine')
  await vi.waitUntil(() => hookOf('/whisper') !== undefined, { timeout: 90_000, interval: 2 })
  const leg = hookOf('/whisper')?.form ?? {}
  expect(leg).toMatchObject({ ParentCallSid: call.sid, To: DESK, Direction: 'outbound-dial' })
  expect(leg['CallSid']).not.toBe(call.sid)
  const address = `${simulator.url}/2010-04-01/Accounts/${AC}/Calls/${leg['CallSid']}.json`
  const authorization = `Basic ${btoa(`${AC}:${TOKEN}`)}`
  const body = new URLSearchParams({ Status: 'completed' })
  expect((await fetch(address, { method: 'POST', headers: { authorization }, body })).status).toBe(200)
  await done
  expect(hookOf('/dialled')?.form).toMatchObject({ DialBridged: 'false' })
})

test('a caller who hangs up while somebody is rung is told of, and nothing more is performed', async () => {
  documents['/voice'] = dialling()
  const { call, done } = ring('no-answer')
  await vi.waitUntil(() => call.dials === 1, { timeout: 90_000, interval: 2 })
  call.end('completed', 'caller')
  await done
  expect(hookOf('/dialled')?.form).toMatchObject({
    DialCallStatus: 'canceled',
    DialBridged: 'false',
    CallStatus: 'completed',
  })
  expect(call.talk.turns).toEqual([])
})

const box = (): string =>
  `<Response><Record action="${gateway.url}/left" timeout="5" finishOnKey="#" maxLength="60" playBeep="true" recordingStatusCallback="${gateway.url}/made" recordingStatusCallbackEvent="completed absent"/><Say>Nothing heard.</Say><Hangup/></Response>`

test('what is said after the tone is a recording of its own, whatever key ends it', async () => {
  documents['/voice'] = box()
  const { call, done } = ring()
  await vi.waitUntil(() => call.handset !== null, { timeout: 90_000, interval: 2 })
  await call.handset?.say('Please call me back.', new AbortController().signal)
  await call.handset?.press('#', false, new AbortController().signal)
  await done
  expect(hookOf('/left')?.form).toMatchObject({ Digits: '#', RecordingSid: expect.stringMatching(/^RE/) })
  expect(hookOf('/made')?.form).toMatchObject({
    RecordingStatus: 'completed',
    RecordingSource: 'RecordVerb',
    RecordingChannels: '1',
    RecordingSid: hookOf('/left')?.form['RecordingSid'],
  })
})

test('who says nothing after the tone leaves no recording, and the next verb follows', async () => {
  documents['/voice'] = box()
  const { call, done } = ring()
  await done
  expect(hookOf('/left')).toBeUndefined()
  expect(call.talk.turns.map(({ text }) => text)).toEqual(['[beep]', 'Nothing heard.'])
})

test('an account without the relay is told so by the action, and the caller is still there', async () => {
  documents['/voice'] =
    `<Response><Connect action="${gateway.url}/relayed"><ConversationRelay url="${gateway.socketUrl}"/></Connect></Response>`
  await ring('answered', false).done
  expect(hookOf('/relayed')?.form).toMatchObject({
    SessionStatus: 'failed',
    ErrorCode: '64101',
    CallStatus: 'in-progress',
  })
  expect(gateway.upgrades).toEqual([])
})
