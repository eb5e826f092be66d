import { objectTo } from '../consent/change-wishes.ts'
import { mustBeLeftAlone } from '../consent/left-alone.ts'
import type { CallHandle } from './call-handle.ts'
import { withTimer, type CallState } from './call-state.ts'
import { isOver } from './call.ts'

/**
 * From here on no model hears or answers whoever is on the line, and nothing recorded of the call is kept; the carrier is told
 * to stop recording. `said`: in this very call, and owed is that the records know of it.
 */
export async function turnOffAi(handle: CallHandle, by: 'said' | 'elsewhere', nowMs: number): Promise<void> {
  await handle.update((state) => {
    if (state.aiOff !== undefined) return state
    const timers = withTimer(state.timers, 'work', nowMs)
    return { ...withoutRecording(state), aiOff: { isOwed: by === 'said' }, timers }
  })
}

function withoutRecording(state: CallState): CallState {
  if (state.recordingRefused || state.recording.is === 'none') return state
  return { ...state, recordingRefused: true, stopOwed: !isOver(state.status) }
}

/** What was said in this call stands for every other. Safe to repeat; throws when a store is in trouble. */
export async function oweObjection(handle: CallHandle, nowMs: number): Promise<void> {
  const { aiOff, personId } = handle.state
  if (aiOff?.isOwed !== true || personId === null) return
  await objectTo(handle.ctx(nowMs), personId, true, 'voice')
  await handle.update((state) => ({ ...state, aiOff: { isOwed: false } }))
}

/**
 * Whoever objected before the call, or while it began, is found out here: once its row can be found by whoever objects from
 * now on.
 */
export async function heedObjection(handle: CallHandle, nowMs: number): Promise<void> {
  const { aiOff, personId } = handle.state
  if (aiOff !== undefined || personId === null) return
  if (await mustBeLeftAlone(handle.ctx(nowMs), personId)) await turnOffAi(handle, 'elsewhere', nowMs)
}
