import { expect, test } from 'vitest'
import { allOutboundScenarios, readOutboundScenario } from '../caller/outbound-scenario.ts'
import type { CalledRecord } from '../caller/play-callee.ts'
import { whoEnded, type CallRefusal, type Dialled } from './call-report.ts'
import { compareDialled } from './compare-dialled.ts'

const agent = (text: string, atMs: number) => ({ speaker: 'agent' as const, text, at_ms: atMs })
const FIRST = agent('Hello, this is an AI assistant calling for Bright Smile Dental.', 1000)

const record = (more: Partial<CalledRecord> = {}): CalledRecord => ({
  caller: 'callee',
  call_sid: 'CA1',
  from: '+12125550110',
  to: '+12125550142',
  turns: [FIRST],
  ends: 'agent',
  failure: null,
  notices: [],
  document_ms: 40,
  reply_ms: [],
  duration_ms: 9000,
  status: 'completed',
  answered_by: 'human',
  picked_up_ms: 900,
  human_at_ms: 900,
  beeped_at_ms: null,
  first_word_ms: 400,
  ...more,
})
const call = { direction: 'outbound', status: 'completed', outcome: 'confirmed', answered_by: 'human' }
const dialled = (more: Partial<Dialled> = {}): Dialled => ({
  visit: null,
  record: record(),
  refused: null,
  callId: 'call_1',
  aftermath: { call, booking: null, summary: null, voicemail: null, events: [] },
  thenRefused: null,
  member: null,
  ...more,
})
const refusal = (more: Partial<CallRefusal> = {}): CallRefusal => ({
  status: 403,
  code: 'quiet_hours',
  detail: 'It is no hour for it.',
  rule_ids: ['R-6'],
  next_allowed_at: '2999-01-01T13:00:00Z',
  ...more,
})

const whats = (one: Dialled, expected: Readonly<Record<string, unknown>> = {}) => {
  const scenario = { name: 'x', description: 'x', from: 'x', purpose: 'x', expect: expected }
  return compareDialled(one, readOutboundScenario(scenario).expect).map(({ what }) => what)
}

test.each([
  ['caller', 'callee'],
  ['agent', 'agent'],
  [null, 'carrier'],
])('of a call that a business makes nobody on the other end is the caller: %s', (ends, said) => {
  expect(whoEnded({ ends })).toBe(said)
})

test('a call that came as it should has no differences', () => {
  expect(whats(dialled(), { outcome: 'confirmed', answered_by: 'human', ends: 'agent' })).toEqual([])
})

test.each<[string, Partial<CalledRecord>, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['without that it is an AI', { turns: [agent('Hello, this is Ana. I am an AI.', 1000)] }, {}, ['first']],
  ['told too late', { first_word_ms: 2001 }, {}, ['first']],
  [
    'that gives away what it is about before a person is there',
    { turns: [FIRST, agent('It is about your visit.', 3000)], human_at_ms: 5000 },
    { private: 'visit' },
    ['private'],
  ],
  [
    'that gives it away in words cut in two',
    { turns: [FIRST, agent('It is about your', 3000), agent('visit.', 3500)], human_at_ms: 5000 },
    { private: 'your visit' },
    ['private'],
  ],
  [
    'where no person ever was',
    { turns: [FIRST, agent('Your visit!', 3000)], human_at_ms: null },
    { private: 'visit' },
    ['private'],
  ],
  ['that leaves its message before the tone', { beeped_at_ms: 4000 }, { after_beep: 'Bright Smile' }, ['voicemail']],
  ['that says what it never may', { turns: [FIRST, agent('It is approved.', 3000)] }, { never: 'approved' }, ['never']],
  ['of which the business reads nothing', {}, { summary: 'wrong number' }, ['summary']],
  ['whose script failed', { failure: 'step 1' }, {}, ['talk']],
])('a call %s is not as it should be', (_, more, expected, differences) => {
  expect(whats(dialled({ record: record(more) }), expected)).toEqual(differences)
})

test('what is private may be said to a person', () => {
  const turns = [FIRST, agent('It is about your visit.', 6000)]
  expect(whats(dialled({ record: record({ turns, human_at_ms: 5000 }) }), { private: 'visit' })).toEqual([])
})

test('a refusal is by its code, its rules, and when it may be', () => {
  const refused = { refused: { code: 'quiet_hours', later: true } }
  const none = { record: null, callId: null }
  expect(whats(dialled({ ...none, refused: refusal() }), refused)).toEqual([])
  expect(whats(dialled({ ...none, refused: refusal({ code: 'suppressed' }) }), refused)).toEqual(['refused'])
  expect(whats(dialled({ ...none, refused: refusal({ rule_ids: [] }) }), refused)).toEqual(['refused'])
  expect(whats(dialled({ ...none, refused: refusal({ next_allowed_at: null }) }), refused)).toEqual(['refused'])
  expect(whats(dialled({ ...none, refused: refusal() }))).toEqual(['refused'])
  expect(whats(dialled(), refused)).toEqual(['refused', 'call'])
  expect(whats(dialled({ refused: refusal() }), refused)).toEqual(['call'])
})

test('whoever is not to be called again is refused the next time', () => {
  expect(whats(dialled(), { then_refused: 'suppressed' })).toEqual(['next call'])
  const thenRefused = refusal({ code: 'suppressed' })
  expect(whats(dialled({ thenRefused }), { then_refused: 'suppressed' })).toEqual([])
})

test('every scenario in which a business calls can be read, by a name of its own', () => {
  const names = allOutboundScenarios().map(({ name }) => name)
  expect(names.length).toBeGreaterThan(15)
  expect(new Set(names).size).toBe(names.length)
})
