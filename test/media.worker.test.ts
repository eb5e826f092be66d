import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import type { CallState } from '../src/calls/call-state.ts'
import { aStreamedCall, stream, turnsKept, turnsOf, vendor, type PlayedStream } from './played-media.ts'
import { aLine } from './line.ts'
import { aCall, attributeOf, ORIGIN, sign } from './played-call.ts'

const row = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .first<Record<string, unknown>>()

test('a caller talks with the vendor’s model, and the first words they hear are ours', async () => {
  const { call, twiml, line } = await aStreamedCall({
    rules: [{ hears: 'insurance', does: [{ say: 'We take Delta Dental and Aetna.' }] }],
  })
  expect(twiml.indexOf('AI')).toBeLessThan(twiml.indexOf('<Connect'))
  expect(twiml).not.toContain('ConversationRelay')
  line.say('Do you take insurance?')
  expect(await line.hears(/Aetna\./)).toBe('We take Delta Dental and Aetna.')
  await turnsKept(call, 1)
  const [session] = await vendor.sessions()
  expect(session?.heard).toEqual(['Do you take insurance?'])
  const update = session?.events[0] as { session: { instructions: string; tools: { name: string }[] } }
  expect(update.session.instructions).toMatch(/AI assistant of Bright Smile/)
  expect(update.session.tools.map(({ name }) => name)).toContain('find_slots')
})

const clears = (line: PlayedStream): number => line.frames.filter(({ event }) => event === 'clear').length
const LONG = 'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.'

test('whoever speaks over the agent is met with silence at once, and only what was heard was said', async () => {
  const { call, line } = await aStreamedCall({
    rules: [{ hears: 'tell me', does: [{ say: LONG }] }],
    otherwise: [{ say: 'Of course.' }],
    word_ms: 200,
  })
  line.say('Please tell me')
  // Three pieces of 200 ms are there, so that 500 can be played.
  await vi.waitUntil(() => line.unplayedMs() >= 600, { timeout: 90_000, interval: 1 })
  line.play(500)
  line.say('Stop')
  await vi.waitUntil(() => clears(line) === 1, { timeout: 90_000, interval: 1 })
  expect(line.unplayedMs()).toBe(0)
  await line.hears(/Of course\./)
  await turnsKept(call, 2)
  const [session] = await vendor.sessions()
  const cut = session?.events.filter(({ type }) => type === 'conversation.item.truncate')
  // Marks lie 200 ms apart at most: what was played is known no finer, and it is never more than was.
  expect(cut).toHaveLength(1)
  expect(cut?.[0]?.['audio_end_ms']).toBeGreaterThanOrEqual(300)
  expect(cut?.[0]?.['audio_end_ms']).toBeLessThanOrEqual(500)
  const [first, second] = await turnsOf(call)
  expect(first?.caller).toBe('Please tell me')
  expect(first?.agent).toMatch(/^One two three/)
  expect(first?.heard).toMatch(/^One( two)?$/)
  expect(second).toMatchObject({ caller: 'Stop', agent: 'Of course.', heard: 'Of course.' })
})

test('of a reply that nobody heard nothing is cut, because there is nothing to be cut', async () => {
  const { line } = await aStreamedCall({ rules: [{ hears: 'tell me', does: [{ say: LONG }] }], word_ms: 200 })
  line.say('Please tell me')
  await vi.waitUntil(() => line.frames.some(({ event }) => event === 'media'), { timeout: 90_000, interval: 2 })
  line.say('Stop')
  await vi.waitUntil(() => clears(line) === 1, { timeout: 90_000, interval: 5 })
  await line.hears(/I heard you\./)
  const [session] = await vendor.sessions()
  expect(session?.events.filter(({ type }) => type === 'conversation.item.truncate')).toEqual([])
})

const BOOKS = {
  rules: [
    {
      hears: 'book',
      does: [
        { call: 'find_slots', args: { service: 'cleaning', when: 'any time next week' } },
        { say: 'I have two times.' },
      ],
    },
    {
      hears: 'first',
      does: [{ call: 'book', args: { option: 1, name: 'Ann Lee' } }, { say: "You're booked for the cleaning." }],
    },
  ],
}

