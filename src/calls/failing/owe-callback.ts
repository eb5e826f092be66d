import { createTask } from '../../tasks/create.ts'
import type { CallHandle } from '../call-handle.ts'

export const TROUBLE_REASON = 'The assistant had technical trouble, and the caller was promised a call back.'

/** Leaves it to the business to call back whom its agent could not help. Safe to repeat; throws when a store is in trouble. */
export async function oweCallback(handle: CallHandle, nowMs: number): Promise<void> {
  const { callbackOwed, callId, personId, keySubject } = handle.state
  if (callbackOwed !== true) return
  const { phone, name } = await handle.memory(nowMs)
  await createTask(handle.ctx(nowMs), {
    kind: 'callback',
    priority: 'high',
    queue: 'front-desk',
    callId,
    personId,
    keySubject: keySubject ?? callId,
    details: {
      reason: TROUBLE_REASON,
      ...(name !== null && { name }),
      ...(phone !== null && { caller_number: phone }),
    },
    intentKey: `${callId}:callback`,
    dueAtMs: nowMs,
  })
  await handle.update((state) => ({ ...state, callbackOwed: false }))
}
