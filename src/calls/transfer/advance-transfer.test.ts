import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALL, PINS } from '../../../test/builders/pinned-call.ts'
import { admitted, advance, connected, socketLost } from '../advance.ts'
import type { Answer } from '../answer.ts'
import type { CallState, TransferPerson } from '../call-state.ts'
import { isOver, type CallEvent } from '../call.ts'
import { outcomeOf } from '../summarise.ts'
import { isTaken } from './advance-transfer.ts'

const DESK: TransferPerson = { number: '+12125550190', mode: 'warm' }
const OWNER: TransferPerson = { number: '+12125550191', mode: 'cold' }

const talking = (): CallState => ({
  ...connected(admitted('call_1', PINS, 1_000), 1, 2_000),
  outcomes: ['transferred'],
  endedBy: 'agent',
  endReason: 'transferred',
  ending: { handoff: '', speechSeen: true, stands: false },
})
const passedOn = (epoch = 1): CallEvent => ({
  type: 'relay_ended',
  call: CALL,
  how: 'ended_by_us',
  callerPresent: true,
  handoff: JSON.stringify({ reason: 'transfer', to: DESK.number }),
  errorCode: null,
  epoch,
})
type DialEnded = Extract<CallEvent, { type: 'dial_ended' }>
const dialEnded = (leg: number, how: DialEnded['how'], bridged: boolean | null = how === 'completed'): DialEnded => ({
  type: 'dial_ended',
  call: CALL,
  leg,
  how,
  bridged,
  callerPresent: true,
})
const picked = (leg: number, digits: string | null = null): CallEvent => ({
  type: 'leg_answered',
  call: CALL,
  leg,
  digits,
  legCallId: 'CA2',
})
const judged = (leg: number, by: 'human' | 'machine'): CallEvent => ({
  type: 'leg_judged',
  call: CALL,
  leg,
  by,
  legCallId: 'CA2',
})
const ended: CallEvent = {
  type: 'status',
  call: CALL,
  status: 'completed',
  sequence: 0,
  durationSeconds: 60,
  from: null,
  to: '+12125550110',
}

/** The call after all of `events`, and the last answer. */
function after(events: readonly CallEvent[], people = [DESK, OWNER], from = talking()) {
  let state = from
  let answer: Answer = { type: 'nothing' }
  for (const event of events) ({ state, answer } = advance(state, event, 3_000, people))
  return { state, answer }
}

test('a caller is passed to the first who is meant, and the report sent twice rings nobody twice', () => {
  const once = after([passedOn()])
  expect(once.answer).toEqual({ type: 'dial', leg: 1, person: DESK, isFirst: true })
  expect(advance(once.state, passedOn(), 3_500, [DESK, OWNER])).toEqual(once)
})

test('whoever is rung in a warm transfer is asked first; one takes the call, anything else declines it', () => {
  const asked = after([passedOn(), picked(1)])
  expect(asked.answer).toEqual({ type: 'whisper', leg: 1 })
  expect(isTaken(asked.state)).toBe(false)
  const took = after([passedOn(), picked(1), picked(1, '1')])
  expect(took.answer).toEqual({ type: 'bridge', recorded: false })
  expect(isTaken(took.state)).toBe(true)
  expect(advance(took.state, picked(1, '1'), 4_000)).toEqual(took)
  const declined = after([passedOn(), picked(1), picked(1, '2')])
  expect(declined.answer).toEqual({ type: 'hang_up' })
  expect(advance(declined.state, picked(1, '1'), 4_000).answer).toEqual({ type: 'hang_up' })
})

test('who is behind a menu hears the question more than once', () => {
  const behind = { ...DESK, sendDigits: 'ww2' }
  expect(after([passedOn(), picked(1)], [behind]).answer).toEqual({ type: 'whisper', leg: 1, throughMenu: true })
})

test('who is rung in a cold transfer is connected, and told that the call is recorded', () => {
  const took = after([passedOn(), picked(1)], [OWNER])
  expect(took.answer).toEqual({ type: 'bridge', recorded: true })
  const refused = after([passedOn(), picked(1)], [OWNER], { ...talking(), recordingRefused: true })
  expect(refused.answer).toEqual({ type: 'bridge', recorded: false })
})

test.each([
  ['busy', dialEnded(1, 'busy')],
  ['no answer', dialEnded(1, 'no_answer')],
  ['failed', dialEnded(1, 'failed')],
  ['canceled', dialEnded(1, 'canceled')],
  ['picked up and never connected', dialEnded(1, 'completed', false)],
])('after %s the next one is rung, and the same report again rings nobody else', (_, event) => {
  const next = after([passedOn(), event])
  expect(next.answer).toEqual({ type: 'dial', leg: 2, person: OWNER, isFirst: false })
  expect(advance(next.state, event, 5_000)).toEqual(next)
})

