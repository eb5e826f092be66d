import { withTimer, type CallState } from './call-state.ts'

/** The carrier says that the agent has fallen silent before we reckoned: so much the sooner is the caller's silence one. */
export const sooner = (state: CallState, idleAtMs: number): CallState =>
  (state.timers.idle ?? 0) > idleAtMs + SOONER_MS_MIN
    ? { ...state, timers: withTimer(state.timers, 'idle', idleAtMs) }
    : state

/** Not worth a write. */
const SOONER_MS_MIN = 1_000
