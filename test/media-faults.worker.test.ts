import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aStreamedCall, stream, turnsKept, turnsOf, vendor, type PlayedStream } from './played-media.ts'
import { attributeOf, type PlayedCall } from './played-call.ts'

const row = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .first<Record<string, unknown>>()

const closing = (line: PlayedStream) =>
  vi.waitUntil(() => (line.play(), line.closed()), { timeout: 90_000, interval: 20 })

/** The carrier asks what now, for a caller who is still there. */
const whatNow = async (call: PlayedCall, twiml: string): Promise<string> =>
  (await call.post(attributeOf(twiml, 'Connect', 'action'), call.params({ CallStatus: 'in-progress' }))).text()

test('a vendor that is away for a moment is waited for, and nothing the caller said is lost', async () => {
  const { line } = await aStreamedCall({ faults: { refuse: [503, 429] } })
  line.say('Do you take insurance?')
  await line.hears(/I heard you\./)
  const [session] = await vendor.sessions()
  expect(session?.heard).toEqual(['Do you take insurance?'])
})

test('a session that is lost in the middle is replaced by one that knows what was said', async () => {
  for (const does of ['expire', 'close', 'die', 'garble'] as const) {
    const { call, line } = await aStreamedCall({
      rules: [{ hears: 'insurance', does: [{ say: 'We take Aetna.' }] }],
      faults: { sessions: [{ does, after_ms: 400 }] },
    })
    line.say('Do you take insurance?')
    await line.hears(/Aetna\./)
    await turnsKept(call, 1)
    await vi.waitUntil(async () => (await vendor.sessions()).length === 2, { timeout: 90_000, interval: 50 })
    line.say('And where are you?')
    await line.hears(/I heard you\./)
    const [, second] = await vendor.sessions()
    const told = JSON.stringify(second?.events.filter(({ type }) => type === 'conversation.item.create'))
    expect(told, does).toMatch(/Do you take insurance\?.*We take Aetna\./)
  }
})

test('a reply that fails is answered by the next session', async () => {
  const { line } = await aStreamedCall({
    rules: [{ hears: 'insurance', does: [{ say: 'We take Aetna.' }] }],
    think_ms: 200,
    faults: { sessions: [{ does: 'fail' }] },
  })
  line.say('Do you take insurance?')
  await line.hears(/Aetna\./)
})

test('a vendor that stays away hands the caller to the text model over the relay, who answers what was asked', async () => {
  const { call, twiml, line } = await aStreamedCall({
    think_ms: 400,
    faults: { refuse: [], sessions: [{ does: 'fail' }] },
  })
  line.say('Do you take insurance?')
  await vi.waitUntil(async () => (await vendor.sessions())[0]?.heard.length === 1, { timeout: 90_000 })
  await vendor.script({ faults: { refuse: Array.from({ length: 12 }, () => 401) } })
  expect(await closing(line)).toMatchObject({ code: 1011 })
  const again = await whatNow(call, twiml)
  expect(again).toContain('<ConversationRelay')
  expect(again).not.toContain('<Stream')
  const socket = await call.connect(again)
  expect(await socket?.nextReply()).toMatch(/Delta Dental/)
})

test('a vendor that is refused for good is not asked again', async () => {
  await vendor.script({})
  const { call, twiml, line } = await aStreamedCall({ faults: { refuse: [401] } })
  expect(await closing(line)).toMatchObject({ code: 1011, reason: 'speech refused' })
  expect(await vendor.sessions()).toEqual([])
  expect(await whatNow(call, twiml)).toContain('<ConversationRelay')
})

test('a vendor that hears and says nothing is no silence: another session answers', async () => {
  const { line } = await aStreamedCall({
    think_ms: 10_000,
  })
  line.say('Do you take insurance?')
  await vi.waitUntil(async () => (await vendor.sessions())[0]?.heard.length === 1, { timeout: 90_000 })
  await vendor.script({})
  expect(await line.hears(/I heard you\./)).toBe('I heard you.')
})

test('words that must be said exactly and come out as others are said over the relay', async () => {
  const { call, twiml, line } = await aStreamedCall({ faults: { unfaithful: true } })
  line.say('My husband has chest pain and cannot breathe')
  expect(await closing(line)).toMatchObject({ code: 1011 })
  const socket = await call.connect(await whatNow(call, twiml))
  expect(await socket?.nextReply()).toMatch(/911/)
})

test('a carrier’s socket that dies is replaced, and the same call goes on with what was said', async () => {
  const { call, twiml, line } = await aStreamedCall({})
  line.say('Hello there')
  await line.hears(/heard you/)
  await turnsKept(call, 1)
  line.hangUp()
  const again = await whatNow(call, twiml)
  expect(again).toContain('<Stream')
  expect(again).not.toMatch(/<Say|<Start/)
  const second = await stream(call, again)
  second?.say('Are you there?')
  await second?.hears(/heard you/)
  await turnsKept(call, 2)
  await vi.waitUntil(async () => (await vendor.sessions())[0]?.closed !== null, { timeout: 90_000, interval: 50 })
  const sessions = await vendor.sessions()
  expect(JSON.stringify(sessions[1]?.events)).toContain('Hello there')
})