test('a booking of the vendor’s model goes through the ledger, once, however often it is made', async () => {
  const { call, line } = await aStreamedCall(BOOKS)
  line.say('I want to book a cleaning')
  await line.hears(/two times\./)
  line.say('The first one')
  await line.hears(/booked for the cleaning\./)
  await turnsKept(call, 2)
  line.say('Yes the first one')
  await line.hears(/booked.*booked/)
  await turnsKept(call, 3)
  expect(await row("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'")).toEqual({ n: 1 })
  const [session] = await vendor.sessions()
  const outputs = session?.events.flatMap(({ item }) => (item as { output?: string } | undefined)?.output ?? [])
  expect(outputs?.map((text) => (JSON.parse(text) as { ok: boolean }).ok)).toEqual([true, true, true])
})

test('a model that ends the call is heard out, and then the line is closed', async () => {
  const { call, twiml, line } = await aStreamedCall({
    rules: [{ hears: "that's all", does: [{ call: 'end_call' }, { say: 'Thank you for calling. Goodbye.' }] }],
    // What was said is known before the tool is called, which then has answered before its reply is over.
    transcript_ms: 0,
    think_ms: 200,
  })
  line.say("No, that's all. Thank you.")
  await line.hears(/Goodbye\./)
  await vi.waitUntil(() => (line.play(), line.closed() !== null), { timeout: 90_000, interval: 20 })
  expect(line.closed()).toEqual({ code: 1000, reason: 'talk over' })
  const action = call.params({ CallStatus: 'in-progress' })
  expect(await (await call.post(attributeOf(twiml, 'Connect', 'action'), action)).text()).toContain('<Hangup/>')
  expect(await turnsOf(call)).toMatchObject([
    { caller: "No, that's all. Thank you.", agent: 'Thank you for calling. Goodbye.' },
  ])
})

