import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { CallHandle } from '../src/calls/call-handle.ts'
import { aStreamedCall, turnsKept, turnsOf, vendor, type StreamedCall } from './played-media.ts'
import { attributeOf } from './played-call.ts'
import { aVendor, withModel } from './talked-call.ts'

afterEach(() => void vi.restoreAllMocks())

const handleOf = <T>({ call }: StreamedCall, look: (handle: CallHandle) => Promise<T>): Promise<T> =>
  runInDurableObject(call.object(), (_, state) => look(new CallHandle(state, env)))

/** Everything that is kept of the call, opened, and every row of what may hold words. */
async function everythingOf(streamed: StreamedCall): Promise<string> {
  const tables = ['calls', 'events', 'tasks', 'transcripts', 'people']
  const rows = await Promise.all(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`).all()))
  const memory = await handleOf(streamed, (handle) => handle.memory(Date.now()))
  return JSON.stringify([await turnsOf(streamed.call), memory, rows.map(({ results }) => results)])
}

const logs = () => {
  const spies = (['log', 'warn', 'error', 'info'] as const).map((name) => vi.spyOn(console, name))
  return (): string => JSON.stringify(spies.flatMap(({ mock }) => mock.calls))
}

test('a card number spoken in pieces is in no transcript, no memory, no log and no row, also when the model repeats it', async () => {
  const logged = logs()
  const streamed = await aStreamedCall({
    rules: [
      { hears: 'card number is', does: [{ say: 'Please go on.' }] },
      { hears: 'eight eight eight', does: [{ say: 'I have four zero one two eight eight eight eight so far.' }] },
      { hears: 'eight eight one', does: [{ say: 'Thank you, that was 4012 8888 8888 1881.' }] },
    ],
  })
  const { call, line } = streamed
  line.say('I want to pay, my card number is four zero one two')
  await line.hears(/go on\./)
  line.say('eight eight eight eight, eight eight eight eight')
  await line.hears(/so far\./)
  line.say('and then one eight eight one')
  await line.hears(/1881\./)
  await turnsKept(call, 3)
  const turns = JSON.stringify(await turnsOf(call))
  expect(turns).toMatch(/\[card number\]/)
  expect(await everythingOf(streamed)).not.toMatch(/eight eight|four zero|1881|8888/i)
  expect(logged()).not.toMatch(/eight eight|four zero|1881/i)
})

test('a PIN that is asked for is masked before anybody sees it, and no tool is handed it', async () => {
  const streamed = await aStreamedCall({
    rules: [
      { hears: 'pay', does: [{ say: 'What is your PIN?' }] },
      {
        hears: '4821',
        does: [
          { call: 'take_message', args: { fields: { name: 'Ann Lee', phone: '212 555 0142', message: 'Says 4821.' } } },
          { say: 'I noted 4821 for you.' },
        ],
      },
    ],
  })
  const { call, line } = streamed
  line.say('I want to pay')
  await line.hears(/PIN\?/)
  line.say('It is 4821')
  await line.hears(/for you\./)
  await turnsKept(call, 2)
  const [, second] = await turnsOf(call)
  expect(second?.caller).toMatch(/\[secret number\]/)
  expect(second?.agent).toBe('I noted [secret number] for you.')
  const everything = await everythingOf(streamed)
  expect(everything).not.toContain('4821')
  const [session] = await vendor.sessions()
  const outputs = session?.events.flatMap(({ item }) => (item as { output?: string } | undefined)?.output ?? [])
  expect(outputs).toHaveLength(1)
})

test('a social security number reaches no text model when the call goes on over the relay', async () => {
  const model = await aVendor({})
  const streamed = await aStreamedCall({ think_ms: 3_000, faults: { sessions: [{ does: 'fail' }] } }, withModel)
  const { call, twiml, line } = streamed
  line.say('My social is 123-45-6789, do you take insurance?')
  await vi.waitUntil(async () => (await vendor.sessions())[0]?.heard.length === 1, { timeout: 90_000 })
  await vendor.script({ faults: { refuse: Array.from({ length: 12 }, () => 401) } })
  await vi.waitUntil(() => line.closed(), { timeout: 90_000, interval: 20 })
  const action = attributeOf(twiml, 'Connect', 'action')
  const again = await (await call.post(action, call.params({ CallStatus: 'in-progress' }))).text()
  const socket = await call.connect(again)
  expect(await socket?.nextReply()).toBeTruthy()
  const asked = JSON.stringify(await model.asked())
  expect(asked).toMatch(/social security number/)
  expect(asked).not.toMatch(/45-6789/)
  expect(await everythingOf(streamed)).not.toMatch(/45-6789/)
})

test('a PIN that is keyed in while the model still asks for it is counted, and no digit of it is anywhere', async () => {
  const logged = logs()
  const asks = 'Please enter your PIN on the keypad, and then the hash key.'
  const streamed = await aStreamedCall({ rules: [{ hears: 'pay', does: [{ say: asks }] }], word_ms: 200 })
  const { line } = streamed
  line.say('I want to pay')
  await vi.waitUntil(() => line.unplayedMs() >= 2_000, { timeout: 90_000, interval: 1 })
  line.play(600)
  for (const digit of '9753') line.press(digit)
  const count = () => handleOf(streamed, async (handle) => (await handle.memory(Date.now())).keys?.count)
  await vi.waitUntil(async () => (await count()) === 4, { timeout: 90_000, interval: 20 })
  line.press('#')
  await turnsKept(streamed.call, 2)
  const [first, second] = await turnsOf(streamed.call)
  expect(first?.caller).toBe('I want to pay')
  expect(second?.caller).toBe('[4 digits entered]')
  const everything = JSON.stringify([await turnsOf(streamed.call), logged()])
  expect(everything).not.toMatch(/9753|pressed [9753]/)
})
