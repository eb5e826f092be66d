import { speechMs } from '../dialogue/heard.ts'
import type { CallHandle } from './call-handle.ts'
import { withTimer } from './call-state.ts'
import { IDLE_MS } from './idle.ts'
import { spokenOpening } from './outbound/spoken-opening.ts'

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
