import type { AgentDocument } from '../../agents/agent-document.ts'
import { mergedInto } from '../merged-threads.ts'
import type { NewOutboxRow } from '../outbox-rows.ts'
import { doneToAnswer } from '../to-answer.ts'
import type { WantedMessage } from '../wanted-message.ts'
import type { AnswerDeps } from './answer-deps.ts'
import { setAnsweredBy } from './answered-by.ts'
import type { Answered } from './answer-burst.ts'
import type { Waiting } from './take-burst.ts'
import { conversationIdOf, putMemory, sealMemory } from './written-memory.ts'

/** To whom a reply goes, and in whose words. */
export interface ReplyTo {
  readonly last: Waiting
  readonly document: AgentDocument
}

/**
 * Leaves the reply to be sent, remembers the turn, and takes the messages from what waits: one write, so that whoever is
 * restarted either answers them again or has answered them.
 */
export async function keepAnswer(
  { handle, outbox }: AnswerDeps,
  { last, document }: ReplyTo,
  { answered, seqs }: { readonly answered: Answered; readonly seqs: readonly number[] },
  nowMs: number,
): Promise<void> {
  const { memory, messages, handsOver, isConfirmation } = answered
  const { message, provider, messageId } = last
  const wanted = messages.map((content, index): WantedMessage => ({
    channel: message.channel,
    provider,
    line: message.line,
    to: { phone: message.sender.phone, userId: message.sender.userId },
    content,
    author: 'agent',
    repliesTo: messageId,
    key: `answer:${conversationIdOf(handle, memory)}.${memory.turns}:${index}`,
    isConfirmation,
    keepsWords: document.privacy.store === 'everything',
  }))
  const prepared: NewOutboxRow[] = []
  for (const one of wanted) prepared.push(await outbox.prepare(one, nowMs))
  const sealed = await sealMemory(handle, memory)
  handle.storage.transactionSync(() => {
    // Whoever it is to is in another thread by now, which was given what waits here, and answers it.
    if (mergedInto(handle.storage) !== null) return
    for (const row of prepared) outbox.put(row)
    putMemory(handle, memory, sealed)
    if (handsOver) setAnsweredBy(handle, 'staff', nowMs)
    doneToAnswer(handle, seqs)
  })
}
