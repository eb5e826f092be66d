import { describe, expect, test, vi } from 'vitest'
import type { ModelFaultInput } from '../../simulator/models/model-fault.ts'
import type { StandOrder } from '../../simulator/models/stand.ts'
import { tools } from '../../src/dialogue/tools/index.ts'
import {
  MEMORY_CHARS_MAX,
  ModelFailure,
  type Model,
  type ModelChunk,
  type ModelFailureReason,
  type ToolCall,
} from '../../src/providers/llm/contract.ts'
import { aResult, aTurn, replyOf } from '../builders/model-turn.ts'
import { aModelStand, type ModelStand } from '../model-stand.ts'

const FOREVER = (): AbortSignal => new AbortController().signal

/** The promises every model makes, by rule or by vendor. */
export function describeModel(name: string, open: () => Promise<Model>): void {
  describe(`${name} keeps the model contract`, () => {
    test.each([
      ['words', { type: 'said', text: 'Hello there.' }],
      ['a wish', { type: 'said', text: "I'd like to book a cleaning tomorrow morning" }],
      ['nothing that can be read', { type: 'said', text: '' }],
      ['a key', { type: 'pressed', digit: '0' }],
      ['silence', { type: 'silent', nth: 1 }],
    ] as const)('answers %s with words or with tools that there are', async (_, input) => {
      const { chunks, error } = await replyOf((await open()).respond(aTurn(input), FOREVER()))
      expect(error).toBeNull()
      expect(chunks.some(({ type }) => type === 'text' || type === 'call')).toBe(true)
      const known = tools.map(({ spec }) => spec.name)
      for (const call of callsIn(chunks)) expect(known).toContain(call.name)
      for (const chunk of chunks)
        if (chunk.type === 'memory') expect(chunk.memory.length).toBeLessThan(MEMORY_CHARS_MAX)
    })

    test('says nothing once it is interrupted', async () => {
      const controller = new AbortController()
      controller.abort()
      expect(await replyOf((await open()).respond(aTurn('hello'), controller.signal))).toMatchObject({
        chunks: [],
        error: null,
      })
    })

    test('begins afresh when another kind of model has left its notes', async () => {
      for (const memory of ['', 'null', '{"v":1}', '{"chat":1}', 'not json', '[]']) {
        const { error } = await replyOf((await open()).respond(aTurn('hello', { memory }), FOREVER()))
        expect(error).toBeNull()
      }
    })
  })
}

export interface VendorUnderTest {
  /** The model over this stand; with little patience where a test waits for it to run out. */
  open(stand: ModelStand, patience?: { readonly firstTokenMs: number; readonly betweenTokensMs: number }): Model
  /** What every stand of this vendor is told first. */
  readonly order?: StandOrder
  /** The vendor's stream gives a reason to finish, and calls in pieces, as OpenAI's does. */
  readonly speaksOpenAi: boolean
}

const standFor =
  ({ order: first }: VendorUnderTest): StandWith =>
  (order) =>
    aModelStand({ ...first, ...order })

function askOf(under: VendorUnderTest): Ask {
  return async (order, turn = aTurn('Hello.')) => {
    const stand = await standFor(under)(order)
    const reply = await replyOf(under.open(stand).respond(turn, FOREVER()))
    return { ...reply, stand, asked: await stand.asked() }
  }
}

/** The promises of every model that is behind a network: the vendor's faults are known by name and never passed on. */
export function describeVendor(name: string, under: VendorUnderTest): void {
  describe(`${name} keeps the model contract over a network`, () => {
    const [ask, standWith] = [askOf(under), standFor(under)]
    describeReplies(ask)
    describeCalls(ask, under)
    describeFailures(ask, under)
    describePatience(standWith, under)
    describeInterruption(standWith, under)
  })
}

