import { createTask } from '../../tasks/create.ts'
import type { CallHandle } from '../call-handle.ts'
import type { CallState } from '../call-state.ts'
import { isOver } from '../call.ts'
import { listedDetails, listedIntent, NEEDS_ANOTHER_TIME } from './listed-task.ts'

function isOwed({ outbound, status, outcomes, minorSaid }: CallState): boolean {
  const { stage, isOver: isSaid } = outbound?.lead ?? {}
  return stage === 'moving' && isSaid !== true && isOver(status) && !outcomes.includes('opted_out') && !minorSaid
}

/** Whoever needs another time and rings off before saying when is left to people all the same. Safe to repeat; throws in trouble. */
export async function oweListed(handle: CallHandle, nowMs: number): Promise<void> {
  const { pins, callId, personId, keySubject } = handle.state
  const lead = handle.state.outbound?.lead
  if (lead === undefined || !isOwed(handle.state)) return
  const { phone, name, about = {} } = await handle.memory(nowMs)
  await createTask(handle.ctx(nowMs), {
    kind: 'callback',
    priority: 'normal',
    queue: 'front-desk',
    callId,
    personId,
    keySubject: keySubject ?? callId,
    details: {
      ...listedDetails(about),
      reason: NEEDS_ANOTHER_TIME,
      ...(name !== null && { name }),
      ...(phone !== null && { caller_number: phone }),
    },
    intentKey: listedIntent(pins.outbound?.memberId ?? callId, 'move'),
  })
  await handle.update((state) => ({
    ...state,
    outcomes: [...state.outcomes, 'callback_task'],
    ...(state.outbound !== undefined && { outbound: { ...state.outbound, lead: { ...lead, isOver: true } } }),
  }))
}
