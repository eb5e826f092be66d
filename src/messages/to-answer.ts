import type { Place } from '../vault/seal.ts'
import type { ContentType, InboundMessage } from './message.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** A message that was filed, and that nobody has answered yet. */
export interface ToAnswer {
  readonly seq: number
  /** The name of it that it was received under: the same message is in here once. */
  readonly providerMessageId: string
  /** Ours. */
  readonly messageId: string
  readonly provider: string
  /** What kind of message it is: whether the end of a burst is waited for depends on it. */
  readonly type: ContentType
  /** An {@link InboundMessage} as JSON, sealed for {@link toAnswerPlace} with the person's key. */
  readonly sealed: string
  /** By the platform's clock. */
  readonly sentAtMs: number
  readonly receivedAtMs: number
}

/** More than this many unanswered messages are read at one go by nobody: the oldest come first. */
export const TO_ANSWER_READ_MAX = 50

export const toAnswerPlace = (tenantId: string, providerMessageId: string): Place => ({
  tenantId,
  table: 'to_answer',
  recordId: providerMessageId,
  field: 'message',
})

/** What is sealed of a message that is to be answered. `words`: what was said in a voice note. */
export interface MessageToAnswer {
  readonly message: InboundMessage
  readonly words?: string
}

const TABLE = `CREATE TABLE IF NOT EXISTS to_answer (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  provider_message_id TEXT NOT NULL UNIQUE,
  message_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  type TEXT NOT NULL,
  sealed TEXT NOT NULL,
  sent_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL
)`

type Storage = Pick<ThreadHandle, 'sql'>

/** Made when something is put in: a thread that is only asked a question writes nothing. */
const isThere = ({ sql }: Storage): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'to_answer'").toArray().length > 0

/** Notes that a message is to be answered, once. Synchronous: it is one write with what is written beside it. */
export function addToAnswer(handle: Storage, item: Omit<ToAnswer, 'seq'>): void {
  handle.sql.exec(TABLE)
  handle.sql.exec(
    `INSERT INTO to_answer (provider_message_id, message_id, provider, type, sealed, sent_at_ms, received_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    item.providerMessageId,
    item.messageId,
    item.provider,
    item.type,
    item.sealed,
    item.sentAtMs,
    item.receivedAtMs,
  )
}

/** What nobody has answered yet: as it was sent, at most {@link TO_ANSWER_READ_MAX}. */
export function peekToAnswer(handle: Storage): readonly ToAnswer[] {
  if (!isThere(handle)) return []
  const rows = handle.sql.exec(
    `SELECT seq, provider_message_id AS providerMessageId, message_id AS messageId, provider, type, sealed,
       sent_at_ms AS sentAtMs, received_at_ms AS receivedAtMs
     FROM to_answer ORDER BY sent_at_ms, seq LIMIT ?`,
    TO_ANSWER_READ_MAX,
  )
  return rows.toArray() as unknown as ToAnswer[]
}

/** When what nobody has answered yet came in, and what kind it is. Asked after every change, so nothing is opened for it. */
export function toAnswerTimes(handle: Storage): readonly Pick<ToAnswer, 'type' | 'receivedAtMs'>[] {
  if (!isThere(handle)) return []
  const rows = handle.sql.exec(
    'SELECT type, received_at_ms AS receivedAtMs FROM to_answer ORDER BY sent_at_ms, seq LIMIT ?',
    TO_ANSWER_READ_MAX,
  )
  return rows.toArray() as unknown as Pick<ToAnswer, 'type' | 'receivedAtMs'>[]
}

/** Takes out what was answered, or is not going to be. */
export function doneToAnswer({ sql }: Storage, seqs: readonly number[]): void {
  for (const seq of seqs) sql.exec('DELETE FROM to_answer WHERE seq = ?', seq)
}

/** Takes one message out by its platform's id: it was dealt with long ago. */
export function notToAnswer(handle: Storage, providerMessageId: string): void {
  if (isThere(handle)) handle.sql.exec('DELETE FROM to_answer WHERE provider_message_id = ?', providerMessageId)
}
