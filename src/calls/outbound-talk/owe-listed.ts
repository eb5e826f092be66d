import type { CallHandle } from '../call-handle.ts'
import type { Outcome } from '../call.ts'
import { isOver } from '../call.ts'
import { leaveCallback } from '../failing/owe-callback.ts'
import { LISTED, listedDetails, listedIntent } from './listed-task.ts'

/** Of a call whose task is left, or of somebody who is not to be called. */
const SETTLED: readonly Outcome[] = ['callback_task', 'opted_out']

/** What is left to people of somebody who rings off in the middle of saying that they cannot come then. */
const LEFT = { moving: 'move', cancelling: 'callback' } as const

/**
 * Whoever needs another time, or cannot come, and rings off before that is told is left to people all the same. Safe to repeat; throws
 * in trouble.
 */
export async function oweListed(handle: CallHandle, nowMs: number): Promise<void> {
  const { outbound, pins, callId, status, outcomes, minorSaid } = handle.state
  const stage = outbound?.lead?.stage
  if ((stage !== 'moving' && stage !== 'cancelling') || !isOver(status) || minorSaid) return
  if (outcomes.some((outcome) => SETTLED.includes(outcome))) return
  const { about = {} } = await handle.memory(nowMs)
  // What is in a diary of ours stays as it is until they say so.
  if (about.bookingId !== undefined) return
  const what = LEFT[stage]
  const details = { ...listedDetails(about), reason: LISTED[what] }
  const intentKey = listedIntent(pins.outbound?.memberId ?? callId, what, callId)
  await leaveCallback(handle, { priority: 'normal', details, intentKey }, nowMs)
  await handle.update((state) => ({ ...state, outcomes: [...state.outcomes, 'callback_task'] }))
}
