import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { startSimulator, type Simulator } from '../server.ts'
import { startTinyGateway, type Frame, type TinyGateway } from '../tiny-gateway.ts'
import type { CallEvent, CallRecord } from './place-call.ts'

const AC = 'AC00000000000000000000000000000001'
const TO = '+12125550100'

let gateway: TinyGateway
let simulator: Simulator

beforeEach(async () => {
  gateway = await startTinyGateway()
  const options = { port: 0, publicUrl: gateway.url, accountSid: AC, authToken: 'a'.repeat(32), stateDir: null }
  simulator = await startSimulator(options)
  await control('/_sim/numbers', {
    phone_number: TO,
    voice_url: `${gateway.url}/voice`,
    status_callback: `${gateway.url}/status`,
  })
  gateway.onRequest = ({ path }) =>
    path === '/voice'
      ? {
          body: `<Response><Say>You are talking to an AI.</Say><Connect action="${gateway.url}/action"><ConversationRelay url="${gateway.socketUrl}" welcomeGreeting="How can I help?" partialPrompts="true" dtmfDetection="true" reportInputDuringAgentSpeech="any" events="speaker-events tokens-played"/></Connect></Response>`,
        }
      : { body: '<Response/>' }
})
afterEach(async () => {
  await simulator.close()
  await gateway.close()
})

const control = (path: string, body: unknown) =>
  fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(body) })

const say = (socket: WebSocket, token: string, last = true): void =>
  socket.send(JSON.stringify({ type: 'text', token, last }))

/** A small assistant: what it says to each thing it hears. */
const talking = (answers: Readonly<Record<string, string>>) => (frame: Frame, socket: WebSocket) => {
  if (frame['last'] !== true && frame['type'] !== 'dtmf') return
  const heard = String(frame['voicePrompt'] ?? frame['digit'])
  const answer = Object.entries(answers).find(([words]) => heard.includes(words))?.[1]
  if (answer === 'END') socket.send(JSON.stringify({ type: 'end' }))
  else if (answer !== undefined) say(socket, answer)
}

async function place(
  scenario: Readonly<Record<string, unknown>>,
): Promise<{ events: CallEvent[]; records: CallRecord[] }> {
  const whole = { name: 'a', description: 'b', to: 'c', ...scenario }
  const response = await control('/_sim/calls', { scenario: whole, to: TO, speed: 50 })
  const lines = (await response.text()).trim().split('\n')
  const events = lines.map((line) => JSON.parse(line) as CallEvent)
  return { events, records: events.filter((event) => event.type === 'over') }
}

test('a caller listens, speaks in turn, adapts, and is told apart from the agent by who ends the call', async () => {
  gateway.onFrame = talking({
    visit: 'May I have your name?',
    Ann: 'Shall I book it?',
    Yes: 'You are booked. Anything else?',
    No: 'END',
  })
  const { records, events } = await place({
    steps: [
      { hear: ['AI', 'help'] },
      { say: 'I need a visit.' },
      {
        answer: {
          until: 'booked',
          with: [
            { hear: '/name/', say: 'Ann Lee.' },
            { hear: '/shall i/', say: 'Yes.' },
          ],
        },
      },
      { say: 'No.' },
      'wait-for-hang-up',
    ],
  })
  expect(records[0]).toMatchObject({ failure: null, ends: 'agent', notices: [], to: TO })
  expect(records[0]!.turns.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
    'agent: You are talking to an AI.',
    'agent: How can I help?',
    'caller: I need a visit.',
    'agent: May I have your name?',
    'caller: Ann Lee.',
    'agent: Shall I book it?',
    'caller: Yes.',
    'agent: You are booked. Anything else?',
    'caller: No.',
  ])
  expect(events.filter(({ type }) => type === 'turn')).toHaveLength(9)
  expect(records[0]!.reply_ms).toHaveLength(3)
})

test('a caller who has nothing more to do hangs up, and the agent was still there', async () => {
  gateway.onFrame = talking({ Hello: 'Hello.' })
  const { records } = await place({ steps: [{ say: 'Hello?' }] })
  expect(records[0]).toMatchObject({ failure: null, ends: 'still talking' })
  const hangsUp = await place({ steps: [{ say: 'Hello?' }, 'hang-up'] })
  expect(hangsUp.records[0]).toMatchObject({ failure: null, ends: 'caller' })
})

test('a script that cannot go on says where, and what was heard', async () => {
  gateway.onFrame = talking({ Hello: 'We are closed.' })
  const { records } = await place({ steps: [{ say: 'Hello?' }, { hear: '/open/' }, { say: 'Great.' }] })
  expect(records[0]!.failure).toContain('step 2')
  expect(records[0]!.failure).toContain('"We are closed."')
  expect(records[0]!.turns.at(-1)?.text).toBe('We are closed.')
})

test('a filler is no reply: the caller waits for the whole of it', async () => {
  gateway.onFrame = (frame, socket) => {
    if (frame['last'] !== true) return
    say(socket, 'One moment. ', false)
    setTimeout(() => say(socket, 'Ten or two?'), 120)
  }
  const { records } = await place({ steps: [{ say: 'A visit?' }, { hear: 'Ten or two' }] })
  expect(records[0]!.turns.at(-1)?.text).toBe('One moment. Ten or two?')
})

test('a caller speaks over the agent after so many words', async () => {
  const long = 'One two three four five six seven eight nine ten eleven twelve.'
  gateway.onFrame = talking({ Count: long, Stop: 'Sorry.' })
  const { records } = await place({
    steps: [{ say: 'Count.' }, { interrupt: { after: 3, say: 'Stop.' } }, { hear: 'sorry' }],
  })
  const cut = records[0]!.turns.find((turn) => turn.cut)
  expect(cut?.text.split(' ').length).toBeGreaterThanOrEqual(3)
  expect(cut?.text).not.toContain('twelve')
})

test('callers of one scenario wait for each other', async () => {
  const asked: number[] = []
  gateway.onFrame = (frame, socket) => {
    if (frame['voicePrompt'] === 'Now.' && frame['last'] === true) asked.push(performance.now())
    talking({ Hello: 'Hello.', Wait: 'I will wait with you for a very long while, as long as it takes.', Now: 'Now.' })(
      frame,
      socket,
    )
  }
  const quick = [{ say: 'Hello.' }, { hear: 'hello' }, { meet: 'here' }, { say: 'Now.' }]
  const slow = [{ say: 'Wait.' }, { hear: 'takes' }, ...quick]
  const { records } = await place({
    callers: [
      { name: 'one', steps: quick },
      { name: 'two', steps: slow },
    ],
  })
  expect(records.map(({ failure }) => failure)).toEqual([null, null])
  expect(Math.abs(asked[0]! - asked[1]!)).toBeLessThan(100)
  expect(new Set(records.map(({ call_sid: sid }) => sid)).size).toBe(2)
})

test('a number nobody has claimed leads nowhere, and says so', async () => {
  const response = await control('/_sim/calls', { scenario: 'happy-path', to: '+12125550199' })
  expect(JSON.parse(await response.text())).toMatchObject({ type: 'unreachable' })
  expect((await control('/_sim/calls', { scenario: 'no-such', to: TO })).status).toBe(422)
})