/** For a vendor that speaks in more than one shape: what each of them says comes to the same. */
export function describeShape(name: string, under: VendorUnderTest): void {
  describe(`${name} is understood`, () => {
    describeReplies(askOf(under))
    describeCalls(askOf(under), under)
  })
}

const SENTENCE = 'We are open from eight to five. Would you like to come in?'
const words: StandOrder = { replies: [{ text: SENTENCE }] }
const callsIn = (chunks: readonly ModelChunk[]): readonly ToolCall[] =>
  chunks.flatMap((chunk) => (chunk.type === 'call' ? [chunk.call] : []))

type Ask = (
  order: StandOrder,
  turn?: ReturnType<typeof aTurn>,
) => Promise<
  Awaited<ReturnType<typeof replyOf>> & { stand: ModelStand; asked: Awaited<ReturnType<ModelStand['asked']>> }
>

function describeReplies(ask: Ask): void {
  test('a reply arrives word for word, in pieces, and what it cost comes last', async () => {
    const { text, chunks, error } = await ask(words)
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(chunks.filter(({ type }) => type === 'text').length).toBeGreaterThan(5)
    const last = chunks.at(-1)
    expect(last).toMatchObject({ type: 'usage' })
    if (last?.type !== 'usage') throw new Error('no usage')
    expect(last.inputTokens).toBeGreaterThan(100)
    expect(last.outputTokens).toBe(15)
    expect(chunks.filter(({ type }) => type === 'usage')).toHaveLength(1)
  })

  test('letters of any language arrive whole, wherever the network cuts them', async () => {
    const text = 'Grüß Gott! ¿Cómo está? 今日は。 👩‍⚕️ Très bien.'
    expect((await ask({ replies: [{ text }] })).text).toBe(text)
  })

  test.each(['tags', 'field'] as const)('what the model thinks (%s) is not said', async (thinks) => {
    expect(await ask({ ...words, faults: [{ thinks }] })).toMatchObject({ error: null })
    expect((await ask({ ...words, faults: [{ thinks }] })).text.trim()).toBe(SENTENCE)
  })

  test('a server that answers with a document instead of a stream is understood', async () => {
    const { text, chunks, error } = await ask({
      replies: [{ text: SENTENCE, calls: [{ name: 'opening_hours', args: { when: 'now' } }] }],
      faults: [{ document: true }],
    })
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(callsIn(chunks)).toMatchObject([{ name: 'opening_hours', args: { when: 'now' } }])
  })

  test('comments between the pieces change nothing', async () => {
    expect(await ask({ ...words, faults: [{ comments: true }] })).toMatchObject({ text: SENTENCE, error: null })
  })

  test('forty kilobytes in one turn are cut short, and the vendor is told to stop', async () => {
    const { text, error, stand } = await ask({ pace_ms: 0, faults: [{ mind: 'flood' }] })
    expect(text.length).toBe(8_000)
    expect(error).toMatchObject({ reason: 'cut' })
    expect((await stand.asked())[0]).toMatchObject({ status: 200 })
  })
}

const TWO_CALLS: StandOrder = {
  replies: [
    {
      text: 'Let me look.',
      calls: [
        { name: 'find_slots', args: { service: 'cleaning', when: 'tomorrow "early"', refine: 'new' } },
        { name: 'opening_hours', args: {} },
      ],
    },
  ],
}
const BOTH = [
  { id: 'call00001', name: 'find_slots', args: { service: 'cleaning', when: 'tomorrow "early"', refine: 'new' } },
  { id: 'call00002', name: 'opening_hours', args: {} },
]

