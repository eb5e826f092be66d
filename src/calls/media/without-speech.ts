import { errorName, log } from '../../kernel/log.ts'
import type { CallHandle } from '../call-handle.ts'

/** From here on the call goes without its speech vendor: whoever answers the carrier next connects it to the relay. */
export async function withoutSpeech(handle: CallHandle): Promise<void> {
  await handle.update((state) => ({ ...state, speechOff: true }))
}

/**
 * What the caller said last and nobody answered: the text model takes it up as it would after a lost object, and finds in
 * the ledger what has been done of it. Never throws: whatever a store does, the call must not go on talking to a line that is gone.
 */
export async function leavePending(handle: CallHandle, unanswered: string | null, nowMs: number): Promise<void> {
  if (unanswered === null || unanswered.trim() === '') return
  try {
    await handle.changeMemory((memory) => ({ ...memory, pending: { type: 'said', text: unanswered } }), nowMs)
  } catch (error) {
    log.error('line.words_lost', { callId: handle.state.callId, error: errorName(error) })
  }
}
