import type { CallHandle } from './call-handle.ts'
import { isOver } from './call.ts'
import { loadAiOff } from './later-talk.ts'
import { withoutSpeech } from './media/without-speech.ts'
import type { RelayLine } from './relay-line.ts'

/**
 * Has no model deal with whoever is on the line from now on: what is being said stops, nothing recorded is kept, and they are
 * told and passed on, or the call ends. A speech vendor hears no more of them either: the carrier comes back without one.
 */
export async function leaveCall(handle: CallHandle, line: RelayLine, nowMs: number): Promise<void> {
  if (isOver(handle.state.status)) return
  const { turnOffAi } = await loadAiOff()
  await turnOffAi(handle, 'elsewhere', nowMs)
  if (handle.outlet === null) return line.breakOff(nowMs)
  await withoutSpeech(handle)
  line.closeQuietly(1011, 'no model')
}
