import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALL, PINS } from '../../test/builders/pinned-call.ts'
import { admitted, advance, connected, RECONNECTS_MAX } from './advance.ts'
import type { CallState } from './call-state.ts'
import { isOver, STATUS_RANK, type CallEvent, type CallStatus } from './call.ts'

const ringing = (): CallState => admitted('call_1', PINS, 1_000)
const talking = (): CallState => connected(ringing(), 1, 2_000)
const incoming: CallEvent = { type: 'incoming', call: CALL, from: '+12125550142', to: '+12125550110' }
const status = (to: CallStatus, durationSeconds: number | null = null): CallEvent => ({
  type: 'status',
  call: CALL,
  status: to,
  sequence: 0,
  durationSeconds,
  from: null,
  to: '+12125550110',
})
const lost: CallEvent = {
  type: 'relay_ended',
  call: CALL,
  how: 'lost',
  callerPresent: true,
  handoff: null,
  errorCode: '64105',
}
const endedByUs = (handoff: string): CallEvent => ({
  type: 'relay_ended',
  call: CALL,
  how: 'ended_by_us',
  callerPresent: true,
  handoff,
  errorCode: null,
})

test('a repeated announcement of a call gets the same answer and changes nothing', () => {
  const first = advance(ringing(), incoming, 1_000)
  expect(advance(first.state, incoming, 5_000)).toEqual(first)
  expect(first.answer).toEqual({ type: 'greet', epoch: 1, recorded: true })
})

test('ringing that arrives after the answer is old news', () => {
  const answered = advance(ringing(), status('in_progress'), 2_000).state
  expect(advance(answered, status('ringing'), 3_000).state).toBe(answered)
})

test('a lost socket gets a fresh one without a second greeting, and its report twice gets the same one', () => {
  const { state, answer } = advance(talking(), lost, 3_000)
  expect(answer).toEqual({ type: 'resume', epoch: 2, stopRecording: false })
  expect(advance(state, lost, 3_100)).toEqual({ state, answer })
})

test('a socket that keeps dying is done without, and not tried for ever', () => {
  let state = talking()
  for (let nth = 1; nth <= RECONNECTS_MAX; nth += 1)
    state = connected(advance(state, lost, 3_000).state, state.epoch + 1, 3_000)
  const last = advance(state, lost, 9_000)
  expect(last.answer).toMatchObject({ type: 'listen', nth: 1, says: 'resumed', announces: false })
  expect(advance(last.state, lost, 9_500)).toEqual(last)
  expect(isOver(last.state.status)).toBe(false)
})

test('after our goodbye the call is hung up; after a refusal of recording it goes on without one', () => {
  expect(advance(talking(), endedByUs('{"reason":"goodbye"}'), 3_000).answer).toEqual({ type: 'hang_up' })
  expect(advance(talking(), endedByUs('{"reason":"without_recording"}'), 3_000).answer).toEqual({
    type: 'resume',
    epoch: 2,
    stopRecording: true,
  })
})

test('a handoff that is not ours is not believed', () => {
  expect(advance(talking(), endedByUs('not json'), 3_000).answer).toEqual({ type: 'hang_up' })
  expect(advance(talking(), endedByUs('[1]'), 3_000).answer).toEqual({ type: 'hang_up' })
})

test('seconds come from the carrier when it says them', () => {
  const { state } = advance(talking(), status('completed', 35), 60_000)
  expect(state).toMatchObject({
    status: 'completed',
    durationSeconds: 35,
    endedBy: 'caller',
    endReason: 'customer_hangup',
  })
})

test('a recording reported before the end, twice, is taken once', () => {
  const report: CallEvent = {
    type: 'recording',
    call: CALL,
    recordingId: 'RE1',
    status: 'completed',
    durationSeconds: 9,
    channels: 2,
  }
  const once = advance(talking(), report, 3_000).state
  expect(once.recording).toMatchObject({ is: 'ready', recordingId: 'RE1' })
  expect(advance(once, report, 4_000).state).toBe(once)
})

const anyEvent = fc.oneof(
  fc.constant(incoming),
  fc.constant(lost),
  fc
    .constantFrom('ringing', 'in_progress', 'completed', 'failed', 'busy', 'no_answer', 'canceled')
    .map((to) => status(to as CallStatus)),
  fc.constantFrom<CallEvent>({
    type: 'recording',
    call: CALL,
    recordingId: 'RE1',
    status: 'completed',
    durationSeconds: 9,
    channels: 2,
  }),
  fc.constant(endedByUs('{"reason":"goodbye"}')),
)

test('in any order and any repetition a status never goes back and an ended call stays ended', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      let state = ringing()
      for (const [index, event] of events.entries()) {
        const next = advance(state, event, 2_000 + index).state
        expect(STATUS_RANK[next.status]).toBeGreaterThanOrEqual(STATUS_RANK[state.status])
        if (isOver(state.status)) expect(next.status).toBe(state.status)
        expect(next.epoch - next.redeemed).toBeLessThanOrEqual(1)
        state = next
      }
    }),
  )
})

test('a call that was never answered waits for no recording; one that was, does', () => {
  for (const to of ['busy', 'no_answer', 'canceled'] as const) {
    expect(advance(ringing(), status(to), 3_000).state.recording).toEqual({ is: 'settled', as: 'absent' })
    expect(advance(talking(), status(to), 3_000).state.recording).toEqual({ is: 'expected' })
  }
  expect(advance(ringing(), status('completed', 4), 3_000).state.recording).toEqual({ is: 'expected' })
})
