import { answerDeletion } from '../privacy/answer-deletion.ts'
import { deletionAnswerIn } from '../privacy/deletion-answer.ts'
import { textsOfForm } from './form-texts.ts'
import { formerOf } from './merged-threads.ts'
import type { InboundMessage } from './message.ts'
import { hasOutbox, outboxOf } from './outbox-rows.ts'
import type { ThreadHandle } from './thread-handle.ts'
import { wordsOf } from './words-of.ts'

/** So long after it was told of a deletion can be called off; and a little longer, for what was on its way. */
const TOLD_MS = 26 * 60 * 60 * 1000

interface Written {
  /** Ours. */
  readonly messageId: string
  readonly receivedAtMs: number
  readonly message: Pick<InboundMessage, 'content'>
  /** What was said in a voice note. */
  readonly words?: string
}

/**
 * Stops a deletion that the person was told of by text, where they answer that it is not to be, or not clearly. Of anybody who was
 * told of none, and never was two, nothing is read but the thread's own storage. Safe to repeat.
 *
 * @returns what they are told; null where there is nothing to tell.
 */
export async function heedDeletion(handle: ThreadHandle, written: Written, nowMs: number): Promise<string | null> {
  // What a thread that became part of this one told stands in that one's outbox.
  if (!wasTold(handle, nowMs) && formerOf(handle.storage).length === 0) return null
  const { messageId, receivedAtMs, message, words = '' } = written
  const { content } = message
  const said = content.type === 'form' ? textsOfForm(content).join('. ') : `${wordsOf(content) ?? ''} ${words}`
  // A picture or a reaction says nothing about it.
  const answer = said.trim() === '' ? null : deletionAnswerIn(said)
  if (answer === null) return null
  const { personId } = handle.pins
  return answerDeletion(handle.ctx(nowMs), { personId, answer, messageId, threadId: handle.threadId, receivedAtMs })
}

/** The text is named as privacy/tell-of-deletion.ts names it. */
const wasTold = (handle: ThreadHandle, nowMs: number): boolean =>
  hasOutbox(handle) &&
  outboxOf(handle)
    .exec(
      "SELECT 1 FROM outbox WHERE key >= 'deletion:' AND key < 'deletion;' AND created_at_ms > ? LIMIT 1",
      nowMs - TOLD_MS,
    )
    .toArray().length > 0
