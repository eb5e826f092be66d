import { carrierOf } from '../call-carrier.ts'
import type { CallHandle } from '../call-handle.ts'
import { isOver } from '../call.ts'

/**
 * Has the carrier end a call of ours that has been picked up. One in which they asked for that is left: it says that it was
 * heard, and ends by itself. Throws when it is worth trying again.
 */
export async function endUnwanted(handle: CallHandle, nowMs: number): Promise<void> {
  const { status, outcomes, optOutOwedAtMs, pins } = handle.state
  const isSaidHere = handle.isAskedHere || optOutOwedAtMs !== undefined || outcomes.includes('opted_out')
  if (isOver(status) || isSaidHere) return
  const ended = await (await carrierOf(handle, nowMs))?.hangUp(pins.carrierCallId)
  if (ended?.ok === false) throw new Error('the carrier has not ended the call')
}