test('an object that dies with both its sockets in the middle of a booking leaves one booking, and answers again', async () => {
  const books = {
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
        does: [{ call: 'book', args: { option: 1, name: 'Ann Lee' } }, { say: "You're booked for it." }],
      },
    ],
  }
  const { call, twiml, line } = await aStreamedCall(books)
  line.say('I want to book a cleaning')
  await line.hears(/two times\./)
  await turnsKept(call, 1)
  line.say('The first one')
  const booked = async () => (await row("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'"))?.['n'] === 1
  await vi.waitUntil(booked, { timeout: 90_000, interval: 5 })
  await runInDurableObject(call.object(), (_, state) => state.abort('dies')).catch(() => undefined)
  const again = await whatNow(call, twiml)
  const second = await stream(call, again)
  second?.say('The first one')
  await second?.hears(/booked for it/)
  expect(await booked()).toBe(true)
})

test('nothing that is malformed closes the line at once, and endless rubbish does', async () => {
  const { line } = await aStreamedCall({})
  for (let nth = 0; nth < 10; nth += 1) line.send('not json')
  line.say('Hello')
  await line.hears(/heard you/)
  for (let nth = 0; nth < 30; nth += 1) line.send('not json')
  expect(await closing(line)).toMatchObject({ code: 1008 })
})

test('a caller who hangs up ends the vendor’s session too, and the call is written down', async () => {
  const { call, twiml, line } = await aStreamedCall({})
  line.say('Hello there')
  await line.hears(/heard you/)
  await turnsKept(call, 1)
  line.hangUp()
  await vi.waitUntil(async () => (await vendor.sessions())[0]?.closed !== null, { timeout: 90_000, interval: 20 })
  const over = call.params({ CallStatus: 'completed', CallDuration: '12' })
  expect(await (await call.post(attributeOf(twiml, 'Connect', 'action'), over)).text()).toContain('<Hangup/>')
  await call.post('/hooks/voice/twilio/status', over)
  await vi.waitUntil(async () => (await row('SELECT ended_at_ms AS at FROM calls'))?.['at'], { timeout: 90_000 })
  expect(await row('SELECT status, turn_count AS turns FROM calls')).toEqual({ status: 'completed', turns: 1 })
  expect((await turnsOf(call)).length).toBeLessThanOrEqual(1)
})

test('a session lasts longer than it took to open it', async () => {
  const { line } = await aStreamedCall({})
  line.say('Hello')
  await line.hears(/heard you/)
  await scheduler.wait(6_000)
  line.say('Still there?')
  await line.hears(/heard you.*heard you/)
  expect(await vendor.sessions()).toHaveLength(1)
})

test('of a caller whose vendor stays away only so much is kept, and then the relay has them', async () => {
  const { call, twiml, line } = await aStreamedCall({ faults: { refuse: Array.from({ length: 12 }, () => 503) } })
  // Nine seconds of it, at once: eight are waited for.
  const frame = { event: 'media', media: { track: 'inbound', chunk: '1', timestamp: '0', payload: '/////w==' } }
  for (let nth = 0; nth < 450; nth += 1) line.send(frame)
  expect(await closing(line)).toMatchObject({ code: 1011, reason: 'speech overrun' })
  expect(await whatNow(call, twiml)).toContain('<ConversationRelay')
})

test('a vendor that says more than anybody listens to is given up', async () => {
  const endless = 'word '.repeat(400)
  const { call, twiml, line } = await aStreamedCall({
    otherwise: [{ say: endless }],
    word_ms: 400,
    piece_ms: 2_000,
    every_ms: 0,
  })
  line.say('Tell me everything')
  await vi.waitUntil(() => line.closed(), { timeout: 90_000, interval: 20 })
  expect(line.closed()).toMatchObject({ code: 1011, reason: 'speech overrun' })
  expect(line.unplayedMs()).toBeLessThan(130_000)
  expect(await whatNow(call, twiml)).toContain('<ConversationRelay')
})

test('both sockets that die at once leave a call that goes on with what was said', async () => {
  const { call, twiml, line } = await aStreamedCall({
    rules: [{ hears: 'hours', does: [{ say: 'Until five.' }] }],
    faults: { sessions: [{ does: 'die', after_ms: 700 }] },
  })
  line.say('What are your hours')
  await line.hears(/five\./)
  await turnsKept(call, 1)
  await vi.waitUntil(async () => (await vendor.sessions())[0]?.isOpen === false, { timeout: 90_000, interval: 1 })
  line.hangUp()
  const again = await whatNow(call, twiml)
  expect(again).toContain('<Stream')
  const second = await stream(call, again)
  second?.say('And on Sunday?')
  await second?.hears(/heard you/)
  expect(JSON.stringify((await vendor.sessions()).at(-1)?.events)).toContain('Until five.')
})
