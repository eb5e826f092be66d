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

/** Reported a little before it has reached an ear. */
const PLAYED_GRACE_MS = 1_000
/** So much of a goodbye's end is told from everything that was said before. */
const TAIL_CHARS_MAX = 40

/**
 * The call after the carrier reported what it has played. Once that ends with `said`, our last words, a goodbye is over,
 * however long it was thought to take: one that follows on other words has no beginning of its own.
 */
export function playedOut(before: CallState, played: string, said: string, nowMs: number): CallState {
  const state = before.playReported ? before : { ...before, playReported: true }
  const tail = lettersOf(said).slice(-TAIL_CHARS_MAX)
  const { hangUp } = state.timers
  if (state.ending === null || hangUp === undefined || tail === '' || !lettersOf(played).endsWith(tail)) return state
  return { ...state, timers: withTimer(state.timers, 'hangUp', Math.min(hangUp, nowMs + PLAYED_GRACE_MS)) }
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
