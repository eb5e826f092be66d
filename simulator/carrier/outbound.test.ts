import twilioPackage from 'twilio'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { calleeOf, type CalledEvent, type CalledRecord } from '../caller/play-callee.ts'
import { readOutboundScenario } from '../caller/outbound-scenario.ts'
import { startSimulator, type Simulator } from '../server.ts'
import { startTinyGateway, type TinyGateway } from '../tiny-gateway.ts'
import { matchesPattern } from '../caller/scenario.ts'

const AC = 'AC00000000000000000000000000000001'
const TOKEN = '0123456789abcdef0123456789abcdef'
const [OURS, THEIRS] = ['+12125550100', '+12125550142']
const SPEED = 50

let gateway: TinyGateway
let simulator: Simulator

beforeEach(async () => {
  gateway = await startTinyGateway()
  const { url: publicUrl } = gateway
  simulator = await startSimulator({ port: 0, publicUrl, accountSid: AC, authToken: TOKEN, stateDir: null })
  gateway.onRequest = ({ path }) => ({ status: 200, body: path === '/answered' ? relay() : '<Response/>' })
})
afterEach(async () => {
  await simulator.close()
  await gateway.close()
})

const relay = () =>
  `<Response><Connect action="${gateway.url}/action"><ConversationRelay url="${gateway.socketUrl}" welcomeGreeting="This is an AI calling." welcomeGreetingInterruptible="none" dtmfDetection="true" interruptible="any" reportInputDuringAgentSpeech="any"/></Connect></Response>`

