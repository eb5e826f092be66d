import { newId } from '../kernel/ids.ts'
import type { Channel, ContentType } from './message.ts'
import type { Waits } from './intake-pace.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** A message on its way to its person's thread. Its words travel as text: what is written is sealed as it came. */
export interface ReceivedItem {
  /** `echo`: a person of the business wrote it, in the platform's own application. */
  readonly kind: 'message' | 'echo'
  readonly provider: string
  /** On its way here as the platform says it, and in here by its name (`platform-id.ts`). */
  readonly providerMessageId: string
  /** What it may be known by from before, besides. */
  readonly otherNames?: readonly string[]
  /** Ours, of a message that has one from the thread it was in before. */
  readonly messageId?: string
  readonly channel: Channel
  readonly line: string
  readonly sentAtMs: number
  readonly receivedAtMs: number
  readonly type: ContentType
  /** The message that it changes or takes back, called as `providerMessageId` is. */
  readonly changes: string | null
  readonly isVoice: boolean
  /** The agent that the line was given to when it came in. */
  readonly agent: { readonly id: string; readonly version: number } | null
  /** The `InboundMessage` as JSON; what came from the business has nobody as its sender. */
  readonly json: string
}

/** An item as the thread remembers it. */
export interface ReceivedRow {
  readonly seq: number
  readonly kind: ReceivedItem['kind']
  readonly provider: string
  readonly providerMessageId: string
  readonly messageId: string
  readonly channel: Channel
  readonly line: string
  readonly type: ContentType
  readonly changes: string | null
  /** Until when its words are waited for; null for all but voice notes, and once they are there. */
  readonly waitsUntilMs: number | null
  readonly agentId: string | null
  readonly agentVersion: number | null
  readonly sentAtMs: number
  readonly receivedAtMs: number
  /** When it is to be filed and passed on, at the earliest. */
  readonly fileAtMs: number
  readonly passAtMs: number
  /** The message, sealed for (`providerMessageId`, `received`). Gone once it is passed on and filed. */
  readonly sealed: string | null
  /** `{text, language}` of a voice note, sealed for (`messageId`, `words`). */
  readonly sealedWords: string | null
}

const ROW = `seq, kind, provider, provider_message_id AS providerMessageId, message_id AS messageId, channel, line, type, changes,
  waits_until_ms AS waitsUntilMs, agent_id AS agentId, agent_version AS agentVersion, sent_at_ms AS sentAtMs,
  received_at_ms AS receivedAtMs, file_at_ms AS fileAtMs, pass_at_ms AS passAtMs, sealed, sealed_words AS sealedWords`

const TABLE = [
  `CREATE TABLE IF NOT EXISTS received (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, provider TEXT NOT NULL, provider_message_id TEXT NOT NULL,
    message_id TEXT NOT NULL, channel TEXT NOT NULL, line TEXT NOT NULL, type TEXT NOT NULL, changes TEXT,
    waits_until_ms INTEGER, agent_id TEXT, agent_version INTEGER, sent_at_ms INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL, file_at_ms INTEGER NOT NULL DEFAULT 0,
    pass_at_ms INTEGER NOT NULL DEFAULT 0, passed_at_ms INTEGER, filed_at_ms INTEGER, sealed TEXT, sealed_words TEXT)`,
  'CREATE UNIQUE INDEX IF NOT EXISTS received_once ON received (provider, provider_message_id)',
  'CREATE INDEX IF NOT EXISTS received_unpassed ON received (seq) WHERE passed_at_ms IS NULL',
  'CREATE INDEX IF NOT EXISTS received_unfiled ON received (seq) WHERE filed_at_ms IS NULL',
  'CREATE INDEX IF NOT EXISTS received_sent_at ON received (sent_at_ms)',
]

const sqlOf = (handle: ThreadHandle): SqlStorage => handle.tables('received', TABLE)

