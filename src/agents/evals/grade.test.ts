import { expect, test } from 'vitest'
import type { Model, ModelChunk } from '../../providers/llm/contract.ts'
import { embedded } from '../../providers/llm/embedded/index.ts'
import { AgentDocument } from '../agent-document.ts'
import type { AgentEvalInput } from '../eval-script.ts'
import { dentalClinic } from '../templates/dental-clinic.ts'
import { validateDocument } from '../validate.ts'
import { runEval, type EvalSetting } from './run-eval.ts'
import { resourcesNamed } from './sandbox-desk.ts'

const MONDAY = Date.parse('2026-11-23T15:00:00Z')
const CLINIC = AgentDocument.parse(dentalClinic.document)

const BOOKS: AgentEvalInput['turns'] = [
  { say: 'Hello, this is Ann Lee, can I get my teeth cleaned next Tuesday at two thirty?' },
  { say: 'that works' },
]

function play(script: Partial<AgentEvalInput>, changes: Partial<EvalSetting> = {}) {
  const document = AgentDocument.parse({
    ...dentalClinic.document,
    tests: [{ name: 'x', turns: BOOKS, ...script }],
  })
  const model = embedded.open({})!
  const setting = { document, model, resources: resourcesNamed(document), nowMs: MONDAY, ...changes }
  return runEval(setting, document.tests[0]!)
}

test('what is written down is graded without a look at any word', async () => {
  const ledger = { bookings: 1, cancelled: 0, tasks: 0, service: 'cleaning', name: 'ann lee', time: '14:30' }
  const report = await play({ ledger, ended: 'open' })
  expect(report, JSON.stringify(report, null, 2)).toMatchObject({ passed: true, failures: [] })
})

test.each([
  [{ bookings: 2 }, 'Written down as bookings is 1, not 2.'],
  [{ service: 'crown' }, 'Written down as service is cleaning, not crown.'],
  [{ name: 'Bo' }, 'Written down as name is Ann Lee, not Bo.'],
  [{ time: '14:00' }, 'Written down as time is 14:30, not 14:00.'],
  [{ date: '2026-11-25' }, 'Written down as date is 2026-12-01, not 2026-11-25.'],
])('a ledger that should have %j and has not fails the script', async (ledger, failure) => {
  expect(await play({ ledger })).toMatchObject({ passed: false, failures: [failure], error: failure })
})

test('a tool is known by what it was called with', async () => {
  expect(await play({ calls: [{ tool: 'book', with: { name: 'ann lee' } }] })).toMatchObject({ passed: true })
  const { failures } = await play({ calls: [{ tool: 'book', with: { name: 'Bo' } }, { tool: 'cancel' }] })
  expect(failures).toEqual([
    expect.stringMatching(
      /^The tool book was to be called with \{"name":"Bo"\}: it was called with \{.*Ann Lee.*\}\.$/,
    ),
    'The tool cancel was to be called with {}: it was not called.',
  ])
})

test('what must not be called or said fails a script when it is', async () => {
  expect(await play({ neverCalled: ['cancel'], neverSaid: ['card number'] })).toMatchObject({ passed: true })
  expect((await play({ neverCalled: ['book'] })).failures).toEqual(['The tool book was called.'])
  expect((await play({ neverSaid: ['/2:30/'] })).failures).toEqual(['It was said: /2:30/.'])
  const unwanted = await play({ turns: [{ say: 'where are you?', never: ['Maple', 'Mars'] }] })
  expect(unwanted).toMatchObject({ passed: false, turns: [{ unwanted: ['Maple'] }] })
})

test('how it ended is graded', async () => {
  expect((await play({ ended: 'goodbye' })).failures).toEqual(['It ended as open, not as goodbye.'])
  const turns = [{ say: "no that's all, goodbye" }]
  expect(await play({ turns, ended: 'goodbye' })).toMatchObject({ passed: true, ended: 'goodbye' })
})

/** A vendor's model that says the same every time, and counts. */
const saying = (text: string): Model => ({
  async *respond(): AsyncGenerator<ModelChunk> {
    yield { type: 'text', text }
    yield { type: 'usage', inputTokens: 900, outputTokens: 100 }
  },
})

test('a script costs what the vendor counts, and is stopped when it is too much', async () => {
  const vendor = { vendor: 'spoken', model: saying('Certainly.') }
  expect(await play({}, vendor)).toMatchObject({ cost: { turns: 2, inputTokens: 1800, outputTokens: 200 } })
  const stopped = await play({ turns: [{ say: 'a' }, { say: 'b' }, { say: 'c' }] }, { ...vendor, tokensMax: 1500 })
  expect(stopped).toMatchObject({ passed: false, error: 'It used more than 1500 tokens.', cost: { turns: 2 } })
  expect(await play({}, { ...vendor, turnsMax: 1 })).toMatchObject({ error: 'It had more than 1 turns.' })
  expect(await play({}, { ...vendor, signal: AbortSignal.abort() })).toMatchObject({
    error: 'It took longer than it may.',
    cost: { turns: 0 },
  })
})

test('words in which a model does not say it fail nothing, where that is wanted', async () => {
  const turns = [{ say: 'where are you?', expect: ['Maple Street'] }]
  const vendor = { vendor: 'spoken', model: saying('Close to the station.') }
  expect(await play({ turns }, vendor)).toMatchObject({ passed: false, failures: [] })
  expect(await play({ turns }, { ...vendor, isLenient: true })).toMatchObject({
    passed: true,
    turns: [{ missing: ['Maple Street'] }],
  })
})

test('a vendor that fails is never taken for a model that answers', async () => {
  const failing: Model = {
    // oxlint-disable-next-line require-yield -- it fails before it says anything
    async *respond() {
      throw new Error('out of order')
    },
  }
  expect(await play({}, { vendor: 'broken', model: failing })).toMatchObject({
    passed: false,
    failures: ['The model failed: broken.'],
  })
})

test('card numbers reach no model and no history', async () => {
  const heard: string[] = []
  const model: Model = {
    async *respond(turn) {
      heard.push(JSON.stringify([turn.input, turn.history]))
      yield { type: 'text', text: 'Go on.' }
    },
  }
  await play({ turns: [{ say: 'my card is 4242 4242 4242 4242' }, { say: 'did you get it?' }] }, { vendor: 'v', model })
  expect(heard).toHaveLength(2)
  expect(heard.join(' ')).not.toMatch(/4242/)
  expect(heard.join(' ')).toContain('[card number]')
})

test('a pattern that is none is refused when the document is', () => {
  const script = (fields: Partial<AgentEvalInput>) => [{ name: 'x', turns: BOOKS, ...fields }]
  for (const fields of [
    { neverSaid: ['/(/'] },
    { calls: [{ tool: 'book', with: { name: '/(/' } }] },
    { turns: [{ say: 'x', never: ['/(/'] }] },
  ]) {
    const read = validateDocument({ ...CLINIC, tests: script(fields) })
    expect(read.ok ? [] : read.error.map(({ code }) => code)).toEqual(['wrong_pattern'])
  }
})
