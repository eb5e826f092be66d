import type { CallHandle } from '../call-handle.ts'
import type { CallAbout } from '../call-memory.ts'
import type { CallPins } from '../call-state.ts'
import { doOwedWork } from '../owed-work.ts'
import { prepared } from './prepared.ts'

/** A call that is to be made, and what its object needs to know before anybody is rung. */
export interface CallToMake {
  readonly callId: string
  readonly pins: CallPins
  /** E.164. */
  readonly phone: string
  readonly about: CallAbout
}

/** Makes a call ready to be rung, with its row for whoever asked for it. Safe to repeat. */
export async function prepareCall(handle: CallHandle, { callId, pins, phone, about }: CallToMake, nowMs: number) {
  if (handle.isForgotten) return
  await handle.begin(() => prepared(callId, pins, nowMs))
  await handle.changeMemory((memory) => (memory.phone === null ? { ...memory, phone, about } : memory), nowMs)
  await handle.arm()
  if (!handle.state.rows.first) await doOwedWork(handle, nowMs)
}
