import { admitted } from '../advance.ts'
import type { CallPins, CallState } from '../call-state.ts'

/** With no other word by then, the first row is tried again. */
const ROW_WAIT_MS = 20_000

/** A call that is to be made: nobody has been asked to ring it yet. It waits for that as long as it must. */
export function prepared(callId: string, pins: CallPins, nowMs: number): CallState {
  return {
    ...admitted(callId, pins, nowMs),
    outbound: { judged: null, told: 'nothing', isRowBound: false },
    timers: { work: nowMs + ROW_WAIT_MS },
  }
}
