import { expect, test } from 'vitest'
import type { CallRecord } from '../caller/place-call.ts'
import type { Received } from '../receiver.ts'
import { compare, sharedSlots } from './compare.ts'
import { distance, findScenario } from './find-scenario.ts'
import { readCallOptions } from './options.ts'
import { failureOf, UserError } from './user-error.ts'
import { voicemailText } from './voicemail-text.ts'

const RECORD: CallRecord = {
  caller: 'caller',
  call_sid: 'CA1',
  from: '+12125550142',
  to: '+12125550100',
  turns: [],
  ends: 'agent',
  failure: null,
  notices: [],
  document_ms: 1,
  reply_ms: [],
  duration_ms: 1,
}
const EVENT: Received = {
  id: 'evt_1',
  type: 'booking.confirmed',
  timestamp: null,
  data: {},
  verified: true,
  attempt: 1,
  status: 204,
  received_at: '',
}
const AFTERMATH = {
  call: { id: 'call_1', outcome: 'booked', recording: { status: 'stored' } },
  booking: { status: 'confirmed', starts_at: '2026-11-24T15:00:00Z', resource_id: 'res_1' },
  summary: null,
  voicemail: null,
  events: [EVENT],
}

test('what came of a call is compared with everything that is expected, and nothing else', () => {
  const expected = {
    outcome: 'booked',
    booking: 'confirmed',
    recording: 'stored',
    events: ['booking.confirmed'],
    ends: 'agent' as const,
  }
  expect(compare(RECORD, AFTERMATH, expected)).toEqual([])
  expect(compare(RECORD, AFTERMATH, { events: [] })).toEqual([])
  const other = {
    outcome: null,
    booking: 'none',
    recording: 'refused',
    events: ['call.completed'],
    ends: 'still talking' as const,
  }
  expect(compare({ ...RECORD, failure: 'step 2' }, AFTERMATH, other)).toEqual([
    { what: 'talk', expected: 'as scripted', actual: 'step 2' },
    { what: 'ends', expected: 'still talking', actual: 'agent' },
    { what: 'outcome', expected: 'none', actual: 'booked' },
    { what: 'booking', expected: 'none', actual: 'confirmed' },
    { what: 'recording', expected: 'refused', actual: 'stored' },
    { what: 'event', expected: 'call.completed', actual: 'not received' },
  ])
})

test('of a voicemail it is told who wrote it down and what it says, or that nobody did, and why', () => {
  const left = (transcript: object) => ({ duration_seconds: 7, transcript })
  const words = { status: 'stored', text: 'Please call me back.', language: 'en', transcribed_by: 'openai' }
  expect(voicemailText(left(words))).toBe('7 s, written down by openai (en): “Please call me back.”')
  expect(voicemailText(left({ status: 'not_transcribed', reason: 'no_transcriber' }))).toBe(
    '7 s, kept untranscribed: nobody here could write it down',
  )
  expect(voicemailText(left({ status: 'not_transcribed', reason: 'no_speech' }))).toBe(
    '7 s, kept untranscribed: no speech',
  )
  expect(voicemailText(left({ status: 'pending', reason: null }))).toBe('7 s, kept, not written down yet')
})

test('two callers may not share a slot', () => {
  expect(sharedSlots([AFTERMATH, AFTERMATH])).toHaveLength(1)
  expect(sharedSlots([AFTERMATH, { ...AFTERMATH, booking: { ...AFTERMATH.booking, resource_id: 'res_2' } }])).toEqual(
    [],
  )
})

test('a name that is nearly right is suggested', () => {
  expect(findScenario('happy-path').callers).toHaveLength(1)
  expect(() => findScenario('hapy-path')).toThrow('Did you mean happy-path?')
  expect(() => findScenario('xyzzyxyzzy-nothing')).toThrow('There are barge-in,')
  expect([distance('kitten', 'sitting'), distance('', 'abc'), distance('same', 'same')]).toEqual([3, 3, 0])
})

test('options that are unknown or make no sense are refused in one line', () => {
  expect(readCallOptions(['happy-path', '--json', '--state', 'x'])).toMatchObject({
    scenario: 'happy-path',
    json: true,
    stateDir: 'x',
  })
  for (const wrong of [['--frob'], ['a', 'b'], ['a', '--speed', 'fast']]) {
    expect(() => readCallOptions(wrong)).toThrow(/^[^\n]+\.$/)
  }
})

test('a gateway that goes away in the middle is told of in one line, and a fault of ours as it is', () => {
  const gone = new TypeError('terminated', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  })
  expect(failureOf(gone)).toMatch(/^The gateway or its simulator went away in the middle\. .*npm start$/)
  const fault = new TypeError('undefined is not a function')
  expect(failureOf(fault)).toBe(fault)
  expect(failureOf(new UserError('There is no such scenario.'))).toBe('There is no such scenario.')
})
