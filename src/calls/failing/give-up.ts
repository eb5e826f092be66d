import type { Answer, Step } from '../answer.ts'
import { isOver } from '../call.ts'
import { LOST_WAIT_MS, withTimer, type CallState, type FailingState } from '../call-state.ts'
import { answerOfTransfer, beginTransfer } from '../transfer/advance-transfer.ts'
import { beginVoicemail } from '../voicemail/advance-voicemail.ts'

const WAYS: readonly FailingState['is'][] = ['person', 'voicemail', 'message']

/**
 * The agent itself cannot go on: the caller gets what their business has chosen for that, or the next that can be had.
 * Asked again, the same.
 */
export function giveUp(state: CallState, nowMs: number): Step {
  if (isOver(state.status)) return { state, answer: { type: 'hang_up' } }
  const { failing } = state
  if (failing === undefined) return begin(state, WAYS.indexOf(state.pins.onFailure ?? 'person'), nowMs)
  const isInVain = failing.is === 'person' && (state.transfer === null || state.transfer.is === 'nobody')
  return isInVain ? begin(state, WAYS.indexOf('voicemail'), nowMs) : { state, answer: answerOf(state, failing, nowMs) }
}

function answerOf(state: CallState, { is }: FailingState, nowMs: number): Answer {
  if (is === 'person') return troubled(answerOfTransfer(state))
  return is === 'voicemail' ? troubled(beginVoicemail(state, nowMs).answer) : messageOf(state)
}

const messageOf = ({ pins }: CallState): Answer =>
  pins.phoneToken === null ? { type: 'apologise' } : { type: 'will_call_back' }

/** Said first, wherever the caller goes from here. */
const troubled = (answer: Answer): Answer =>
  answer.type === 'voicemail' || (answer.type === 'dial' && answer.isFirst) ? { ...answer, trouble: true } : answer

function begin(state: CallState, from: number, nowMs: number): Step {
  const people = state.pins.standIns ?? []
  const can = { person: people.length > 0, voicemail: state.pins.keepsAudio !== false, message: true }
  const is = WAYS.slice(from).find((way) => can[way]) ?? 'message'
  const failing = { ...state, failing: { is } }
  if (is === 'message') return leaveMessage(failing, nowMs)
  const step = is === 'person' ? beginTransfer(failing, people, nowMs) : beginVoicemail(failing, nowMs)
  return { ...step, answer: troubled(step.answer) }
}

/** Nobody can be had: the business is asked to call back, and the call is over. */
function leaveMessage(state: CallState, nowMs: number): Step {
  const isKnown = state.pins.phoneToken !== null
  const timers = withTimer(withTimer(state.timers, 'idle', null), 'lost', nowMs + LOST_WAIT_MS)
  const left = {
    ...state,
    ending: null,
    endedBy: 'system' as const,
    endReason: 'provider_llm_error' as const,
    timers: isKnown ? withTimer(timers, 'work', nowMs) : timers,
    ...(isKnown && { callbackOwed: true, outcomes: [...state.outcomes, 'callback_task' as const] }),
  }
  return { state: left, answer: messageOf(state) }
}

/** Nothing leads a caller back to an agent that cannot go on. */
export function stillFailing({ state, answer }: Step, nowMs: number): Step {
  const leadsBack = answer.type === 'resume' || answer.type === 'listen' || answer.type === 'greet'
  return state.failing !== undefined && leadsBack ? giveUp(state, nowMs) : { state, answer }
}
