import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { CallHandle } from '../src/calls/call-handle.ts'
import { ALWAYS_OPEN } from './always-open.ts'
import { aLine } from './line.ts'
import { aCall, attributeOf, type PlayedCall } from './played-call.ts'

const count = async (sql: string): Promise<unknown> =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${sql}`).first())?.['n']

const spoken = (twiml: string): string =>
  [...twiml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map(([, text = '']) => text.replaceAll('&apos;', "'")).join(' ')

/** A call whose carrier has no relay to offer: what it is told then. */
async function withoutRelay(change?: (document: AgentDocument) => AgentDocument) {
  const { phoneNumber } = await aLine(change ? { change } : {})
  const call = aCall(phoneNumber)
  const first = await call.ring()
  const failed = call.params({ CallStatus: 'in-progress', SessionStatus: 'failed', ErrorCode: '64101' })
  const twiml = await (await call.post(attributeOf(first, 'Connect', 'action'), failed)).text()
  return { call, twiml, first }
}

const answerTo = (call: PlayedCall, twiml: string, said: Record<string, string>) =>
  call.post(attributeOf(twiml, 'Gather', 'action'), call.params({ CallStatus: 'in-progress', ...said }))

const say = async (call: PlayedCall, twiml: string, SpeechResult: string): Promise<string> =>
  (await answerTo(call, twiml, { SpeechResult, Confidence: '0.9' })).text()

/** Talks until a booking is read back as made. */
async function book(call: PlayedCall, twiml: string): Promise<string> {
  let reply = await say(call, twiml, "I'd like to book a cleaning, any time next week")
  reply = await say(call, reply, 'The first one please')
  for (let nth = 0; nth < 4 && !/booked|all set/i.test(spoken(reply)); nth += 1)
    reply = await say(call, reply, /name/i.test(spoken(reply)) ? 'Ann Lee' : 'Yes please')
  return reply
}

test('a carrier without the relay gets the same agent by keys and speech, which books and says goodbye', async () => {
  const { call, twiml } = await withoutRelay()
  expect(spoken(twiml)).toMatch(/AI assistant/)
  expect(twiml).toMatch(/<Gather [^>]*input="speech dtmf"[^>]*actionOnEmptyResult="true"/)
  const booked = await book(call, twiml)
  expect(spoken(booked)).toMatch(/booked|all set/i)
  expect(await count("bookings WHERE status = 'confirmed'")).toBe(1)
  const bye = await say(call, booked, "No, that's all, bye")
  expect(bye).toMatch(/<Say[^>]*>[^<]+<\/Say><Hangup\/><\/Response>/)
  await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '42' }))
  const ended = "calls WHERE outcome = 'booked' AND ended_by = 'agent' AND end_reason = 'agent_goodbye'"
  await vi.waitUntil(async () => (await count(ended)) === 1, { timeout: 90_000 })
  const { turn_count: turns } = (await env.DB.prepare('SELECT turn_count FROM calls').first()) ?? {}
  expect(turns).toBeGreaterThan(3)
})

test('what is said once is answered once, however often it is sent', async () => {
  const { call, twiml } = await withoutRelay()
  const said = { SpeechResult: 'I want to book a cleaning next week' }
  const both = await Promise.all([answerTo(call, twiml, said), answerTo(call, twiml, said)])
  const [one, other] = await Promise.all(both.map((answer) => answer.text()))
  expect(one).toBe(other)
  expect(await (await answerTo(call, twiml, said)).text()).toBe(one)
  expect((await call.object().peek())?.turns).toBe(1)
})

test('an object that is lost between two answers goes on as if it had not been', async () => {
  const { call, twiml } = await withoutRelay()
  let reply = await say(call, twiml, "Hi, this is Ann Lee, I'd like to book a cleaning any time next week")
  for (const words of ['the first one', 'yes please']) {
    await evictDurableObject(call.object())
    reply = await say(call, reply, words)
  }
  expect(spoken(reply)).toMatch(/booked/i)
  expect(await count("bookings WHERE status = 'confirmed'")).toBe(1)
})

test('keys are a menu here too, and one that means nothing is answered in words', async () => {
  const { call, twiml } = await withoutRelay()
  const nothing = await (await answerTo(call, twiml, { Digits: '7' })).text()
  expect(spoken(nothing)).toMatch(/doesn't do anything/i)
  const booking = await (await answerTo(call, nothing, { Digits: '1' })).text()
  expect(spoken(booking)).toMatch(/\?/)
})

test('who says nothing is asked whether they are there, and let go in the end', async () => {
  const { call, twiml } = await withoutRelay()
  let reply = twiml
  for (let nth = 0; nth < 6 && !reply.includes('<Hangup/>'); nth += 1)
    reply = await (await answerTo(call, reply, {})).text()
  expect(reply).toMatch(/<Say[^>]*>[^<]*bye[^<]*<\/Say><Hangup\/>/i)
})

test('who hides and cannot speak is listened to without a word, however long they say nothing', async () => {
  const { call, twiml } = await withoutRelay()
  let reply = await say(call, twiml, "Somebody is breaking in, I'm hiding and I can't talk")
  expect(spoken(reply)).toMatch(/^You don't have to speak/)
  for (let nth = 0; nth < 4; nth += 1) {
    reply = await (await answerTo(call, reply, {})).text()
    expect(reply).toMatch(/<Response><Gather [^>]*><\/Gather><\/Response>/)
  }
  expect(spoken(await say(call, reply, 'What are your hours?'))).not.toBe('')
})

test('a person is rung from here too, and the caller comes back to the same talk', async () => {
  const { call, twiml } = await withoutRelay((document) => ({
    ...document,
    hours: { ...document.hours, ...ALWAYS_OPEN },
    routing: [{ intent: 'human', when: 'always', to: { kind: 'phone', number: '+12125550190', mode: 'warm' } }],
  }))
  const dial = await say(call, twiml, 'Can I talk to a person?')
  expect(dial).toMatch(/<Say[^>]*>[^<]*connect[^<]*<\/Say><Dial /)
  const noAnswer = call.params({ CallStatus: 'in-progress', DialCallStatus: 'no-answer', DialBridged: 'false' })
  const back = await (await call.post(attributeOf(dial, 'Dial', 'action'), noAnswer)).text()
  expect(spoken(back)).toMatch(/not available.*call you back/)
  expect(back).toContain('<Gather ')
  expect(spoken(await say(call, back, 'Yes'))).toMatch(/team to call you back/i)
  expect(await count("tasks WHERE kind = 'callback'")).toBe(1)
})

test('a voicemail can be left from here too', async () => {
  const { call, twiml } = await withoutRelay()
  const box = await say(call, twiml, 'I want to leave a voicemail')
  expect(box).toContain('<Record ')
  expect(await say(call, twiml, 'I want to leave a voicemail')).toBe(box)
})

test('a document the carrier would not take at all is said again without the relay, announcement and recording included', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  await call.ring()
  const refused = call.params({ CallStatus: 'ringing', ErrorCode: '12200' })
  const twiml = await (await call.post('/hooks/voice/twilio/fallback', refused)).text()
  expect(twiml).toMatch(/<Say[^>]*>[^<]*\bAI\b[^<]*record[^<]*<\/Say><Start><Recording /i)
  expect(twiml).toContain('<Gather ')
})

test('a socket that died too often is done without: the talk goes on where it was', async () => {
  const { phoneNumber } = await aLine()
  const call = aCall(phoneNumber)
  let twiml = await call.ring()
  for (let nth = 0; nth <= 5; nth += 1) {
    const socket = await call.connect(twiml)
    if (nth === 0) await socket?.say("Hi, this is Ann Lee, I'd like to book a cleaning any time next week")
    socket?.close()
    const lost = call.params({ CallStatus: 'in-progress', SessionStatus: 'failed', ErrorCode: '64105' })
    twiml = await (await call.post(attributeOf(twiml, 'Connect', 'action'), lost)).text()
  }
  expect(twiml).toContain('<Gather ')
  expect(spoken(await say(call, await say(call, twiml, 'the first one'), 'yes please'))).toMatch(/booked/i)
})

test('an emergency is answered, whatever a socket before left unanswered', async () => {
  const { call, twiml } = await withoutRelay()
  const reply = await say(call, twiml, 'Hello there')
  await runInDurableObject(call.object(), (object, state) =>
    new CallHandle(state, (object as unknown as { env: CallHandle['env'] }).env).changeMemory(
      (memory) => ({ ...memory, pending: { type: 'said', text: 'What are your hours?' } }),
      Date.now(),
    ),
  )
  await evictDurableObject(call.object())
  expect(spoken(await say(call, reply, 'My chest hurts and I cannot breathe'))).toMatch(/911/)
})
