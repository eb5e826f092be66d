import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../../agents/agent-document.ts'
import { clinic, practice, restaurant, salon } from '../../../../test/builders/businesses.ts'
import { MONDAY_NINE_MS, talkWith } from '../../../../test/builders/tool-room.ts'
import { tools } from '../../../dialogue/tools/index.ts'
import type { CallerInput, ModelTurn, ToolResult } from '../contract.ts'
import { MEMORY_CHARS_MAX } from '../contract.ts'
import { embedded } from './index.ts'
import { FRESH_NOTES, readNotes, writeNotes } from './notes.ts'
import { step } from './step.ts'

const BUSINESSES = [clinic, practice, salon, restaurant]
const parsed = BUSINESSES.map((document) => AgentDocument.parse(document))

/** Things callers say, so that random conversations get somewhere. */
const SAYINGS = [
  'I want to book a cleaning',
  'a haircut tomorrow at ten',
  'table for four on Friday at seven pm',
  'this is Ann Lee, a filling on Tuesday',
  'the first one',
  'the second',
  'yes',
  'no',
  'yes please',
  'Ann Lee',
  'my name is Bob',
  'Thursday',
  'no, Thursday',
  'anything earlier',
  'neither',
  'actually never mind',
  'cancel my appointment',
  'move my appointment to Friday',
  'what are your hours',
  'do you take insurance',
  'I need a refill on my lisinopril',
  'March 5 1980',
  'CVS',
  'leave a message',
  '212 555 0142',
  'what?',
  'hold on',
  'can I talk to a person',
  'go ahead',
  'sounds good',
  'six',
  'flurb grabble',
  'make it three instead',
  'bye',
  'try again',
  'cancel that',
  'can we make that Thursday instead',
  'how much is it',
  'for my son Tommy',
  'not sure',
  'thanks',
  'start over',
  'the name',
  'four people',
]

