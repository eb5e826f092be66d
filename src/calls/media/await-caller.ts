import type { CallHandle } from '../call-handle.ts'
import { withTimer } from '../call-state.ts'
import { IDLE_MS } from '../idle.ts'

/** Silence that began while something was open was held back: it counts from now. */
export async function awaitCaller(handle: CallHandle, nowMs: number): Promise<void> {
  if (handle.state.timers.idle !== undefined) return
  await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'idle', nowMs + IDLE_MS) }))
}
