import { and, eq } from 'drizzle-orm'
import { errorName, log } from '../kernel/log.ts'
import { calls } from '../records/calls/table.ts'
import type { CallHandle } from './call-handle.ts'
import { FRESH_MEMORY } from './call-memory.ts'
import { withTimer, type CallState } from './call-state.ts'
import { isOver } from './call.ts'
import { meetQuietly } from './meet.ts'
import { oweOptOut } from './owe-opt-out.ts'

/**
 * Whoever calls was erased, while the call is not done with.
 *
 * The erasure does not wait for them to ring off, and does not ring off for them: what was said until now is gone, unwritten, and its
 * recording is not kept, for it has that in it. Who is still on the line goes on as somebody new, known by nothing but the number they
 * call from, as if they had called after it. Of a call that is not written down yet a row stays that tells of nobody. Safe to repeat.
 */
export async function forgetCaller(handle: CallHandle, people: readonly string[], nowMs: number): Promise<void> {
  const { personId, keySubject } = handle.state
  if (![personId, keySubject].some((id) => id !== null && people.includes(id))) return
  // That they asked not to be contacted outlives them.
  await oweOptOut(handle, nowMs)
  const isTalking = !isOver(handle.state.status)
  const phone = isTalking ? await phoneOf(handle, nowMs) : null
  await handle.forgetWords({ ...FRESH_MEMORY, phone }, (state) => withoutCaller(state, nowMs), nowMs)
  await handle.arm()
  // One that is written down to its end goes with the other rows.
  if (!handle.state.rows.completed) await unlinkRow(handle, nowMs)
  if (isTalking) await meetQuietly(handle, phone, nowMs)
}

async function unlinkRow(handle: CallHandle, nowMs: number): Promise<void> {
  const { db, tenantId } = handle.ctx(nowMs)
  const mine = and(eq(calls.id, handle.state.callId), eq(calls.tenantId, tenantId))
  const nobody = { personId: null, sealedNumber: null, maskedNumber: null, updatedAtMs: nowMs }
  await db.update(calls).set(nobody).where(mine)
}

/** Null where their key is gone already: the carrier names the number again with its next word. */
async function phoneOf(handle: CallHandle, nowMs: number): Promise<string | null> {
  try {
    return (await handle.memory(nowMs)).phone
  } catch (error) {
    log.warn('call.memory_closed', { callId: handle.state.callId, error: errorName(error) })
    return null
  }
}

function withoutCaller(state: CallState, nowMs: number): CallState {
  const { owedWords: _, callbackOwed: __, ...rest } = state
  const { voicemail, strayRecordings } = state
  // What was left after a tone is dropped as a recording of nobody's: it goes at the carrier.
  const strays = voicemail?.is === 'ready' ? [...strayRecordings, voicemail.recordingId] : strayRecordings
  return {
    ...rest,
    personId: null,
    keySubject: isOver(state.status) ? state.callId : null,
    returning: false,
    recordingRefused: true,
    stopOwed: state.stopOwed || (!isOver(state.status) && state.recording.is === 'expected'),
    strayRecordings: strays,
    voicemail: voicemail === null || voicemail.is === 'settled' ? voicemail : { is: 'settled', as: 'not_kept' },
    timers: withTimer(withTimer(state.timers, 'words', null), 'work', nowMs),
  }
}
