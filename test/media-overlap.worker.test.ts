import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { CallHandle } from '../src/calls/call-handle.ts'
import type { CallTurn } from '../src/calls/call-memory.ts'
import { LedTalk } from '../src/calls/media/led-talk.ts'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { aStreamedCall, turnsKept, turnsOf, vendor, type PlayedStream } from './played-media.ts'

const LONG = 'One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.'
const ANSWERS = { rules: [{ hears: 'tell me', does: [{ say: LONG }] }], otherwise: [{ say: 'Of course.' }] }

const uninterrupted = (document: AgentDocument): AgentDocument => ({
  ...document,
  voice: { ...document.voice, bargeIn: false },
})

const clears = (line: PlayedStream): number => line.frames.filter(({ event }) => event === 'clear').length

const texts = (turns: readonly CallTurn[]) => turns.map(({ caller, agent, heard }) => ({ caller, agent, heard }))

test('whoever may not speak over the agent hears it out, and is answered after it', async () => {
  const { call, line } = await aStreamedCall({ ...ANSWERS, word_ms: 100 }, uninterrupted)
  line.say('Please tell me')
  await vi.waitUntil(() => line.unplayedMs() >= 1_600, { timeout: 90_000, interval: 1 })
  line.play(500)
  line.say('And another thing')
  await vi.waitUntil(async () => (await vendor.sessions())[0]?.heard.length === 2, { timeout: 90_000, interval: 5 })
  // Nothing of the first is known to be heard while it is played.
  expect((await call.object().peek())?.turns).toBe(0)
  expect(await line.hears(/Of course\./)).toBe(`${LONG}Of course.`)
  await turnsKept(call, 2)
  expect(clears(line)).toBe(0)
  expect(texts(await turnsOf(call))).toEqual([
    { caller: 'Please tell me', agent: LONG, heard: LONG },
    { caller: 'And another thing', agent: 'Of course.', heard: 'Of course.' },
  ])
})

test('what is said over a reply that is still being made is answered when it is', async () => {
  const { call, line } = await aStreamedCall({ ...ANSWERS, word_ms: 40, piece_ms: 40, every_ms: 60 }, uninterrupted)
  line.say('Please tell me')
  await vi.waitUntil(() => line.unplayedMs() >= 80, { timeout: 90_000, interval: 1 })
  line.say('And this')
  line.say('And that')
  await line.hears(/Of course\./)
  await turnsKept(call, 3)
  const turns = texts(await turnsOf(call))
  expect(turns[0]).toEqual({ caller: 'Please tell me', agent: LONG, heard: LONG })
  // Both are answered at once, and nothing that was said is missing.
  expect(turns.slice(1)).toEqual([
    { caller: 'And this', agent: '', heard: '' },
    { caller: 'And that', agent: 'Of course.', heard: 'Of course.' },
  ])
})

/** A talk without a vendor: its events come as the test says, and what is on the line is what it says. */
const inTalk = async (play: (talk: LedTalk) => Promise<void>): Promise<readonly CallTurn[]> => {
  const { call } = await aStreamedCall({})
  const isSilent = (): boolean => false
  await runInDurableObject(call.object(), async (_, state) => {
    const floor = { catchUp: () => {}, hush: () => {}, say: () => {}, isSilent, answer: () => {}, obey: () => {} }
    const talk = new LedTalk(new CallHandle(state, env), floor)
    await play(talk)
    await talk.end()
  })
  return turnsOf(call)
}

test('words that come after an interruption are nobody’s answer', async () => {
  const turns = await inTalk(async (talk) => {
    talk.callerBegan('a', 1, true)
    talk.callerPaused(2)
    await talk.words('r1', 'One two ')
    talk.cut('r1', () => 'One')
    talk.callerBegan('b', 3, true)
    await talk.words('r1', 'three.')
    talk.callerPaused(4)
    await talk.heard('b', 'Stop')
    await talk.words('r2', 'Of course.')
    await talk.made('r1')
    await talk.made('r2')
    await talk.heard('a', 'Tell me')
  })
  expect(texts(turns)).toEqual([
    { caller: 'Tell me', agent: 'One two', heard: 'One' },
    { caller: 'Stop', agent: 'Of course.', heard: 'Of course.' },
  ])
})

test('words of a reply belong to what it answers, whoever has begun to speak meanwhile', async () => {
  const turns = await inTalk(async (talk) => {
    talk.callerBegan('a', 1, false)
    talk.callerPaused(2)
    await talk.words('r1', 'We are open ')
    talk.callerBegan('b', 3, false)
    await talk.words('r1', 'until five.')
    await talk.heard('a', 'When do you close?')
    await talk.made('r1')
    talk.callerPaused(4)
    await talk.heard('b', 'And on Sunday?')
    await talk.words('r2', 'Closed.')
    await talk.made('r2')
  })
  expect(texts(turns)).toEqual([
    { caller: 'When do you close?', agent: 'We are open until five.', heard: 'We are open until five.' },
    { caller: 'And on Sunday?', agent: 'Closed.', heard: 'Closed.' },
  ])
})

test('a reply that begins while the caller goes on speaking is the answer to what they had finished', async () => {
  const turns = await inTalk(async (talk) => {
    talk.callerBegan('a', 1, false)
    talk.callerPaused(2)
    talk.callerBegan('b', 3, false)
    await talk.words('r1', 'Until five.')
    await talk.made('r1')
    await talk.heard('a', 'When do you close?')
    talk.callerPaused(4)
    await talk.words('r2', 'Closed.')
    await talk.made('r2')
    await talk.heard('b', 'And on Sunday?')
  })
  expect(texts(turns).map(({ caller, agent }) => [caller, agent])).toEqual([
    ['When do you close?', 'Until five.'],
    ['And on Sunday?', 'Closed.'],
  ])
})

test('words that are known long after their turn was kept are put right in it', async () => {
  const { call } = await aStreamedCall({})
  await runInDurableObject(call.object(), async (_, state) => {
    const floor = {
      catchUp: () => {},
      hush: () => {},
      say: () => {},
      isSilent: () => true,
      answer: () => {},
      obey: () => {},
    }
    const talk = new LedTalk(new CallHandle(state, env), floor)
    talk.callerBegan('a', 1, true)
    talk.callerPaused(2)
    await talk.words('r1', 'Until five.')
    await talk.keyed()
    await talk.heard('a', 'When do you close?')
    await talk.heard('never', 'Nobody said this.')
    await talk.end()
  })
  expect(texts(await turnsOf(call))).toEqual([
    { caller: 'When do you close?', agent: 'Until five.', heard: 'Until five.' },
  ])
})
