import { resolvePerson } from '../people/resolve.ts'
import type { CallHandle } from './call-handle.ts'

/**
 * Finds out who calls and fetches the key their words are sealed with.
 *
 * Safe to repeat. `phone` is what the carrier said on the socket or in a callback; null when it is withheld, and then
 * the key is the call's own. Throws when a store is in trouble: the talk goes on under the derived key meanwhile.
 */
export async function meetCaller(handle: CallHandle, phone: string | null, nowMs: number): Promise<void> {
  const memory = await handle.memory(nowMs)
  if (phone !== null && memory.phone === null) await handle.remember({ ...memory, phone }, nowMs)
  if (handle.state.keySubject !== null) return
  const known = phone ?? (await handle.memory(nowMs)).phone
  if (known === null && handle.state.pins.phoneToken !== null) return
  if (known === null) {
    await handle.put({ ...handle.state, keySubject: handle.state.callId })
    return
  }
  const { personId, profile, returning } = await resolvePerson(handle.ctx(nowMs), { phone: known })
  await handle.put({ ...handle.state, personId, keySubject: personId, returning })
  // Sealed anew: from here on with the person's key.
  const latest = await handle.memory(nowMs)
  await handle.remember({ ...latest, phone: known, name: latest.name ?? profile.name ?? null }, nowMs)
}
