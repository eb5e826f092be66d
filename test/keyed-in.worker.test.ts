import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { CallHandle } from '../src/calls/call-handle.ts'
import { readSummary, readTranscript } from '../src/calls/transcript.ts'
import { attributeOf, type PlayedCall, type PlayedSocket } from './played-call.ts'
import { aVendor, begun, over, withModel, type Change } from './talked-call.ts'

afterEach(() => void vi.restoreAllMocks())

const PIN = { id: 'pin', label: 'member PIN', type: 'number', digits: { min: 4, max: 6 }, sensitive: true } as const
const PHONE = { id: 'phone', label: 'phone number', type: 'phone' } as const
const DEFAULTS = { required: true, confirm: 'echo', phi: false } as const

/** A message needs a PIN that nobody is to see, and a number that is not the caller's own. */
const withPin: Change = (document) => ({
  ...document,
  skills: {
    message: {
      fields: [
        { ...DEFAULTS, ...PIN },
        { ...DEFAULTS, ...PHONE, confirm: 'none', ask: 'What phone number shall they call?' },
      ],
      route: { kind: 'task', queue: 'desk', priority: 'normal' },
    },
  },
  capture: [],
  dtmf: {},
  tests: [],
})

const press = (socket: PlayedSocket, keys: string): void =>
  [...keys].forEach((digit) => socket.send({ type: 'dtmf', digit }))

const memoryOf = (call: PlayedCall) =>
  runInDurableObject(call.object(), (object, state) =>
    new CallHandle(state, (object as unknown as { env: CallHandle['env'] }).env).memory(Date.now()),
  )

/** Everything that is written down in clear. */
async function rows(): Promise<string> {
  const tables = ['calls', 'events', 'tasks', 'transcripts', 'people', 'counters']
  const all = await Promise.all(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`).all()))
  return JSON.stringify(all.map(({ results }) => results))
}

test('a secret that is keyed in, one key short at first, is with the call and nowhere else', async () => {
  const logged = ['log', 'warn', 'error', 'info'].map((name) => vi.spyOn(console, name as 'log'))
  const { line, call, socket } = await begun(withPin)
  expect(await socket.say('I want to leave a message')).toMatch(/member PIN/i)
  press(socket, '975')
  expect(await socket.press('#')).toMatch(/3 digits, and I need 4 to 6.*member PIN/i)
  press(socket, '9753')
  expect(await socket.press('#')).toMatch(/number you are calling from/)
  const callId = await over(call, socket)
  const transcript = JSON.stringify(await readTranscript(line.ctx, callId))
  expect(transcript).toMatch(/\[3 digits entered, too few\].*\[4 digits entered\]/)
  expect(transcript).not.toMatch(/975|pressed/)
  const summary = await readSummary(line.ctx, callId)
  expect(summary?.secrets).toEqual([{ id: 'pin', value: '9753' }])
  expect(JSON.stringify({ ...summary, secrets: [] })).not.toContain('9753')
  expect(await rows()).not.toContain('"9753')
  expect(JSON.stringify(logged.flatMap(({ mock }) => mock.calls))).not.toMatch(/\b9753\b/)
})

test('a secret that is said is with the call and nowhere else, and no model is handed it', async () => {
  const stand = await aVendor({
    replies: [{ text: 'Sure. What is your member PIN?' }, { text: 'Thank you. What else can I do for you?' }],
  })
  const { line, call, socket } = await begun((document) => withModel(withPin(document)))
  await socket.say('I want to leave a message')
  expect(await socket.say('it is four eight two one')).toMatch(/Thank you/)
  const asked = JSON.stringify((await stand.asked()).at(-1)?.body)
  expect(asked).toMatch(/\(?4 digits said\)?/)
  expect(asked).not.toMatch(/4821|four eight/)
  const callId = await over(call, socket)
  expect(JSON.stringify(await readTranscript(line.ctx, callId))).not.toMatch(/4821|four eight/)
  expect((await readSummary(line.ctx, callId))?.secrets).toEqual([{ id: 'pin', value: '4821' }])
})

test('a number that is keyed in is over when no key follows, in an object that has slept meanwhile', async () => {
  const { call, socket } = await begun((document) => {
    const changed = withPin(document)
    const message = changed.skills.message
    return message === undefined
      ? changed
      : { ...changed, skills: { message: { ...message, fields: message.fields.slice(1) } } }
  })
  await socket.say('I want to leave a message')
  expect(await socket.say('no, another one')).toMatch(/What phone number shall they call/)
  press(socket, '6465550143')
  await vi.waitUntil(async () => (await memoryOf(call)).keys?.count === 10, { timeout: 90_000, interval: 50 })
  await evictDurableObject(call.object())
  expect((await memoryOf(call)).keys?.digits).toBe('6465550143')
  const reply = socket.nextReply()
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return ((await memoryOf(call)).keys ?? null) === null
    },
    { timeout: 90_000, interval: 200 },
  )
  expect(await reply).toMatch(/Shall I send it/)
  expect((await memoryOf(call)).history.map(({ text }) => text)).toContain('[keyed in 6465550143]')
})

test('without a socket the carrier is told how many keys to take, and a secret is as secret', async () => {
  const { line, call } = await begun(withPin)
  const failed = call.params({ CallStatus: 'in-progress', SessionStatus: 'failed', ErrorCode: '64101' })
  const without = await (await call.post('/hooks/voice/twilio/fallback', { ...failed, ErrorCode: '64101' })).text()
  const gather = async (twiml: string, given: Record<string, string>): Promise<string> => {
    const said = call.params({ CallStatus: 'in-progress', ...given })
    return (await call.post(attributeOf(twiml, 'Gather', 'action'), said)).text()
  }
  expect(attributeOf(without, 'Gather', 'numDigits')).toBe('1')
  expect(attributeOf(without, 'Gather', 'finishOnKey')).toBe('')
  const asks = await gather(without, { SpeechResult: 'I want to leave a message' })
  expect(asks).toMatch(/<Gather[^>]* numDigits="6" finishOnKey="#" timeout="5"[^>]*><Say[^>]*>[^<]*member PIN/i)
  const short = await gather(asks, { Digits: '975' })
  expect(short).toMatch(/3 digits, and I need 4 to 6/)
  const phone = await gather(short, { Digits: '9753' })
  expect(phone).toMatch(/numDigits="11" finishOnKey="#"/)
  expect(await gather(phone, { Digits: '6465550143' })).toMatch(/Shall I send it/)
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))
  const id = async () =>
    await env.DB.prepare('SELECT id, reported_at_ms AS at FROM calls').first<{ id: string; at: number }>()
  await vi.waitUntil(
    async () => {
      await runDurableObjectAlarm(call.object())
      return (await id())?.at
    },
    { timeout: 90_000, interval: 50 },
  )
  const callId = (await id())?.id ?? ''
  expect(JSON.stringify(await readTranscript(line.ctx, callId))).not.toContain('975')
  expect((await readSummary(line.ctx, callId))?.secrets).toEqual([{ id: 'pin', value: '9753' }])
})
