import { open } from '../../vault/seal.ts'
import type { InboundMessage } from '../message.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import { toAnswerPlace, type MessageToAnswer, type ToAnswer } from '../to-answer.ts'
import { WINDOW_MS } from '../window.ts'

/** A message that waits for an answer, opened. */
export interface Waiting {
  readonly seq: number
  readonly messageId: string
  readonly provider: string
  readonly receivedAtMs: number
  readonly message: InboundMessage
  /** A voice note in words. */
  readonly words?: string
}

/** What was written to the same number as the first: one burst. The rest has its turn after it. */
export function oneLine(rows: readonly ToAnswer[], opened: readonly (Waiting | null)[]): readonly (Waiting | null)[] {
  const first = opened.find((one) => one !== null)
  if (first === undefined) return opened
  return opened.filter(
    (one, index) =>
      one === null ||
      (rows[index]?.provider === first.provider &&
        one.message.line === first.message.line &&
        one.message.channel === first.message.channel),
  )
}

/** The message itself, or null when it does not open any more: its person was erased. */
export async function openWaiting(handle: ThreadHandle, row: ToAnswer): Promise<Waiting | null> {
  const place = toAnswerPlace(handle.pins.tenantId, row.providerMessageId)
  const text = await open(await handle.key(), place, row.sealed)
  if (text === null) return null
  const { message, words } = JSON.parse(text) as MessageToAnswer
  const { seq, messageId, provider, receivedAtMs } = row
  return { seq, messageId, provider, receivedAtMs, message, ...(words !== undefined && { words }) }
}

/** Whether an answer could still reach whoever wrote it, and is meant for them alone. */
export const isAnswerable = ({ message }: Waiting, nowMs: number): boolean =>
  message.groupId === null && nowMs - message.sentAtMs < WINDOW_MS
