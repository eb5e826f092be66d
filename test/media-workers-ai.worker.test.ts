import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { aLine } from './line.ts'
import { attributeOf, aCall, type PlayedCall } from './played-call.ts'
import { stream, turnsKept, turnsOf, type PlayedStream } from './played-media.ts'
import { speechAi, withSpeechAi } from './speech-ai.ts'

afterEach(() => void vi.restoreAllMocks())

const row = (sql: string) => env.DB.prepare(sql).first<Record<string, unknown>>()

const clears = (line: PlayedStream): number => line.frames.filter(({ event }) => event === 'clear').length

/** A call to an agent that hears by Flux, thinks by rule, and speaks by Aura. */
async function aSpokenCall(script: unknown, change: (document: AgentDocument) => AgentDocument = (same) => same) {
  await speechAi.script(script)
  withSpeechAi()
  const { phoneNumber } = await aLine({
    change: (document) => change({ ...document, voice: { ...document.voice, provider: 'workers-ai' } }),
  })
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  const line = await stream(call, twiml)
  if (line === null) throw new Error('the upgrade was refused')
  return { call, twiml, line }
}

/** Answers whatever is asked until it is booked. What was heard is looked at from where it was looked at last. */
async function books(line: PlayedStream): Promise<string> {
  line.say("I'd like to book a cleaning, any time next week.")
  let from = 0
  for (let nth = 0; nth < 8; nth += 1) {
    const heard = await line.hears(new RegExp(`^[^]{${from + 1},}(?:\\?|booked[^]*[.!])\\s*$`, 'i'))
    const asked = heard.slice(from)
    from = heard.length
    if (/booked/i.test(asked)) return asked
    // Whoever speaks before the last mark is back speaks over the agent.
    const isMade = async () => (await speechAi.told()).mouths.every(({ isWhole }) => isWhole)
    await vi.waitUntil(isMade, { timeout: 90_000, interval: 5 })
    await vi.waitUntil(() => line.frames.at(-1)?.['event'] === 'mark' && line.unplayedMs() === 0, { timeout: 90_000 })
    line.say(
      /name/i.test(asked) ? 'It is Ann Lee.' : /right|shall i|book it/i.test(asked) ? 'Yes, please.' : 'The first one.',
    )
  }
  throw new Error('nothing was booked')
}

test('a caller books out loud: Flux hears, the text model leads, Aura speaks', async () => {
  const { call, twiml, line } = await aSpokenCall({ word_ms: 20 })
  expect(twiml).toContain('<Stream')
  expect(await books(line)).toMatch(/booked/i)
  await vi.waitUntil(
    async () => (await row("SELECT count(*) AS n FROM bookings WHERE status = 'confirmed'"))?.['n'] === 1,
    { timeout: 90_000, interval: 20 },
  )
  await vi.waitUntil(async () => (await speechAi.told()).mouths.every(({ isWhole }) => isWhole), {
    timeout: 90_000,
    interval: 20,
  })
  const told = await speechAi.told()
  expect(told.ears).toHaveLength(1)
  expect(told.ears[0]?.heard[0]).toBe("I'd like to book a cleaning, any time next week.")
  expect(new Set(told.mouths.map(({ model }) => model))).toEqual(new Set(['@cf/deepgram/aura-2-en']))
  const [first] = await turnsOf(call)
  expect(first).toMatchObject({ caller: "I'd like to book a cleaning, any time next week." })
  expect(first?.heard).toBe(first?.agent)
})

const talksAbout = async (call: PlayedCall, count: number) => {
  await turnsKept(call, count)
  return turnsOf(call)
}

test('whoever speaks over it is met with silence, the rest is never spoken, and what they say is answered', async () => {
  const { call, line } = await aSpokenCall({ word_ms: 200, every_ms: 40 })
  line.say('What are your opening hours, and do you take insurance?')
  await vi.waitUntil(() => line.unplayedMs() >= 600, { timeout: 90_000, interval: 1 })
  line.play(300)
  const spokenBefore = (await speechAi.told()).mouths.length
  line.say('Is there parking?')
  await vi.waitUntil(() => clears(line) === 1, { timeout: 90_000, interval: 1 })
  await line.hears(/parking/i)
  const [first, second] = await talksAbout(call, 2)
  expect(first?.heard.length).toBeLessThan(first?.agent.length ?? 0)
  expect(second?.caller).toBe('Is there parking?')
  const told = await speechAi.told()
  expect(told.mouths.slice(0, spokenBefore).every(({ isWhole }) => isWhole)).toBe(false)
})

test('numbers that are nobody’s to know are masked before the text model sees them', async () => {
  const { call, line } = await aSpokenCall({ word_ms: 20 })
  line.say('My social is 123-45-6789. Is there parking?')
  await line.hears(/parking|\?/i)
  const [first] = await talksAbout(call, 1)
  expect(first?.caller).toMatch(/\[social security number\]/)
  expect(JSON.stringify(await turnsOf(call))).not.toContain('6789')
})

test('a voice that fails, stops in the middle or never begins is replaced, and what it had to say is said', async () => {
  for (const fault of ['refuse', 'cut', 'silent'] as const) {
    const { line } = await aSpokenCall({ word_ms: 20, faults: { mouth: [fault] } })
    line.say('Is there parking?')
    expect(await line.hears(/parking/i), fault).toMatch(/parking/i)
    line.hangUp()
  }
})

test('ears that are lost in the middle of a word are replaced, and the next words are heard', async () => {
  for (const does of ['close', 'die', 'garble', 'error'] as const) {
    const { line } = await aSpokenCall({ word_ms: 20, faults: { ears: [{ does, after_ms: 10 }] } })
    line.say('Is there')
    await vi.waitUntil(async () => (await speechAi.told()).ears.length === 2, { timeout: 90_000, interval: 10 })
    line.say('Is there parking?')
    expect(await line.hears(/parking/i), does).toMatch(/parking/i)
    line.hangUp()
  }
})

test('a vendor that stays away hands the call to the relay', async () => {
  const { call, twiml, line } = await aSpokenCall({ faults: { refuse_ears: Array.from({ length: 8 }, () => 503) } })
  await vi.waitUntil(() => line.closed(), { timeout: 90_000, interval: 20 })
  expect(line.closed()).toMatchObject({ code: 1011, reason: 'speech unreachable' })
  const action = call.params({ CallStatus: 'in-progress' })
  expect(await (await call.post(attributeOf(twiml, 'Connect', 'action'), action)).text()).toContain(
    '<ConversationRelay',
  )
})