function describeCalls(ask: Ask, { speaksOpenAi }: VendorUnderTest): void {
  const QUIRKS: readonly (readonly [string, ModelFaultInput])[] = [
    ['in pieces by index', {}],
    ['each whole in one piece', { calls: ['whole'] }],
    ['without ids', { calls: ['no_ids'] }],
    ['whole and without ids', { calls: ['whole', 'no_ids'] }],
    ['whole, without ids, all under one index', { calls: ['whole', 'no_ids', 'one_index'] }],
    ['in pieces, all under one index', { calls: ['one_index'] }],
    ['without an index', { calls: ['no_index'] }],
    ['whole and without an index', { calls: ['whole', 'no_index'] }],
    ['with arguments that are no text', { calls: ['object'] }],
    ['with one id for all', { calls: ['same_id'] }],
    ['under a finish that says stop', { finish_reason: 'stop' }],
    ['without a finish', { finish_reason: 'none' }],
    ['without [DONE]', { no_done: true, ...(speaksOpenAi ? {} : { no_done: false }) }],
  ]
  test.each(QUIRKS)('two calls sent %s are the same two calls', async (_, fault) => {
    const { chunks, text, error } = await ask({ ...TWO_CALLS, faults: [fault] })
    expect(error).toBeNull()
    expect(text).toBe('Let me look.')
    expect(callsIn(chunks)).toEqual(BOTH)
  })

  test('a call that the model writes out as text is made, and nobody hears it', async () => {
    const text = '{"name": "find_slots", "parameters": {"service": "cleaning"}}'
    const { chunks, text: said, error } = await ask({ replies: [{ text }] })
    expect({ said, error }).toEqual({ said: '', error: null })
    expect(callsIn(chunks)).toEqual([{ id: 'call00001', name: 'find_slots', args: { service: 'cleaning' } }])
  })

  test('what the tools answered is told, and the model goes on from there', async () => {
    const results = [
      aResult('find_slots', { options: [{ option: 1, say: 'Wednesday at 9 AM' }] }),
      aResult('opening_hours', {}),
    ]
    const turn = aTurn('Tomorrow morning?', { results, said: 'Let me look.' })
    const { text, error, chunks, asked } = await ask({}, turn)
    expect(error).toBeNull()
    expect(text).not.toBe('')
    expect(asked.map(({ status }) => status)).toEqual([200])
    expect(chunks[0]).toMatchObject({ type: 'memory' })
  })

  test('the calls of a later round do not repeat the ids of an earlier one', async () => {
    const { chunks } = await ask(TWO_CALLS, aTurn('And then?', { results: [aResult('find_slots', {})] }))
    expect(callsIn(chunks).map(({ id }) => id)).toEqual(['call00002', 'call00003'])
  })

  test.each([
    ['no JSON', '{"option": '],
    ['no object', '[1]'],
    ['longer than any tool takes', JSON.stringify({ option: 'x'.repeat(20_000) })],
  ])('arguments that are %s are no call', async (_, args) => {
    const { chunks, error } = await ask({ replies: [{ calls: [{ name: 'book', args }] }] })
    expect(callsIn(chunks)).toEqual([])
    expect(error).toMatchObject({ reason: 'malformed' })
  })
}

/** What a vendor does, what it is called, and how often it is asked. */
type Fault = readonly [string, ModelFaultInput[], ModelFailureReason, number]

const twice = (fault: ModelFaultInput): ModelFaultInput[] => [{ ...fault, times: 2 }]

const FAULTS: readonly Fault[] = [
  ['a wrong key', [{ status: 401 }], 'refused', 1],
  ['a request it does not take', [{ status: 400 }], 'refused', 1],
  ['429 for a minute', [{ status: 429, headers: { 'retry-after': '60' } }], 'rate_limited', 1],
  ['429 and no word for how long', [{ status: 429 }], 'rate_limited', 1],
  ['429 for a moment, twice', twice({ status: 429, headers: { 'retry-after-ms': '50' } }), 'rate_limited', 2],
  ['500, twice', twice({ status: 500 }), 'unreachable', 2],
  ['503 for an hour', [{ status: 503, headers: { 'retry-after': '3600' } }], 'unreachable', 1],
  ['504', [{ status: 504 }], 'slow', 1],
  ['a connection that closes, twice', twice({ drop: true }), 'unreachable', 2],
  ['a connection cut in the middle', [{ breaks: 'cut' }], 'cut', 1],
  ['an end without [DONE] or reason', [{ breaks: 'end' }], 'cut', 1],
  ['half a document', [{ breaks: 'garbage' }], 'malformed', 1],
  ['trouble in the middle', [{ breaks: 'error' }], 'cut', 1],
  ['trouble before the first word, twice', twice({ breaks: 'error', after: 0 }), 'unreachable', 2],
  ['its limit in the middle', [{ breaks: 'rate_limit' }], 'rate_limited', 1],
]
const OPENAI_FAULTS: readonly Fault[] = [
  ['a reply that ran out of tokens', [{ finish_reason: 'length' }], 'cut', 1],
  ['a reply its filter stopped', [{ finish_reason: 'content_filter' }], 'refused', 1],
]

