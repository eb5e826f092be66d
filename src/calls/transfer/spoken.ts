import type { Answer } from '../answer.ts'
import type { CallHandle } from '../call-handle.ts'
import type { CallEvent } from '../call.ts'
import type { TransferPerson } from '../call-state.ts'
import { errorName, log } from '../../kernel/log.ts'
import { readHandoff } from '../handoff.ts'
import { nobodyCameWords, noteNobodyCame } from './nobody-came.ts'
import { peopleToTry } from './people.ts'
import { whisperWords } from './whisper-words.ts'

/**
 * Whom to ring, where `event` passes the caller on: whom the document says. When that cannot be had, whom we have said
 * ourselves, as far as the call remembers it; what comes back to us in a webhook is nobody's word.
 */
export async function whomToRing(
  handle: CallHandle,
  event: CallEvent,
  nowMs: number,
): Promise<readonly TransferPerson[]> {
  if (event.type !== 'relay_ended' || event.how !== 'ended_by_us') return []
  const { reason, to, mode, digits } = readHandoff(event.handoff)
  if (reason !== 'transfer' || to === undefined) return []
  try {
    return peopleToTry(await handle.document(), { number: to, mode, sendDigits: digits }, nowMs)
  } catch (error) {
    log.warn('transfer.document_missing', { callId: handle.state.callId, error: errorName(error) })
    return event.handoff === handle.state.ending?.handoff ? [{ number: to, mode: 'cold' }] : []
  }
}

/** Without a socket, what the turn came to is said with the answer. */
function saysReply(answer: Answer): boolean {
  if (answer.type === 'listen') return answer.says === 'reply'
  return (
    answer.type === 'goodbye' ||
    answer.type === 'will_call_back' ||
    answer.type === 'voicemail' ||
    (answer.type === 'dial' && answer.isFirst)
  )
}

/** The words of this call that `answer` needs: they are not in the agent document alone. Null for one that needs none. */
export async function wordsOf(handle: CallHandle, answer: Answer, nowMs: number): Promise<string | null> {
  const { state } = handle
  const isBack =
    answer.type === 'resume' ? answer.nobodyCame : answer.type === 'listen' && answer.says === 'nobody_came'
  if (isBack) {
    const words = nobodyCameWords(await handle.document(), state)
    await noteNobodyCame(handle, words, nowMs)
    return words
  }
  if (state.gather !== null && saysReply(answer)) return (await handle.memory(nowMs)).replies.at(-1)?.text ?? null
  const person = state.transfer?.people[state.transfer.at]
  if (answer.type !== 'whisper' || person === undefined) return null
  return whisperWords(await handle.published(), person, state, await handle.memory(nowMs))
}
