import type { CallHandle } from '../call-handle.ts'
import type { Outcome } from '../call.ts'
import { isOver } from '../call.ts'
import { leaveCallback } from '../failing/owe-callback.ts'
import { listedDetails, listedIntent, NEEDS_ANOTHER_TIME } from './listed-task.ts'

/** Of a call whose task is left, or of somebody who is not to be called. */
const SETTLED: readonly Outcome[] = ['callback_task', 'opted_out']

/** Whoever needs another time and rings off before saying when is left to people all the same. Safe to repeat; throws in trouble. */
export async function oweListed(handle: CallHandle, nowMs: number): Promise<void> {
  const { outbound, pins, callId, status, outcomes, minorSaid } = handle.state
  if (outbound?.lead?.stage !== 'moving' || !isOver(status) || minorSaid) return
  if (outcomes.some((outcome) => SETTLED.includes(outcome))) return
  const { about = {} } = await handle.memory(nowMs)
  const details = { ...listedDetails(about), reason: NEEDS_ANOTHER_TIME }
  const intentKey = listedIntent(pins.outbound?.memberId ?? callId, 'move')
  await leaveCallback(handle, { priority: 'normal', details, intentKey }, nowMs)
  await handle.update((state) => ({ ...state, outcomes: [...state.outcomes, 'callback_task'] }))
}