const said = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...SAYINGS) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: 'grapheme' }) },
)
const input: fc.Arbitrary<CallerInput> = fc.oneof(
  { weight: 12, arbitrary: said.map((text) => ({ type: 'said' as const, text })) },
  { weight: 1, arbitrary: fc.constantFrom(...'0123456789*#').map((digit) => ({ type: 'pressed' as const, digit })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((nth) => ({ type: 'silent' as const, nth })) },
)
const heard = fc.constantFrom('all', 'all', 'all', 'part', 'none') as fc.Arbitrary<ModelTurn['lastReplyHeard']>
const conversation = fc.array(fc.tuple(input, heard), { minLength: 1, maxLength: 14 })
const business = fc.constantFrom(...BUSINESSES)
const trouble = fc.record({
  find_slots: fc.nat(1),
  book: fc.nat(1),
  hold_slot: fc.nat(1),
  file_task: fc.nat(1),
  my_bookings: fc.nat(1),
})

const YES_WORDS = /yes|go ahead|sounds good|try again/

describe('in any conversation', () => {
  test('nothing is booked without a yes to a read-back, and nothing twice for one yes', async () => {
    await fc.assert(
      fc.asyncProperty(business, conversation, trouble, async (document, turns, inTrouble) => {
        const talk = talkWith(document, {
          trouble: inTrouble,
          own: document === clinic ? [['cleaning', '2026-12-01T10:00']] : [],
        })
        let reply = ''
        for (const [given, howMuch] of turns) {
          const before = talk.called.length
          const asked = reply
          reply = await talk.say(given, howMuch)
          const books = talk.called.slice(before).filter(({ name }) => name === 'book')
          expect(books.length).toBeLessThanOrEqual(1)
          if (books.length === 0) continue
          expect(given.type === 'said' && YES_WORDS.test(given.text)).toBe(true)
          expect(asked).toMatch(/Shall I book that\?|try again/)
          expect(howMuch).not.toBe('none')
        }
        expect(talk.withheld).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('there is an answer to everything, and the notes stay within bounds', async () => {
    await fc.assert(
      fc.asyncProperty(business, conversation, async (document, turns) => {
        const talk = talkWith(document)
        for (const [given, howMuch] of turns) {
          expect(await talk.say(given, howMuch)).not.toBe('')
          expect(talk.memory()?.length ?? 0).toBeLessThanOrEqual(MEMORY_CHARS_MAX)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('whoever is not understood twice is offered help', async () => {
    const nonsense = fc.array(fc.constantFrom('flurb', 'gribble grabble', 'zorp zorp', 'xyzzy plugh'), {
      minLength: 2,
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(
        business,
        fc.constantFrom('', 'I want to book', 'leave a message'),
        nonsense,
        async (document, opening, words) => {
          const talk = talkWith(document)
          if (opening !== '') await talk.say(opening)
          const replies: string[] = []
          for (const word of words) replies.push(await talk.say(word))
          const misses = replies.map((reply) => /didn't (?:catch|get)|having trouble/.test(reply))
          const second = misses.findIndex((missed, index) => missed && misses[index - 1] === true)
          if (second > 0) expect(replies[second]).toMatch(/call you back/)
        },
      ),
      { numRuns: 100 },
    )
  })
})

const turnWith = (
  document: AgentDocument,
  given: CallerInput,
  results: readonly ToolResult[],
  memory: string | null,
): ModelTurn => ({
  document,
  channel: 'voice',
  language: 'en-US',
  nowMs: MONDAY_NINE_MS,
  timeZone: 'America/New_York',
  businessName: document.business,
  caller: { phoneKnown: true, name: null, returning: false },
  history: [],
  input: given,
  lastReplyHeard: 'all',
  tools: tools.map(({ spec }) => spec),
  results,
  memory,
})

/** Whatever a tool could answer, and what none would. */
const anyResult: fc.Arbitrary<ToolResult> = fc.record({
  call: fc.record({
    id: fc.constant('c1'),
    name: fc.constantFrom(...tools.map(({ spec }) => spec.name)),
    args: fc.constant({}),
  }),
  ok: fc.boolean(),
  value: fc.dictionary(
    fc.constantFrom(
      'options',
      'say',
      'with',
      'code',
      'asked',
      'fits',
      'exact',
      'booked',
      'held',
      'bookings',
      'answer',
      'taken',
      'field',
      'moved',
      'cancelled',
      'name',
      'service',
      'promise',
      'callback',
    ),
    fc.oneof(
      fc.boolean(),
      fc.constantFrom('unavailable', 'slot_taken', 'missing_field', 'not_held', 'unknown_option', 'Tuesday at 10 AM'),
      fc.anything({ maxDepth: 2 }),
      fc.array(
        fc.record({
          option: fc.integer({ min: 1, max: 3 }),
          say: fc.constant('Tuesday, November 24 at 10 AM'),
          with: fc.constant(null),
        }),
        { maxLength: 3 },
      ),
    ),
  ),
})

describe('a step', () => {
  test('never throws, whatever is said and whatever the tools answer, in any order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...parsed),
        fc.array(fc.tuple(input, fc.array(anyResult, { maxLength: 3 })), { maxLength: 8 }),
        (document, turns) => {
          let memory: string | null = null
          for (const [given, answers] of turns) {
            for (let count = 0; count <= answers.length; count += 1) {
              const next = step(turnWith(document, given, answers.slice(0, count), memory), readNotes(memory))
              memory = writeNotes(next.notes)
            }
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is the same for the same turn and notes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...parsed), input, (document, given) => {
        const turn = turnWith(document, given, [], null)
        expect(step(turn, FRESH_NOTES)).toEqual(step(turn, FRESH_NOTES))
      }),
      { numRuns: 100 },
    )
  })

  test('begins afresh from notes it cannot read', () => {
    for (const memory of ['', 'null', '{}', '[1]', '{"v":2}', 'what another model wrote', '{"v":1}']) {
      expect(readNotes(memory)).toEqual(FRESH_NOTES)
    }
  })

  test('calls tools by ids that follow from their place in the turn', async () => {
    const talk = talkWith(clinic)
    await talk.say('a cleaning tomorrow at ten, this is Ann Lee')
    await talk.say('yes')
    expect(talk.called.map(({ id, name }) => [id, name])).toEqual([
      ['c1', 'find_slots'],
      ['c1', 'hold_slot'],
      ['c2', 'book'],
    ])
  })

  test('stays quick on long and hostile words', () => {
    const document = parsed[0] as AgentDocument
    const hostile = [
      'just a '.repeat(140),
      'a as in b '.repeat(90),
      'ok '.repeat(300),
      'my name is '.repeat(80),
      'the '.repeat(250),
      'a'.repeat(5000),
      '1 '.repeat(400),
      'you still there '.repeat(60),
      'thank you '.repeat(90) + 'x',
    ]
    for (const text of hostile) {
      const startedAt = performance.now()
      step(turnWith(document, { type: 'said', text }, [], null), FRESH_NOTES)
      expect(performance.now() - startedAt, text.slice(0, 20)).toBeLessThan(250)
    }
  })
})

test('a reply goes out a sentence at a time, and the notes before the calls', async () => {
  const model = embedded.open({})
  const chunks = []
  for await (const chunk of model?.respond(
    turnWith(parsed[0] as AgentDocument, { type: 'said', text: 'hello' }, [], null),
    new AbortController().signal,
  ) ?? [])
    chunks.push(chunk)
  expect(chunks.map(({ type }) => type)).toEqual(['text', 'text', 'memory'])
  expect(chunks[0]).toMatchObject({ text: 'Hello! ' })
})

test('a reply that was aborted says nothing', async () => {
  const model = embedded.open({})
  const aborted = AbortSignal.abort()
  const chunks = []
  for await (const chunk of model?.respond(
    turnWith(parsed[0] as AgentDocument, { type: 'said', text: 'hello' }, [], null),
    aborted,
  ) ?? [])
    chunks.push(chunk)
  expect(chunks).toEqual([])
})