const rowsOf = (handle: ThreadHandle, rest: string, ...values: readonly SqlStorageValue[]): readonly ReceivedRow[] =>
  sqlOf(handle)
    .exec(`SELECT ${ROW} FROM received ${rest}`, ...values)
    .toArray() as unknown as ReceivedRow[]

/** What a platform's clock may be ahead of ours: a message from further in the future was written now. */
const SKEW_MS_MAX = 60_000
/** Messages of one millisecond (of one second, with most platforms) are told apart by so many ids. */
const SAME_TIME_MAX = 999
/** A moment in which a burst comes together: it is passed on and filed in one go. */
export const TOGETHER_MS = 100
/** So long an answer waits for a voice note to be written down. */
const WORDS_MS_MAX = 45_000

type Named = Pick<ReceivedItem, 'provider' | 'providerMessageId' | 'otherNames'>

/** Whether this very message has come before. */
export const isKnown = (handle: ThreadHandle, { provider, providerMessageId, otherNames = [] }: Named): boolean =>
  [providerMessageId, ...otherNames].some(
    (name) =>
      sqlOf(handle)
        .exec('SELECT 1 FROM received WHERE provider = ? AND provider_message_id = ?', provider, name)
        .toArray().length > 0,
  )

/**
 * Our id for a message: it sorts by the platform's time, and messages of one moment as they arrived.
 *
 * Platforms tell seconds, so the id's milliseconds are how many of that moment came before.
 */
function messageIdFor(handle: ThreadHandle, { sentAtMs, receivedAtMs }: ReceivedItem): string {
  const atMs = sentAtMs > receivedAtMs + SKEW_MS_MAX || sentAtMs <= 0 ? receivedAtMs : sentAtMs
  const [same] = sqlOf(handle)
    .exec<{ many: number }>('SELECT count(*) AS many FROM received WHERE sent_at_ms = ?', sentAtMs)
    .toArray()
  return newId('msg', atMs + Math.min(same?.many ?? 0, SAME_TIME_MAX))
}

