import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CALL, PINS } from '../../../test/builders/pinned-call.ts'
import { admitted, advance, connected } from '../advance.ts'
import type { Answer } from '../answer.ts'
import type { CallPins, CallState, FailingState, TransferPerson } from '../call-state.ts'
import type { CallEvent } from '../call.ts'

const DESK: TransferPerson = { number: '+12125550190', mode: 'warm' }
const failed = (epoch = 1): CallEvent => ({
  type: 'relay_ended',
  call: CALL,
  how: 'ended_by_us',
  callerPresent: true,
  handoff: '{"reason":"failed"}',
  errorCode: null,
  epoch,
})
const unanswered = (leg: number): CallEvent => ({
  type: 'dial_ended',
  call: CALL,
  leg,
  how: 'no_answer',
  bridged: false,
  callerPresent: true,
})
const fellBack: CallEvent = {
  type: 'fallback',
  call: CALL,
  from: null,
  to: PINS.ourNumber,
  errorCode: '11200',
}

function after(pins: Partial<CallPins>, ...events: readonly CallEvent[]): { state: CallState; answer: Answer } {
  let state = connected(admitted('call_1', { ...PINS, ...pins }, 1_000), 1, 2_000)
  let answer: Answer = { type: 'nothing' }
  for (const event of events) ({ state, answer } = advance(state, event, 3_000))
  return { state, answer }
}

describe('a caller whose agent cannot go on', () => {
  test('is put through to a person where nothing else was chosen, and told why', () => {
    const { answer } = after({ standIns: [DESK] }, failed())
    expect(answer).toEqual({ type: 'dial', leg: 1, person: DESK, isFirst: true, trouble: true })
  })

  test('may leave a voicemail when nobody comes, and does not come back to the agent', () => {
    const { answer } = after({ standIns: [DESK] }, failed(), unanswered(1))
    expect(answer).toEqual({ type: 'voicemail', stopRecording: true, trouble: true })
  })

  test('gets the voicemail that was chosen, whoever might be rung', () => {
    const { answer } = after({ standIns: [DESK], onFailure: 'voicemail' }, failed())
    expect(answer).toMatchObject({ type: 'voicemail', trouble: true })
  })

  test('is called back where that was chosen, or where nothing is kept, and the business owes it', () => {
    for (const pins of [{ onFailure: 'message' as const, standIns: [DESK] }, { keepsAudio: false }]) {
      const { state, answer } = after(pins, failed())
      expect(answer).toEqual({ type: 'will_call_back' })
      expect(state).toMatchObject({ callbackOwed: true, endReason: 'provider_llm_error', outcomes: ['callback_task'] })
    }
  })

  test('is promised nothing where nobody knows their number', () => {
    const { state, answer } = after({ onFailure: 'message', phoneToken: null }, failed())
    expect(answer).toEqual({ type: 'apologise' })
    expect(state.callbackOwed).toBeUndefined()
  })
})

test('whatever is reported again, in whatever order, the caller gets one way after the other and never the agent', () => {
  const event = fc.constantFrom<CallEvent>(failed(), failed(1), unanswered(1), unanswered(2), fellBack)
  const pins = fc.record({
    onFailure: fc.constantFrom<FailingState['is']>('person', 'voicemail', 'message'),
    standIns: fc.constantFrom<readonly TransferPerson[]>([], [DESK]),
    keepsAudio: fc.boolean(),
  })
  const rank = (state: CallState): number => ['person', 'voicemail', 'message'].indexOf(state.failing?.is ?? '')
  fc.assert(
    fc.property(pins, fc.array(event, { maxLength: 12 }), (chosen, events) => {
      let { state } = after(chosen, failed())
      for (const one of events) {
        const before = state
        const step = advance(state, one, 4_000)
        state = step.state
        expect(['resume', 'greet', 'listen']).not.toContain(step.answer.type)
        expect(rank(state)).toBeGreaterThanOrEqual(rank(before))
        expect(advance(state, one, 4_000)).toEqual({ state, answer: expect.anything() as Answer })
      }
      expect(state.outcomes.filter((one) => one === 'callback_task').length).toBeLessThanOrEqual(1)
    }),
  )
})
