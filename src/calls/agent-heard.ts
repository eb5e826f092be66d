import { withTimer, type CallState } from './call-state.ts'
import { IDLE_MS } from './idle.ts'
import { sooner } from './sooner.ts'

const SPEECH_END_GRACE_MS = 400

/** The call after the carrier said that the agent's words are on the line, or over: after the goodbye it hangs up. */
export function agentHeard(state: CallState, on: boolean, nowMs: number): CallState {
  if (state.ending === null) return on ? state : sooner(state, nowMs + IDLE_MS)
  if (on && state.ending.speechSeen) return state
  if (on) return { ...state, ending: { ...state.ending, speechSeen: true } }
  if (!state.ending.speechSeen) return state
  return { ...state, timers: withTimer(state.timers, 'hangUp', nowMs + SPEECH_END_GRACE_MS) }
}