/** Remembers an item that has not come before. Synchronous, for the transaction in which it is received. */
export function remember(handle: ThreadHandle, item: ReceivedItem, sealed: string, waits: Waits): void {
  sqlOf(handle).exec(
    `INSERT INTO received (kind, provider, provider_message_id, message_id, channel, line, type, changes, waits_until_ms,
      agent_id, agent_version, sent_at_ms, received_at_ms, file_at_ms, pass_at_ms, sealed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    item.kind,
    item.provider,
    item.providerMessageId,
    item.messageId ?? messageIdFor(handle, item),
    item.channel,
    item.line,
    item.type,
    item.changes,
    item.isVoice ? item.receivedAtMs + WORDS_MS_MAX : null,
    item.agent?.id ?? null,
    item.agent?.version ?? null,
    item.sentAtMs,
    item.receivedAtMs,
    item.receivedAtMs + TOGETHER_MS + waits.fileMs,
    item.receivedAtMs + TOGETHER_MS + waits.passMs,
    sealed,
  )
}

/** Whether it came with so much else that it was to be left for a while. */
export const cameInCrowd = ({ receivedAtMs, passAtMs }: ReceivedRow): boolean => passAtMs > receivedAtMs + TOGETHER_MS

/** What is not passed on yet, by the platform's time and then as it arrived. */
export const unpassed = (handle: ThreadHandle, limit: number): readonly ReceivedRow[] =>
  rowsOf(handle, 'WHERE passed_at_ms IS NULL ORDER BY sent_at_ms, seq LIMIT ?', limit)

/** What is not filed yet, as it arrived. */
export const unfiled = (handle: ThreadHandle, limit: number): readonly ReceivedRow[] =>
  rowsOf(handle, 'WHERE filed_at_ms IS NULL ORDER BY seq LIMIT ?', limit)

/** The message of this name, where it has come. */
export const receivedNamed = (handle: ThreadHandle, { provider, providerMessageId }: Named): ReceivedRow | undefined =>
  rowsOf(handle, 'WHERE provider = ? AND provider_message_id = ?', provider, providerMessageId)[0]

/** Edits and revokes of a message that came before it, the newest last. */
export const changesOf = (handle: ThreadHandle, { provider, providerMessageId }: Named): readonly ReceivedRow[] =>
  rowsOf(handle, 'WHERE provider = ? AND changes = ? ORDER BY sent_at_ms, seq', provider, providerMessageId)

export function markPassed(handle: ThreadHandle, seqs: readonly number[], nowMs: number): void {
  for (const seq of seqs) sqlOf(handle).exec('UPDATE received SET passed_at_ms = ? WHERE seq = ?', nowMs, seq)
  dropWords(handle)
}

export function markFiled(handle: ThreadHandle, seqs: readonly number[], nowMs: number): void {
  for (const seq of seqs) sqlOf(handle).exec('UPDATE received SET filed_at_ms = ? WHERE seq = ?', nowMs, seq)
  dropWords(handle)
}

/** A voice note waits no longer. `sealedWords` is null when nobody could make it out. */
export function giveWords(handle: ThreadHandle, messageId: string, sealedWords: string | null): void {
  sqlOf(handle).exec(
    'UPDATE received SET waits_until_ms = NULL, sealed_words = coalesce(?, sealed_words) WHERE message_id = ? AND passed_at_ms IS NULL',
    sealedWords,
    messageId,
  )
}

/** What is passed on and filed needs no words here. An edit keeps its own until its message has come. */
function dropWords(handle: ThreadHandle): void {
  sqlOf(handle).exec(
    `UPDATE received SET sealed = NULL, sealed_words = NULL
     WHERE sealed IS NOT NULL AND passed_at_ms IS NOT NULL AND filed_at_ms IS NOT NULL
       AND (type <> 'edit' OR EXISTS (SELECT 1 FROM received AS its WHERE its.provider = received.provider
         AND its.provider_message_id = received.changes AND its.filed_at_ms IS NOT NULL))`,
  )
}

/** Platforms repeat themselves for a week; what is older is forgotten, a bounded lot at a time. */
export function forgetOld(handle: ThreadHandle, beforeMs: number): void {
  sqlOf(handle).exec(
    `DELETE FROM received WHERE seq IN (SELECT seq FROM received ORDER BY seq LIMIT 500) AND received_at_ms < ?
      AND passed_at_ms IS NOT NULL AND filed_at_ms IS NOT NULL`,
    beforeMs,
  )
}

/** A message that has come, as another thread is told of it. */
export type ReceivedName = Pick<
  ReceivedRow,
  'provider' | 'providerMessageId' | 'messageId' | 'sentAtMs' | 'receivedAtMs'
> &
  Pick<ReceivedRow, 'channel' | 'line' | 'type'>

/** So many of the newest: a week of anybody's. */
const NAMES_MAX = 5_000

export const namesKnown = (handle: ThreadHandle): readonly ReceivedName[] =>
  rowsOf(handle, 'WHERE passed_at_ms IS NOT NULL ORDER BY seq DESC LIMIT ?', NAMES_MAX).map((row) => ({
    provider: row.provider,
    providerMessageId: row.providerMessageId,
    messageId: row.messageId,
    sentAtMs: row.sentAtMs,
    receivedAtMs: row.receivedAtMs,
    channel: row.channel,
    line: row.line,
    type: row.type,
  }))

/** Messages that came to a thread that has become part of this one: they are dealt with, and not to come again. */
export function rememberNames(handle: ThreadHandle, names: readonly ReceivedName[], nowMs: number): void {
  for (const name of names)
    sqlOf(handle).exec(
      `INSERT OR IGNORE INTO received (kind, provider, provider_message_id, message_id, channel, line, type, sent_at_ms,
        received_at_ms, passed_at_ms, filed_at_ms) VALUES ('message', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      name.provider,
      name.providerMessageId,
      name.messageId,
      name.channel,
      name.line,
      name.type,
      name.sentAtMs,
      name.receivedAtMs,
      nowMs,
      nowMs,
    )
}
