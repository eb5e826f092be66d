import type { Answer, Step } from '../answer.ts'
import { LOST_WAIT_MS, withTimer, type CallState, type GatherState } from '../call-state.ts'

/** What a document takes to be said and answered at the most: a long reply, a long answer. */
const ANSWER_MS_MAX = 180_000

/** How a talk without a socket begins. */
type Beginning = Pick<GatherState, 'says' | 'announces' | 'stopRecording'>

/**
 * From here on the talk goes on without a socket, in the same call and the same memory: what the caller says or presses
 * is posted, and answered with what to say next.
 */
export function beginGather(state: CallState, begins: Beginning, nowMs: number): Step {
  if (state.gather !== null) return { state, answer: answerOfGather(state) }
  const gather = { ...begins, nth: 1, turnsBefore: state.turns }
  const timers = withTimer(withTimer(state.timers, 'idle', null), 'hangUp', null)
  const begun = { ...state, gather, ending: null, timers: withTimer(timers, 'lost', nowMs + ANSWER_MS_MAX) }
  return { state: begun, answer: answerOfGather(begun) }
}

/** The newest answer, for whoever asks again. */
export function answerOfGather({ gather, pins, recordingRefused }: CallState): Answer {
  if (gather === null) return { type: 'hang_up' }
  const { nth, says, announces, stopRecording } = gather
  return {
    type: 'listen',
    nth,
    says,
    announces,
    stopRecording,
    recorded: pins.recorded && !recordingRefused,
  }
}

/** What the caller said has been answered: the next answer is handed out. */
export function nextGather(state: CallState, change: Partial<Beginning>, nowMs: number): CallState {
  if (state.gather === null) return state
  // Without a turn nothing is to be said: what was said before is not said again.
  const says = state.turns > state.gather.turnsBefore ? 'reply' : 'nothing'
  const next = { says: says as GatherState['says'], announces: false, stopRecording: false, ...change }
  const gather = { ...next, nth: state.gather.nth + 1, turnsBefore: state.turns }
  return { ...state, gather, timers: withTimer(state.timers, 'lost', nowMs + ANSWER_MS_MAX) }
}

/** The caller has been heard without a socket: they are on the line. */
export const heardWithout = (state: CallState, nowMs: number): CallState =>
  state.status === 'ringing' ? { ...state, status: 'in_progress', answeredAtMs: state.answeredAtMs ?? nowMs } : state

/** The caller is gone, or is let go: their call's status follows, or this timer ends it. */
export const leftGather = (state: CallState, nowMs: number): CallState => ({
  ...state,
  timers: withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS),
})