test('a model that says "booked" and has booked nothing is corrected on the line', async () => {
  const { call, line } = await aStreamedCall({ otherwise: [{ say: "You're all booked for Monday. See you then." }] })
  line.say('I want to come on Monday')
  await line.hears(/haven't booked anything yet/)
  await turnsKept(call, 1)
  const [turn] = await turnsOf(call)
  expect(turn?.heard).toMatch(/haven't booked anything/)
  expect(turn?.heard).not.toMatch(/See you then/)
  expect(await row('SELECT count(*) AS n FROM bookings')).toEqual({ n: 0 })
})

test('a model that claims to be a nurse is stopped, and says what it is', async () => {
  const { line } = await aStreamedCall({
    otherwise: [{ say: 'I am a registered nurse here at the clinic. Do tell me more.' }],
  })
  line.say('Who am I talking to')
  expect(await line.hears(/AI assistant for Bright Smile/)).not.toMatch(/tell me more/)
})

test('an emergency is answered by rule, whatever the model has begun to say', async () => {
  const { call, line } = await aStreamedCall({ otherwise: [{ say: LONG }], word_ms: 200 })
  line.say('My husband has chest pain and cannot breathe')
  await line.hears(/911/)
  await turnsKept(call, 1)
  const [turn] = await turnsOf(call)
  expect(turn).toMatchObject({ caller: 'My husband has chest pain and cannot breathe' })
  expect(turn?.agent).toMatch(/911/)
})

test('who says next that they cannot speak is answered by rule too, and then hears nothing until they say something', async () => {
  const { call, line } = await aStreamedCall({
    rules: [{ hears: 'closet', does: [{ say: LONG }] }],
    otherwise: [{ say: 'We are open until five.' }],
    word_ms: 200,
  })
  line.say('There is a man here with a knife')
  await line.hears(/emergency visit\./)
  await turnsKept(call, 1)
  line.say("I'm hiding in the closet and he will hear me")
  const heard = await line.hears(/call it for you\./)
  await turnsKept(call, 2)
  const [, turn] = await turnsOf(call)
  expect(turn?.agent).toMatch(/^You don't have to speak\..*can call it for you\.$/)
  const later = Date.now() + 60_000
  const clock = vi.spyOn(Date, 'now').mockReturnValue(later)
  await runDurableObjectAlarm(call.object())
  clock.mockRestore()
  const state = await runInDurableObject(call.object(), (_, { storage }) => storage.kv.get<CallState>('call'))
  expect(state).toMatchObject({ turns: 2, silences: 0, ending: null })
  expect(state?.timers.idle).toBeUndefined()
  expect(line.play()).toBe(heard)
  line.say('When do you close?')
  await line.hears(/until five\./)
})

test('an opt-out is written before it is spoken of, and ends the call', async () => {
  const { call, twiml, line } = await aStreamedCall({})
  line.say('Stop calling me and take me off your list')
  await line.hears(/off our list/)
  expect(await row('SELECT count(*) AS n FROM suppressions')).toEqual({ n: 1 })
  await vi.waitUntil(() => (line.play(), line.closed() !== null), { timeout: 90_000, interval: 20 })
  expect(line.closed()).toEqual({ code: 1000, reason: 'talk over' })
  const action = call.params({ CallStatus: 'in-progress' })
  expect(await (await call.post(attributeOf(twiml, 'Connect', 'action'), action)).text()).toContain('<Hangup/>')
})

test('an objection to being recorded is taken down, and answered', async () => {
  const { call, line } = await aStreamedCall({ otherwise: [{ say: LONG }] })
  line.say("I don't want to be recorded")
  await line.hears(/won't be kept as a recording|not be kept/)
  expect((await call.object().peek())?.pins.recorded).toBe(true)
  await turnsKept(call, 1)
})

test('a key that leads to a person passes the caller on, through the action of the stream', async () => {
  const { call, twiml, line } = await aStreamedCall({})
  line.press('0')
  await vi.waitUntil(() => (line.play(), line.closed() !== null), { timeout: 90_000, interval: 20 })
  const action = call.params({ CallStatus: 'in-progress' })
  const next = await (await call.post(attributeOf(twiml, 'Connect', 'action'), action)).text()
  expect(next).toMatch(/<Dial|<Connect/)
})

test('a stream’s token is redeemed once, by its carrier, for its own kind of socket', async () => {
  const { call, twiml } = await aStreamedCall({})
  expect(await stream(call, twiml)).toBeNull()
  const { phoneNumber } = await aLine({
    change: (document) => ({ ...document, voice: { ...document.voice, provider: 'openai-realtime' } }),
  })
  const fresh = await aCall(phoneNumber).ring()
  const url = attributeOf(fresh, 'Stream', 'url')
  const status = async (address: string, signature: string) =>
    (
      await exports.default.fetch(address.replace(/^ws/, 'http'), {
        headers: { upgrade: 'websocket', 'x-twilio-signature': signature },
      })
    ).status
  expect(await status(url, 'bm90IGEgc2lnbmF0dXJl')).toBe(403)
  const asRelay = url.replace('/media/', '/relay/')
  expect(await status(asRelay, await sign(asRelay))).toBe(403)
  expect(await status(`${ORIGIN}/media/forged.token`, await sign('ws://gateway.test/media/forged.token'))).toBe(403)
})

test('a stream that is another call’s is closed', async () => {
  await vendor.script({})
  const { phoneNumber } = await aLine({
    change: (document) => ({ ...document, voice: { ...document.voice, provider: 'openai-realtime' } }),
  })
  const [call, other] = [aCall(phoneNumber), aCall(phoneNumber)]
  const line = await stream({ ...other, callSid: other.callSid }, await call.ring())
  await vi.waitUntil(() => line?.closed(), { timeout: 90_000 })
  expect(line?.closed()).toMatchObject({ code: 1008 })
})

test('the number that the stream names is the caller’s, sealed like any', async () => {
  const { call, line } = await aStreamedCall({})
  line.say('Hello')
  await line.hears(/heard you/)
  await turnsKept(call, 1)
  await vi.waitUntil(async () => (await row('SELECT count(*) AS n FROM people'))?.['n'] === 1, { timeout: 90_000 })
  const { results } = await env.DB.prepare('SELECT * FROM calls').all()
  expect(JSON.stringify(results)).not.toMatch(/2125550142/)
})