test('a machine is no person: its leg is let go, and pressing comes too late', () => {
  const machine = after([passedOn(), picked(1), judged(1, 'machine')])
  expect(machine.state.transfer?.came).toBe('machine')
  expect(advance(machine.state, picked(1, '1'), 4_000).answer).toEqual({ type: 'hang_up' })
  expect(after([passedOn(), picked(1), picked(1, '1'), judged(1, 'machine')]).state.transfer?.came).toBe('taken')
  expect(after([passedOn(), picked(1), judged(1, 'human')]).answer).toEqual({ type: 'nothing' })
})

test('when nobody comes the agent takes the caller back, on a socket of its own, in the same call', () => {
  const back = after([passedOn(), dialEnded(1, 'no_answer'), dialEnded(2, 'busy')])
  expect(back.answer).toEqual({ type: 'resume', epoch: 2, stopRecording: false, nobodyCame: true })
  expect(back.state).toMatchObject({
    endedBy: null,
    endReason: null,
    ending: null,
    transfer: { is: 'nobody', isOwed: true },
  })
  expect(advance(back.state, dialEnded(2, 'busy'), 4_000)).toEqual(back)
  expect(advance(back.state, dialEnded(1, 'no_answer'), 4_000)).toEqual(back)
  expect(outcomeOf(back.state)).toBe('abandoned')
  const again = after([passedOn(2)], [OWNER], connected(back.state, 2, 5_000))
  expect(again.answer).toEqual({ type: 'dial', leg: 3, person: OWNER, isFirst: true })
})

test('who has talked to somebody was transferred, whoever ends it and whatever is reported first', () => {
  const talked = after([passedOn(), picked(1), picked(1, '1'), dialEnded(1, 'completed', true), ended])
  expect(talked.state).toMatchObject({ endedBy: 'agent', endReason: 'transferred' })
  expect(outcomeOf(talked.state)).toBe('transferred')
  const hungUp = after([passedOn(), picked(1), picked(1, '1'), ended, dialEnded(1, 'completed', true)])
  expect(hungUp.state).toMatchObject({ endedBy: 'agent', endReason: 'transferred' })
  expect(hungUp.answer).toEqual({ type: 'hang_up' })
})

test('a caller who hangs up while others ring ended the call, and was passed to nobody', () => {
  const gone = after([passedOn(), { ...dialEnded(1, 'canceled'), callerPresent: false }, ended])
  expect(gone.answer).toEqual({ type: 'nothing' })
  expect(gone.state).toMatchObject({ endedBy: 'caller', endReason: 'customer_hangup' })
  expect(outcomeOf(gone.state)).toBe('abandoned')
  expect(outcomeOf(after([passedOn(), ended]).state)).toBe('abandoned')
})

test('the socket that ended with it closes late without ending the call', () => {
  const { state } = after([passedOn()])
  expect(socketLost(state, 4_000)).toBe(state)
})

test('without a carrier that says so, who pressed the key has talked and who did not has not', () => {
  expect(after([passedOn(), picked(1), picked(1, '1'), dialEnded(1, 'completed', null)]).answer).toEqual({
    type: 'hang_up',
  })
  expect(after([passedOn(), picked(1), dialEnded(1, 'completed', null)]).answer).toMatchObject({ type: 'dial', leg: 2 })
})

const anyEvent = fc.oneof(
  fc.constant(passedOn()),
  fc.constant(ended),
  fc
    .record({
      leg: fc.integer({ min: 0, max: 3 }),
      how: fc.constantFrom('completed', 'busy', 'no_answer', 'failed', 'canceled'),
      bridged: fc.constantFrom(true, false, null),
      here: fc.boolean(),
    })
    .map(({ leg, how, bridged, here }) => ({
      ...dialEnded(leg, how as DialEnded['how'], bridged),
      callerPresent: here,
    })),
  fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(null, '1', '2', '9')).map(([leg, key]) => picked(leg, key)),
  fc.integer({ min: 0, max: 3 }).map((leg) => judged(leg, 'machine')),
)

test('in any order and any repetition nobody is rung twice, and a caller who is there always has an answer', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
      let { state } = after([passedOn()])
      const rung = new Map([[1, DESK.number]])
      for (const event of events) {
        const { state: next, answer } = advance(state, event, 3_000, [DESK, OWNER])
        if (answer.type === 'dial') {
          expect(rung.get(answer.leg) ?? answer.person.number).toBe(answer.person.number)
          rung.set(answer.leg, answer.person.number)
        }
        const isPresent = event.type === 'dial_ended' && event.callerPresent && !isOver(next.status)
        const isDone = next.transfer?.is === 'taken' || answer.type === 'dial' || answer.type === 'resume'
        if (isPresent) expect(isDone || next.transfer?.is === 'nobody').toBe(true)
        if (isTaken(state)) expect(next.transfer?.came === 'taken' || !isTaken(next)).toBe(true)
        state = next
      }
      expect(new Set(rung.values()).size).toBe(rung.size)
    }),
  )
})
