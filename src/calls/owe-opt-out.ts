import { suppress } from '../consent/suppress.ts'
import type { CallHandle } from './call-handle.ts'

/** Who asked on this call not to be contacted, as the opt-out needs it; null for one whose number is hidden. */
export async function optOut(handle: CallHandle, atMs: number, nowMs: number): Promise<'done' | 'hidden'> {
  const { callId, personId, pins } = handle.state
  // Admission knew the number's token, whatever was heard of the number since.
  const phone = (await handle.memory(nowMs)).phone ?? (pins.phoneToken === null ? null : { token: pins.phoneToken })
  if (phone === null) return 'hidden'
  handle.isAskedHere = true
  await suppress(handle.ctx(nowMs), { phone, reason: 'asked_on_call', source: 'voice', callId, personId, atMs })
  return 'done'
}

/** An opt-out that could not be written when it was said is tried until it is. Safe to repeat; throws in trouble. */
export async function oweOptOut(handle: CallHandle, nowMs: number): Promise<void> {
  const { optOutOwedAtMs } = handle.state
  if (optOutOwedAtMs === undefined) return
  await optOut(handle, optOutOwedAtMs, nowMs)
  await handle.update((state) => {
    const { optOutOwedAtMs: _, ...done } = state
    return done
  })
}
