import { judgeSentence, type SpeechVerdict } from '../../dialogue/speech-guard.ts'
import type { CallHandle } from '../call-handle.ts'

/** Whether the vendor's model may say this sentence, by what was really done in the call so far. */
export async function judgeSpoken(handle: CallHandle, sentence: string, nowMs: number): Promise<SpeechVerdict> {
  const { talk } = await handle.memory(nowMs)
  const { confirmed, moved, cancelled, tasks } = talk.tools
  const facts = {
    booked: confirmed.length > 0,
    moved: moved.length > 0,
    cancelled: cancelled.length > 0,
    filed: tasks > 0,
  }
  return judgeSentence(sentence, await handle.document(), facts)
}
