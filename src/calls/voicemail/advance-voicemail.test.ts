import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALL, PINS } from '../../../test/builders/pinned-call.ts'
import { admitted, advance, connected } from '../advance.ts'
import type { CallState } from '../call-state.ts'
import type { CallEvent } from '../call.ts'
import { outcomeOf } from '../summarise.ts'

const talking = (): CallState => connected(admitted('call_1', PINS, 1_000), 1, 2_000)
const asked: CallEvent = {
  type: 'relay_ended',
  call: CALL,
  how: 'ended_by_us',
  callerPresent: true,
  handoff: '{"reason":"voicemail"}',
  errorCode: null,
}
const made = (recordingId: string, status: 'completed' | 'absent' | 'failed' = 'completed'): CallEvent => ({
  type: 'voicemail',
  call: CALL,
  recordingId,
  status,
  durationSeconds: 9,
  channels: 1,
})
const spoke = (callerPresent: boolean): CallEvent => ({ type: 'voicemail_ended', call: CALL, callerPresent })
const over: CallEvent = {
  type: 'status',
  call: CALL,
  status: 'completed',
  sequence: 0,
  durationSeconds: 40,
  from: null,
  to: '+12125550110',
}
const after = (events: readonly CallEvent[], from = talking()): CallState =>
  events.reduce((state, event) => advance(state, event, 5_000).state, from)

test('a caller is asked to speak once, with the recording of the call stopped; a repeat gets the same answer', () => {
  const once = advance(talking(), asked, 5_000)
  expect(once.answer).toEqual({ type: 'voicemail', stopRecording: true })
  expect(advance(once.state, asked, 6_000)).toEqual(once)
  expect(advance({ ...talking(), recordingRefused: true }, asked, 5_000).answer).toEqual({
    type: 'voicemail',
    stopRecording: false,
  })
})

test('who is still there is thanked; who has hung up ended the call', () => {
  const asking = after([asked])
  expect(advance(asking, spoke(true), 6_000).answer).toEqual({ type: 'voicemail_taken' })
  expect(after([asked, spoke(true), over])).toMatchObject({ endedBy: 'agent', endReason: 'voicemail' })
  expect(after([asked, over])).toMatchObject({ endedBy: 'caller', endReason: 'voicemail' })
})

test('a voicemail reported late betters what was taken for none, until the call has been told of', () => {
  const none = after([asked, over, made('RE1', 'absent')])
  expect(none.voicemail).toEqual({ is: 'settled', as: 'absent' })
  expect(outcomeOf(none)).toBe('abandoned')
  const late = after([made('RE1')], none)
  expect(late.voicemail).toMatchObject({ is: 'ready', recordingId: 'RE1' })
  expect(outcomeOf(late)).toBe('voicemail_left')
  const told = after([made('RE1')], { ...none, rows: { first: true, last: true, completed: true } })
  expect(told.strayRecordings).toEqual(['RE1'])
})

test('one that the fallback asked for is the call’s, though the call never asked', () => {
  expect(after([{ ...made('RE1'), askedFor: '+12125550110' } as CallEvent]).voicemail).toMatchObject({ is: 'ready' })
})

test('in any order and repetition one recording is the voicemail, and every other one is to go', () => {
  const event = fc.oneof(
    fc.constantFrom(asked, spoke(true), spoke(false), over),
    fc.constantFrom('RE1', 'RE2', 'RE3').map((id) => made(id)),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 15 }), (events) => {
      const state = after(events)
      const completed = new Set(events.flatMap((one) => (one.type === 'voicemail' ? [one.recordingId] : [])))
      const kept = state.voicemail?.is === 'ready' ? [state.voicemail.recordingId] : []
      expect(new Set([...kept, ...state.strayRecordings])).toEqual(completed)
      expect(kept.length + state.strayRecordings.length).toBe(completed.size)
      expect(state.outcomes.filter((outcome) => outcome === 'voicemail_left').length).toBe(kept.length)
    }),
  )
})
