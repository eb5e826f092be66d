import { errorName, log } from '../../kernel/log.ts'
import { carrierOf } from '../call-carrier.ts'
import type { CallHandle } from '../call-handle.ts'
import type { CallEvent } from '../call.ts'

/**
 * Has the carrier let go of a machine that picked up for somebody we rang, so that the caller need not wait. Tried once:
 * a machine presses no key, so it is let go of without us as well.
 */
export async function dropMachine(
  handle: CallHandle,
  { leg, legCallId }: Extract<CallEvent, { type: 'leg_judged' }>,
  nowMs: number,
): Promise<void> {
  const { transfer, callId } = handle.state
  if (transfer?.leg !== leg || transfer.came !== 'machine') return
  try {
    const api = await carrierOf(handle, nowMs)
    const dropped = await api?.hangUp(legCallId)
    if (!dropped?.ok) log.warn('transfer.machine_not_dropped', { callId, code: dropped?.error.code ?? 'no_account' })
  } catch (error) {
    log.warn('transfer.machine_not_dropped', { callId, code: errorName(error) })
  }
}
