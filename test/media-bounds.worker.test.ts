import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { CallHandle } from '../src/calls/call-handle.ts'
import { loadSetting } from '../src/calls/later-talk.ts'
import type { Floor } from '../src/calls/media/floor.ts'
import { LedTalk } from '../src/calls/media/led-talk.ts'
import { aStreamedCall, turnsOf } from './played-media.ts'

interface OnTheLine {
  readonly talk: LedTalk
  /** What was said in the model's stead. */
  readonly said: string[]
  /** How often what was being said was stopped. */
  readonly hushes: () => number
  /** What has happened on the line, and is told of behind something else. */
  readonly behind: (work: () => void) => void
  /** What tools came to, and whether the model was asked to go on. */
  readonly answers: { readonly value: Readonly<Record<string, unknown>>; readonly goOn: boolean }[]
}

/** A talk without a vendor, on the line of a call in `language`: its events come as the test says. */
async function inTalk(play: (line: OnTheLine) => Promise<void>, language = 'en-US') {
  const { call } = await aStreamedCall({}, (document) => ({
    ...document,
    languages: { ...document.languages, default: language },
  }))
  // A module that one object has begun to load is waited for by no other.
  await loadSetting()
  await runInDurableObject(call.object(), async (_, state) => {
    const line = { said: [] as string[], answers: [] as OnTheLine['answers'] }
    let hushes = 0
    let behind: (() => void) | null = null
    const catchUp = (): void => {
      const work = behind
      behind = null
      work?.()
    }
    const floor: Floor = {
      hush: () => void (hushes += 1),
      say: (text) => void line.said.push(text),
      isSilent: () => true,
      answer: (_call, value, goOn) => void line.answers.push({ value, goOn }),
      catchUp,
      obey: () => {},
    }
    const talk = new LedTalk(new CallHandle(state, env), floor)
    await play({ ...line, talk, hushes: () => hushes, behind: (work) => void (behind = work) })
    await talk.end()
  })
  return turnsOf(call)
}

const ask = async (talk: LedTalk, saidId: string, text: string): Promise<void> => {
  talk.callerBegan(saidId, 1, true)
  talk.callerPaused(2)
  await talk.heard(saidId, text)
}

test('a model that never stops talking is stopped, once, and little of it is kept', async () => {
  const turns = await inTalk(async ({ talk, said, hushes }) => {
    await ask(talk, 'a', 'When do you close?')
    for (let nth = 0; nth < 400; nth += 1) await talk.words('r1', 'We are open, and open, and open we are, all day. ')
    expect(said).toEqual([expect.stringContaining('trouble')])
    expect(hushes()).toBe(1)
  })
  expect(turns).toHaveLength(1)
  expect(turns[0]?.agent).toMatch(/once more what you need\?$/)
  expect(turns[0]?.agent.length).toBeLessThan(6_000)
})

test('one word that is longer than any answer is not taken in at all', async () => {
  const turns = await inTalk(async ({ talk, said }) => {
    await ask(talk, 'a', 'When do you close?')
    await talk.words('r1', 'a'.repeat(1_000_000))
    expect(said).toHaveLength(1)
  })
  expect(turns[0]?.agent).toBe(
    "I'm sorry, I'm having trouble with that just now. Could you tell me once more what you need?",
  )
})

test('nothing is said instead to a caller who has begun to speak meanwhile, though that is told later', async () => {
  await inTalk(async ({ talk, said, hushes, behind }) => {
    await ask(talk, 'a', 'When do you close?')
    behind(() => talk.callerBegan('b', 3, true))
    await talk.words('r1', 'a'.repeat(1_000_000))
    expect(said).toEqual([])
    expect(hushes()).toBe(0)
  })
})

test('a tool that answers when the caller has begun to speak has the model not go on, though that is told later', async () => {
  await inTalk(async ({ talk, answers, behind }) => {
    await ask(talk, 'a', 'When do you close?')
    talk.call({ id: 'c1', name: 'no_such_tool', args: {} })
    behind(() => talk.callerBegan('b', 3, true))
    await vi.waitUntil(() => answers.length === 1, { timeout: 90_000, interval: 5 })
    expect(answers[0]?.goOn).toBe(false)
  })
})

test('a model that begins one reply after another is stopped too, in the language of the call', async () => {
  const turns = await inTalk(async ({ talk, said }) => {
    await ask(talk, 'a', 'A qué hora cierran')
    for (let nth = 0; nth < 100; nth += 1) await talk.words(`r${nth}`, '')
    expect(said).toHaveLength(1)
  }, 'es-US')
  expect(turns[0]?.agent).toBe('Disculpe, tengo un problema en este momento. ¿Me dice otra vez qué necesita?')
})

test('a model that goes on calling tools says sorry once, runs no more, and is not asked to go on', async () => {
  const turns = await inTalk(async ({ talk, said, hushes, answers }) => {
    await ask(talk, 'a', 'When do you close?')
    for (let nth = 0; nth < 30; nth += 1) talk.call({ id: `c${nth}`, name: 'opening_hours', args: {} })
    await vi.waitUntil(() => answers.length === 30, { timeout: 90_000, interval: 5 })
    // One more, on its own: nobody has said anything since.
    talk.call({ id: 'late', name: 'opening_hours', args: {} })
    await vi.waitUntil(() => answers.length === 31, { timeout: 90_000, interval: 5 })
    expect(said).toEqual([expect.stringContaining('trouble')])
    expect(hushes()).toBe(1)
    expect(answers.filter(({ value }) => value['code'] === 'too_many_tools')).toHaveLength(23)
    expect(answers.slice(8).some(({ goOn }) => goOn)).toBe(false)
    // What the caller says is reason to look again.
    await ask(talk, 'b', 'And on Sunday?')
    talk.call({ id: 'again', name: 'opening_hours', args: {} })
    await vi.waitUntil(() => answers.length === 32, { timeout: 90_000, interval: 5 })
    expect(answers[31]).toMatchObject({ goOn: true })
    expect(answers[31]?.value['code']).not.toBe('too_many_tools')
    await talk.words('r2', 'Closed.')
    await talk.made('r2')
  })
  expect(turns.map(({ caller, agent }) => [caller, agent])).toEqual([
    ['When do you close?', expect.stringContaining('trouble')],
    ['And on Sunday?', 'Closed.'],
  ])
})
