import { createTask, type NewTask } from '../../tasks/create.ts'
import type { CallHandle } from '../call-handle.ts'

export const TROUBLE_REASON = 'The assistant had technical trouble, and the caller was promised a call back.'

/** Leaves it to the business to call back whom its agent could not help. Safe to repeat; throws when a store is in trouble. */
export async function oweCallback(handle: CallHandle, nowMs: number): Promise<void> {
  const { callbackOwed, callId } = handle.state
  if (callbackOwed !== true) return
  const details = { reason: TROUBLE_REASON }
  const intentKey = `${callId}:callback`
  await leaveCallback(handle, { priority: 'high', details, intentKey, dueAtMs: nowMs }, nowMs)
  await handle.update((state) => ({ ...state, callbackOwed: false }))
}

/** A task: to call whoever is on this call. */
export async function leaveCallback(
  handle: CallHandle,
  task: Pick<NewTask, 'priority' | 'details' | 'intentKey' | 'dueAtMs'>,
  nowMs: number,
): Promise<void> {
  const { callId, personId, keySubject } = handle.state
  const { phone, name } = await handle.memory(nowMs)
  await createTask(handle.ctx(nowMs), {
    ...task,
    kind: 'callback',
    queue: 'front-desk',
    callId,
    personId,
    keySubject: keySubject ?? callId,
    details: { ...task.details, ...(name !== null && { name }), ...(phone !== null && { caller_number: phone }) },
  })
}
