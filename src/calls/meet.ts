import { errorName, log } from '../kernel/log.ts'
import { resolvePerson } from '../people/resolve.ts'
import type { CallHandle } from './call-handle.ts'

/**
 * Finds out who calls and fetches the key their words are sealed with.
 *
 * Safe to repeat. `phone` is what the carrier said on the socket or in a callback; null when it is withheld, and then
 * the key is the call's own. Throws when a store is in trouble: the talk goes on under the derived key meanwhile.
 */
export async function meetCaller(handle: CallHandle, phone: string | null, nowMs: number): Promise<void> {
  await notePhone(handle, phone, nowMs)
  if (handle.state.keySubject !== null) return
  const known = (await handle.memory(nowMs)).phone
  if (known === null && handle.state.pins.phoneToken !== null) return
  if (known === null) {
    await handle.update((state) => ({ ...state, keySubject: state.keySubject ?? state.callId }))
    return
  }
  const { personId, profile, returning } = await resolvePerson(handle.ctx(nowMs), { phone: known })
  await handle.update((state) =>
    state.keySubject === null ? { ...state, personId, keySubject: personId, returning } : state,
  )
  // Sealed anew: from here on with the person's key.
  await handle.changeMemory((memory) => ({ ...memory, name: memory.name ?? profile.name ?? null }), nowMs)
}

/** Remembers the number the carrier names, unless one is known. */
export async function notePhone(handle: CallHandle, phone: string | null, nowMs: number): Promise<void> {
  if (phone === null) return
  await handle.changeMemory((memory) => (memory.phone === null ? { ...memory, phone } : memory), nowMs)
}

/** {@link meetCaller}, and where a store is in trouble the talk goes on without. */
export async function meetQuietly(handle: CallHandle, phone: string | null, nowMs: number): Promise<void> {
  try {
    await meetCaller(handle, phone, nowMs)
  } catch (error) {
    log.warn('call.meeting_failed', { callId: handle.state.callId, error: errorName(error) })
  }
}