function describeFailures(ask: Ask, { speaksOpenAi }: VendorUnderTest): void {
  test.each([...FAULTS, ...(speaksOpenAi ? OPENAI_FAULTS : [])])(
    '%s is known for what it is',
    async (_, faults, reason, times) => {
      const { error, text, asked } = await ask({ ...words, faults })
      expect(error).toBeInstanceOf(ModelFailure)
      expect(error).toMatchObject({ reason })
      expect(asked).toHaveLength(times)
      expect(SENTENCE.startsWith(text)).toBe(true)
    },
  )

  test('how long the vendor wants to be left alone is passed on', async () => {
    const { error } = await ask({ ...words, faults: [{ status: 429, headers: { 'retry-after': '60' } }] })
    expect(error).toMatchObject({ reason: 'rate_limited', retryAfterMs: 60_000, status: 429 })
  })

  test.each<readonly [string, ModelFaultInput]>([
    ['500', { status: 500 }],
    ['a closed connection', { drop: true }],
    ['429 for a moment', { status: 429, headers: { 'retry-after': '0' } }],
    ['trouble before the first word', { breaks: 'error', after: 0 }],
  ])('after %s it is asked once more, and the caller notices nothing', async (_, fault) => {
    const { text, error, asked } = await ask({ ...words, faults: [fault] })
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(asked).toHaveLength(2)
  })

  test('a failure quotes nothing of what was said, and no key', async () => {
    for (const fault of [{ status: 400 }, { breaks: 'garbage' }, { breaks: 'cut' }] as const) {
      const { error } = await ask({ ...words, faults: [fault] }, aTurn('My name is Rosalind.'))
      const told = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? error.stack : ''} ${String((error as Error).cause)}`
      expect(told).not.toMatch(/Rosalind|open from|sk-|told to say no/)
    }
  })
}

type StandWith = (order: StandOrder) => Promise<ModelStand>

function describePatience(standWith: StandWith, under: VendorUnderTest): void {
  const short = { firstTokenMs: 300, betweenTokensMs: 300 }
  test.each<readonly [string, ModelFaultInput]>([
    ['before it answers', { answer_delay_ms: 5_000 }],
    ['before its first word', { first_token_delay_ms: 5_000 }],
    ['in the middle', { breaks: 'stall' }],
    ['in the middle, with comments to keep the line', { breaks: 'stall', comments: true }],
  ])('a vendor that falls silent %s is given up in time', async (_, fault) => {
    const stand = await standWith({ ...words, faults: [fault] })
    const startedAtMs = Date.now()
    const { error } = await replyOf(under.open(stand, short).respond(aTurn('Hello.'), FOREVER()))
    expect(error).toMatchObject({ reason: 'slow' })
    expect(Date.now() - startedAtMs).toBeLessThan(2_000)
    expect(await stand.asked()).toHaveLength(1)
  })

  test('the time of a second attempt counts with the first', async () => {
    const stand = await standWith({
      ...words,
      faults: [{ status: 500, answer_delay_ms: 150 }, { answer_delay_ms: 5_000 }],
    })
    const { error } = await replyOf(under.open(stand, short).respond(aTurn('Hello.'), FOREVER()))
    expect(error).toMatchObject({ reason: 'slow' })
  })

  test('a vendor that keeps its pace is waited for, however long the reply', async () => {
    const stand = await standWith({ ...words, pace_ms: 60 })
    const { text, error } = await replyOf(under.open(stand, short).respond(aTurn('Hello.'), FOREVER()))
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
  })

  test('a slow listener is not taken for a slow vendor', async () => {
    const stand = await standWith(words)
    let text = ''
    for await (const chunk of under.open(stand, short).respond(aTurn('Hello.'), FOREVER())) {
      if (text === '') await new Promise((resolve) => setTimeout(resolve, 600))
      if (chunk.type === 'text') text += chunk.text
    }
    expect(text).toBe(SENTENCE)
  })

  test('a connection left open after the reply keeps nobody waiting', async () => {
    const stand = await standWith({ ...words, faults: [{ hang_at_end: true, no_done: under.speaksOpenAi }] })
    const startedAtMs = Date.now()
    const { text, error } = await replyOf(under.open(stand).respond(aTurn('Hello.'), FOREVER()))
    expect({ text, error }).toEqual({ text: SENTENCE, error: null })
    expect(Date.now() - startedAtMs).toBeLessThan(2_000)
  })
}

/** Generous for a busy machine; what is aborted is aborted at once. */
const HANG_UP_MS_MAX = 250

function describeInterruption(standWith: StandWith, under: VendorUnderTest): void {
  test.each<readonly [string, number, StandOrder]>([
    ['in the middle of a word', 3, { ...words, pace_ms: 30 }],
    ['while it stalls', 2, { ...words, faults: [{ breaks: 'stall' }] }],
  ])('interrupted %s, it says no more and the request is ended', async (_, chunksBefore, order) => {
    const stand = await standWith(order)
    const controller = new AbortController()
    const chunks: ModelChunk[] = []
    let abortedAtMs = 0
    for await (const chunk of under.open(stand).respond(aTurn('Hello.'), controller.signal)) {
      chunks.push(chunk)
      if (chunks.length < chunksBefore) continue
      abortedAtMs = Date.now()
      controller.abort()
    }
    expect(chunks).toHaveLength(chunksBefore)
    await expectHungUp(stand, abortedAtMs)
  })

  test.each<readonly [string, StandOrder]>([
    ['before the first word', { ...words, faults: [{ first_token_delay_ms: 5_000 }] }],
    ['before any answer', { ...words, faults: [{ answer_delay_ms: 5_000 }] }],
  ])('interrupted %s, it says nothing and the request is ended', async (_, order) => {
    const stand = await standWith(order)
    const controller = new AbortController()
    const reply = replyOf(under.open(stand).respond(aTurn('Hello.'), controller.signal))
    await vi.waitFor(async () => expect(await stand.asked()).toHaveLength(1))
    const abortedAtMs = Date.now()
    controller.abort()
    expect(await reply).toMatchObject({ chunks: [], error: null })
    await expectHungUp(stand, abortedAtMs)
  })

  test('a listener who walks away ends the request as well', async () => {
    const stand = await standWith({ ...words, pace_ms: 30 })
    let leftAtMs = 0
    for await (const chunk of under.open(stand).respond(aTurn('Hello.'), FOREVER())) {
      leftAtMs = Date.now()
      if (chunk.type === 'text') break
    }
    await expectHungUp(stand, leftAtMs)
  })
}

async function expectHungUp(stand: ModelStand, sinceMs: number): Promise<void> {
  const hungUpAtMs = await vi.waitFor(async () => {
    const [asked] = await stand.asked()
    expect(asked?.hungUpAtMs).toBeTypeOf('number')
    return Number(asked?.hungUpAtMs)
  })
  expect(hungUpAtMs - sinceMs).toBeLessThan(HANG_UP_MS_MAX)
}