interface Answered {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

async function ask(method: 'GET' | 'POST', path: string, form?: URLSearchParams): Promise<Answered> {
  const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${AC}${path}`, {
    method,
    headers: { authorization: `Basic ${btoa(`${AC}:${TOKEN}`)}` },
    ...(form !== undefined && { body: form }),
  })
  return { status: response.status, body: (await response.json()) as Answered['body'] }
}

/** As the gateway orders one, with `more` or without what is null. */
function order(more: Readonly<Record<string, string | null>> = {}): URLSearchParams {
  const form = new URLSearchParams()
  const all = {
    To: THEIRS,
    From: OURS,
    Url: `${gateway.url}/answered`,
    StatusCallback: `${gateway.url}/status`,
    ...more,
  }
  for (const [name, value] of Object.entries(all)) if (value !== null) form.append(name, value)
  for (const event of ['initiated', 'ringing', 'answered', 'completed']) form.append('StatusCallbackEvent', event)
  return form
}
const create = (more: Readonly<Record<string, string | null>> = {}) => ask('POST', '/Calls.json', order(more))
const later = () => ({
  MachineDetection: 'Enable',
  AsyncAmd: 'true',
  AsyncAmdStatusCallback: `${gateway.url}/machine`,
})

/** Has somebody wait at the number; gives what happened there once it is over. */
function callee(part: Readonly<Record<string, unknown>>, number = THEIRS): Promise<CalledRecord> {
  const scenario = readOutboundScenario({ name: 'x', description: 'x', from: 'x', purpose: 'x', callee: part })
  return new Promise((resolve) => {
    const tell = (event: CalledEvent): void => {
      if (event.type === 'over') resolve(event)
    }
    simulator.board.account.callees.expect(number, calleeOf(scenario.callee, SPEED, tell))
  })
}

const formsOf = (path: string) => gateway.asked.filter((asked) => asked.path === path).map(({ form }) => form)
const statuses = () =>
  formsOf('/status')
    .toSorted((a, b) => Number(a['SequenceNumber']) - Number(b['SequenceNumber']))
    .map((form) => form['CallStatus'])

describe('an order', () => {
  test.each<[string, Readonly<Record<string, string | null>>, number]>([
    ['without somebody to call', { To: null }, 21201],
    ['to what is no number', { To: '+12125' }, 21211],
    ['to an area that cannot be', { To: '+10125550142' }, 21211],
    ['to a number that costs extra', { To: '+19005550142' }, 21215],
    ['from nobody', { From: null }, 21213],
    ['from what is no number', { From: 'me' }, 21212],
    ['from somebody else’s number', { From: '+4930123456' }, 21210],
    ['without a document', { Url: null }, 21205],
    ['with an address that is none', { Url: 'gateway' }, 21205],
    ['with a method that is none', { Method: 'PUT' }, 21209],
    ['with an event that is none', { StatusCallbackEvent: 'picked-up' }, 21626],
    ['that rings too long', { Timeout: '601' }, 20001],
    ['that would be told of a machine nowhere', { MachineDetection: 'Enable', AsyncAmd: 'true' }, 21262],
    ['with a parameter nobody knows', { StatusCallBack: 'https://gw.example/s' }, 20001],
  ])('%s is refused', async (_, more, code) => {
    expect(await create(more)).toMatchObject({ status: 400, body: { code, status: 400 } })
    expect(simulator.board.calls.size).toBe(0)
  })

  test('is queued, found by whom and when, and sent away when it is none of ours', async () => {
    void callee({ steps: ['hang-up-now'] })
    const before = new Date(Date.now() - 2000).toISOString()
    const { status, body } = await create()
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      to: THEIRS,
      from: OURS,
      start_time: null,
    })
    const found = async (query: Readonly<Record<string, string>>) =>
      (await ask('GET', `/Calls.json?${new URLSearchParams(query).toString()}`)).body['calls'] as { sid: string }[]
    expect(await found({ To: THEIRS, From: OURS, 'StartTime>': before })).toMatchObject([{ sid: body['sid'] }])
    expect(await found({ To: THEIRS, 'StartTime>': '2999-01-01' })).toEqual([])
    expect(await found({ To: OURS })).toEqual([])
    expect(await ask('GET', '/Calls.json?Status=lost')).toMatchObject({ status: 400 })
    expect(await ask('GET', `/Calls/${String(body['sid'])}.json`)).toMatchObject({ body: { sid: body['sid'] } })
    expect(await ask('GET', `/Calls/CA${'0'.repeat(32)}.json`)).toMatchObject({ status: 404, body: { code: 20404 } })
  })

  test('is carried out although its answer goes wrong', async () => {
    simulator.board.faults.add({ match: 'POST /Calls.json', times: 1, status: 500, after: true })
    simulator.board.faults.add({ match: 'POST /Calls.json', times: 1, drop: true, after: true })
    expect((await create()).status).toBe(500)
    await expect(create()).rejects.toThrow('fetch failed')
    expect(simulator.board.calls.size).toBe(2)
    simulator.board.faults.add({ match: 'POST /Calls.json', times: 1, status: 429, headers: { 'Retry-After': '2' } })
    expect((await create()).status).toBe(429)
    expect(simulator.board.calls.size).toBe(2)
  })
})

describe('a call of the account’s', () => {
  test('is told of as it goes, signed, and the document is asked for when they pick up', async () => {
    const done = callee({ steps: [{ greet: 'Hello?' }, { 'hold-for': 'AI' }, 'hang-up-now'] })
    await create(later())
    const record = await done
    expect(record).toMatchObject({ failure: null, ends: 'caller', status: 'completed', to: THEIRS, from: OURS })
    const said = (speaker: string) => record.turns.flatMap((turn) => (turn.speaker === speaker ? [turn.text] : []))
    expect([said('agent').join(' '), said('caller')]).toEqual(['This is an AI', ['Hello?']])
    expect(record.first_word_ms).toBeLessThan(2000)
    await simulator.board.settle()

    expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed'])
    const [answered] = formsOf('/answered')
    expect(answered).toMatchObject({ CallStatus: 'in-progress', Direction: 'outbound-api', To: THEIRS, From: OURS })
    expect(answered).not.toHaveProperty('AnsweredBy')
    const hook = gateway.asked.find(({ path }) => path === '/answered')!
    const signature = String(hook.headers['x-twilio-signature'])
    expect(twilioPackage.validateRequest(TOKEN, signature, `${gateway.url}/answered`, hook.form)).toBe(true)
    expect(formsOf('/status').find((form) => form['CallStatus'] === 'completed')).toMatchObject({
      SipResponseCode: '200',
      CallDuration: expect.stringMatching(/^\d+$/),
    })
    expect(gateway.frames[0]).toMatchObject({ type: 'setup', direction: 'outbound-api', from: OURS, to: THEIRS })
  })

  test.each([
    ['busy', 'busy', '486'],
    ['no-answer', 'no-answer', '487'],
    ['failed', 'failed', '404'],
    ['blocked', 'failed', '608'],
  ])('that is %s ends as %s, and no document is asked for', async (answering, status, sip) => {
    const done = callee({ answering })
    await create({ Timeout: '5' })
    expect(await done).toMatchObject({ status, picked_up_ms: null, ends: 'carrier' })
    expect(statuses().at(-1)).toBe(status)
    expect(formsOf('/status').at(-1)).toMatchObject({ SipResponseCode: sip })
    expect(formsOf('/answered')).toEqual([])
  })

  test('that nobody takes in time was not answered', async () => {
    const done = callee({ rings_seconds: 30 })
    await create({ Timeout: '10' })
    expect(await done).toMatchObject({ status: 'no-answer' })
  })

  test('is let go of while it rings', async () => {
    const done = callee({ rings_seconds: 500 })
    const { body } = await create({ Timeout: '600' })
    expect(
      await ask('POST', `/Calls/${String(body['sid'])}.json`, new URLSearchParams({ Status: 'canceled' })),
    ).toMatchObject({
      status: 200,
      body: { status: 'canceled' },
    })
    expect(await done).toMatchObject({ status: 'canceled', picked_up_ms: null })
    const again = await ask('POST', `/Calls/${String(body['sid'])}.json`, new URLSearchParams({ Status: 'completed' }))
    expect(again).toMatchObject({ status: 400, body: { code: 21220 } })
  })

  test('waits its turn: none is refused, and one that is over gives its turn up', async () => {
    const others = ['+12125550143', '+12125550144', '+12125550145']
    const records = others.map((number) => callee({ rings_seconds: 0.5, steps: ['hang-up-now'] }, number))
    for (const To of others) expect((await create({ To })).status).toBe(201)
    expect((await Promise.all(records)).map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
  })

  test('stays in the queue for as long as the carrier is told to keep it there', async () => {
    simulator.board.faults.add({ match: `QUEUE /Calls/${THEIRS}`, times: 1, delay_ms: 400 })
    const done = callee({ steps: ['hang-up-now'] })
    const orderedAtMs = Date.now()
    const { body } = await create()
    expect((await ask('GET', `/Calls/${String(body['sid'])}.json`)).body['status']).toBe('queued')
    await done
    expect(Date.now() - orderedAtMs).toBeGreaterThanOrEqual(400)
  })
})

describe('whether a machine picked up', () => {
  const GREETING = 'Hi, you have reached Ann. Please leave a message after the tone.'

  test.each([
    ['human', [{ greet: 'Hello?' }, { pause: 5 }], 'human'],
    ['machine', [{ greet: GREETING }, { tone: 'beep' }, { pause: 3 }], 'machine_start'],
    ['fax', [{ tone: 'fax' }, { pause: 3 }], 'fax'],
    ['silence', [{ pause: 8 }], 'unknown'],
  ])('is told later: %s', async (is, steps, answeredBy) => {
    const done = callee({ is, steps: [...steps, 'hang-up-now'] })
    await create(later())
    expect(await done).toMatchObject({ answered_by: answeredBy })
    const [told] = formsOf('/machine')
    expect(Object.keys(told ?? {}).toSorted()).toEqual([
      'AccountSid',
      'AnsweredBy',
      'CallSid',
      'MachineDetectionDuration',
    ])
    expect(told).toMatchObject({ AnsweredBy: answeredBy })
  })

  test('is waited for: the document is asked for after the tone, and knows', async () => {
    const done = callee({
      is: 'machine',
      steps: [{ greet: GREETING }, { tone: 'beep' }, { 'hold-for': 'AI calling' }, 'hang-up-now'],
    })
    await create({ MachineDetection: 'DetectMessageEnd' })
    const record = await done
    expect(formsOf('/answered')[0]).toMatchObject({ AnsweredBy: 'machine_end_beep' })
    expect(record.turns.map(({ text }) => text)).toEqual([
      ...GREETING.split(/(?<=\.) /),
      '[beep]',
      'This is an AI calling.',
    ])
    expect(record.first_word_ms).toBeGreaterThan(4000)
  })
})

test('a machine speaks over the agent, a person comes after it, and keys are heard', async () => {
  gateway.onFrame = (frame, socket) => {
    if (String(frame['voicePrompt']).includes('Press 1'))
      socket.send(JSON.stringify({ type: 'sendDigits', digits: '1' }))
    if (frame['voicePrompt'] === 'Ann here.') socket.send(JSON.stringify({ type: 'end' }))
  }
  const done = callee({
    is: 'machine',
    steps: [
      { greet: 'Press 1 for Ann.' },
      { 'hold-for': 'pressed 1' },
      { pause: 1 },
      'human',
      { greet: 'Ann here.' },
      'wait-for-hang-up',
    ],
  })
  await create(later())
  const record = await done
  expect(record).toMatchObject({ failure: null, ends: 'agent' })
  const human = record.human_at_ms ?? 0
  const before = record.turns.filter(({ at_ms: atMs }) => atMs < human).map(({ text }) => text)
  expect(before.some((text) => matchesPattern('[pressed 1]', text))).toBe(true)
  expect(before).not.toContain('Ann here.')
})

test('at a number that nobody waits at, somebody says hello and hangs up', async () => {
  await create({ To: '+12125550177' })
  await simulator.board.settle()
  const [call] = [...simulator.board.calls.values()]
  expect(call).toMatchObject({ status: 'completed', endedBy: 'caller' })
})
