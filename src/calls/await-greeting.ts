import { speechMs } from '../dialogue/heard.ts'
import type { CallHandle } from './call-handle.ts'
import { withTimer, type CallState } from './call-state.ts'
import { IDLE_MS } from './idle.ts'
import { spokenOpening } from './outbound/spoken-opening.ts'

/** Until the greeting's length is known. */
const GREETING_WAIT_MS = 20_000
/** On a socket that replaces a lost one, the caller is waiting for us. */
const RESUME_WAIT_MS = 2_500

/** The call whose socket has just been opened. Who comes back from a transfer is told first that nobody came. */
export function begunAt(state: CallState, nowMs: number): CallState {
  const isSpokenTo = state.reconnects === 0 || state.transfer?.is === 'nobody'
  const waitMs = isSpokenTo ? GREETING_WAIT_MS : RESUME_WAIT_MS
  return { ...state, timers: withTimer(state.timers, 'idle', nowMs + waitMs) }
}

/** Silence begins to count when the greeting has been spoken: as long as its words take, unless the carrier says sooner. */
export async function awaitGreeting(handle: CallHandle, openedAtMs: number): Promise<void> {
  const { reconnects, pins, recordingRefused } = handle.state
  if (reconnects > 0) return
  const recorded = pins.recorded && !recordingRefused
  const { greeting } = spokenOpening(await handle.document(), pins, recorded, openedAtMs)
  const atMs = openedAtMs + speechMs(greeting) + IDLE_MS
  await handle.update((state) =>
    state.timers.idle === undefined ? state : { ...state, timers: withTimer(state.timers, 'idle', atMs) },
  )
}
