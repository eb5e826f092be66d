import type { Purpose } from '../consent/contact.ts'
import type { Channel, ContentType } from './message.ts'
import type { Outgone, Told } from './outgone.ts'
import { rangeOf } from './platform-id.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { CampaignMember, WantedMessage, WhenClosed } from './wanted-message.ts'

/** What never changes of a message of ours, and is not personal. */
export interface OutboxAbout {
  readonly type: ContentType
  readonly author: WantedMessage['author']
  readonly purpose: Purpose
  readonly whenClosed?: WhenClosed
  readonly repliesTo: string | null
  readonly isConfirmation: boolean
  readonly keepsWords: boolean
  readonly hasFallback: boolean
  readonly campaign?: CampaignMember
  readonly createdAtMs: number
}

/** An event that is to be told, under the id it keeps however often it is written. */
export interface OwedTelling {
  readonly eventId: string
  readonly what: Told
  readonly atMs: number
  readonly reason: string | null
}

export interface OutboxRow {
  readonly seq: number
  readonly id: string
  readonly channel: Channel
  readonly provider: string
  readonly line: string
  /** To whom and what, sealed; null when it is sent and filed. */
  readonly sealed: string | null
  readonly about: OutboxAbout
  readonly state: Outgone
  /** When it is to be looked at next: no later than its state says. */
  readonly dueAtMs: number | null
  readonly owed: readonly OwedTelling[]
  /** Counts changes: what was filed is what stood then. */
  readonly revision: number
  readonly filed: number
}

export type NewOutboxRow = Pick<OutboxRow, 'id' | 'channel' | 'provider' | 'line' | 'about' | 'state'> & {
  readonly sealed: string
  readonly key: string | null
}

interface Raw extends Record<string, SqlStorageValue> {
  seq: number
  id: string
  channel: string
  provider: string
  line: string
  due_at_ms: number | null
  sealed: string | null
  about: string
  state: string
  owed: string
  revision: number
  filed: number
}

const TABLES = [
  `CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, key TEXT UNIQUE,
    channel TEXT NOT NULL, provider TEXT NOT NULL, line TEXT NOT NULL, phase TEXT NOT NULL, parked INTEGER NOT NULL,
    due_at_ms INTEGER, provider_message_id TEXT, sealed TEXT, about TEXT NOT NULL, state TEXT NOT NULL,
    owed TEXT NOT NULL, revision INTEGER NOT NULL, filed INTEGER NOT NULL, created_at_ms INTEGER NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS outbox_open ON outbox (channel, seq) WHERE phase <> 'done'`,
  `CREATE INDEX IF NOT EXISTS outbox_unfiled ON outbox (seq) WHERE filed < revision`,
  `CREATE INDEX IF NOT EXISTS outbox_by_provider_id ON outbox (provider_message_id)`,
  `CREATE TABLE IF NOT EXISTS early_statuses (provider_message_id TEXT PRIMARY KEY, status TEXT NOT NULL,
    at_ms INTEGER NOT NULL)`,
]

/** The storage with the outbox in it: made on first use, as most threads that are opened have nothing to send. */
export const outboxOf = (handle: ThreadHandle): SqlStorage => handle.tables('outbox', TABLES)

/** Whether anything was ever sent here. Reads only: a thread in which nothing is sent gets no table for it. */
export const hasOutbox = ({ sql }: ThreadHandle): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'outbox'").toArray().length > 0

const read = (raw: Raw): OutboxRow => ({
  seq: raw.seq,
  id: raw.id,
  channel: raw.channel as Channel,
  provider: raw.provider,
  line: raw.line,
  sealed: raw.sealed,
  about: JSON.parse(raw.about) as OutboxAbout,
  state: JSON.parse(raw.state) as Outgone,
  dueAtMs: raw.due_at_ms,
  owed: JSON.parse(raw.owed) as OwedTelling[],
  revision: raw.revision,
  filed: raw.filed,
})

const COLUMNS = 'seq, id, channel, provider, line, due_at_ms, sealed, about, state, owed, revision, filed'

function one(sql: SqlStorage, where: string, ...bound: SqlStorageValue[]): OutboxRow | null {
  const [raw] = sql.exec<Raw>(`SELECT ${COLUMNS} FROM outbox WHERE ${where} LIMIT 1`, ...bound).toArray()
  return raw === undefined ? null : read(raw)
}

/** Queues a message. Synchronous, so that it may be part of another's transaction. One with the same key is the same. */
export function addRow(sql: SqlStorage, row: NewOutboxRow): string {
  const known = row.key === null ? null : rowByKey(sql, row.key)
  if (known !== null) return known.id
  sql.exec(
    `INSERT INTO outbox (id, key, channel, provider, line, phase, parked, due_at_ms, sealed, about, state, owed, revision,
      filed, created_at_ms) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, '[]', 1, 0, ?)`,
    row.id,
    row.key,
    row.channel,
    row.provider,
    row.line,
    row.state.parked ? 1 : 0,
    row.state.dueAtMs,
    row.sealed,
    JSON.stringify(row.about),
    JSON.stringify(row.state),
    row.about.createdAtMs,
  )
  return row.id
}

/** The message that was queued under a key, or null. */
export const rowByKey = (sql: SqlStorage, key: string): OutboxRow | null => one(sql, 'key = ?', key)

/** The last thing that was written here, or null. What a campaign wrote and nobody was sent is none. */
export function newestRow(sql: SqlStorage): OutboxRow | null {
  const isUnsent =
    "json_extract(about, '$.campaign') IS NOT NULL AND json_extract(state, '$.status') IN ('queued', 'failed', 'blocked')"
  return one(sql, `seq = (SELECT max(seq) FROM outbox WHERE NOT (${isUnsent}))`)
}

export const rowById = (sql: SqlStorage, id: string): OutboxRow | null => one(sql, 'id = ?', id)

/** The message that its platform calls by one of these names. */
export function rowNamed(sql: SqlStorage, names: readonly string[]): OutboxRow | null {
  const where = 'provider_message_id = ? OR provider_message_id BETWEEN ? AND ?'
  for (const name of names) {
    const found = one(sql, where, name, ...rangeOf(name))
    if (found !== null) return found
  }
  return null
}

/** Keeps a message as it is now. What is owed to be told is added to what was. */
export function saveRow(sql: SqlStorage, row: OutboxRow, state: Outgone, owed: readonly OwedTelling[]): void {
  const isDone = state.phase === 'done'
  sql.exec(
    `UPDATE outbox SET phase = ?, parked = ?, due_at_ms = ?, provider_message_id = ?, state = ?, owed = ?,
      revision = revision + ?, sealed = CASE WHEN ? AND filed > 0 THEN NULL ELSE sealed END WHERE seq = ?`,
    state.phase,
    state.parked ? 1 : 0,
    state.dueAtMs,
    state.providerMessageId,
    JSON.stringify(state),
    JSON.stringify([...row.owed, ...owed]),
    // That a request is under way is nobody's business but ours: it is over in a moment, or it is unknown.
    state.phase === 'out' ? 0 : 1,
    isDone && !mayGoAgain(row, state) ? 1 : 0,
    row.seq,
  )
}

/** A platform may ask for a template after it has taken a message: its words are needed until then. */
const mayGoAgain = ({ about }: OutboxRow, state: Outgone): boolean =>
  about.hasFallback && !state.asTemplate && state.status === 'sent'

const HEAD = `channel = ? AND phase <> 'done' AND parked = 0 ORDER BY seq`
const PARKED = `channel = ? AND phase <> 'done' AND parked = 1 ORDER BY due_at_ms`

/**
 * The first on a channel that is not done, or before it whatever has waited its long wait: null when neither is due. What
 * comes after it waits for it.
 */
export function nextDue(sql: SqlStorage, channel: Channel, nowMs: number): OutboxRow | null {
  const isDue = (row: OutboxRow | null): row is OutboxRow => row !== null && (row.dueAtMs ?? Infinity) <= nowMs
  const parked = one(sql, PARKED, channel)
  if (isDue(parked)) return parked
  const head = one(sql, HEAD, channel)
  return isDue(head) ? head : null
}

/** When {@link nextDue} gives something, epoch milliseconds, or null. */
export function channelDueAtMs(sql: SqlStorage, channel: Channel): number | null {
  const dues = [one(sql, HEAD, channel), one(sql, PARKED, channel)].flatMap((row) => row?.dueAtMs ?? [])
  return dues.length === 0 ? null : Math.min(...dues)
}

/** Everything that waits is looked at now: whether it may be sent at all has changed. */
export function hurry(sql: SqlStorage, nowMs: number): void {
  sql.exec(`UPDATE outbox SET due_at_ms = min(due_at_ms, ?) WHERE phase = 'waiting'`, nowMs)
}

/** How many wait to be sent. */
export const openCount = (sql: SqlStorage): number =>
  sql.exec<{ many: number }>(`SELECT count(*) AS many FROM outbox WHERE phase <> 'done'`).one().many

/** What D1 does not have as it is now, oldest first. */
export const unfiledRows = (sql: SqlStorage, limit: number): readonly OutboxRow[] =>
  sql.exec<Raw>(`SELECT ${COLUMNS} FROM outbox WHERE filed < revision ORDER BY seq LIMIT ?`, limit).toArray().map(read)

/** D1 has the row as it was at `revision`, and what was owed then is told. What is sent keeps no words here. */
export function markFiled(sql: SqlStorage, row: OutboxRow): void {
  const now = rowById(sql, row.id)
  if (now === null) return
  const told = new Set(row.owed.map(({ eventId }) => eventId))
  const owed = now.owed.filter(({ eventId }) => !told.has(eventId))
  const isSpent = now.state.phase === 'done' && !mayGoAgain(now, now.state)
  sql.exec(
    `UPDATE outbox SET filed = max(filed, ?), owed = ?, sealed = CASE WHEN ? THEN NULL ELSE sealed END WHERE seq = ?`,
    row.revision,
    JSON.stringify(owed),
    isSpent ? 1 : 0,
    row.seq,
  )
}

/** So long a platform may still tell of a message: 30 days, and some to spare. */
const MEMORY_MS = 35 * 24 * 60 * 60 * 1000

/** Newest messages that are looked through for replies. */
const REPLIES_AMONG_MAX = 300

/** To how many messages the agent has replied since, as far as its newest tell. A reply in parts is one. */
export const repliesSince = (sql: SqlStorage, sinceMs: number): number =>
  sql
    .exec<{ many: number }>(
      `SELECT count(DISTINCT json_extract(about, '$.repliesTo')) AS many
       FROM (SELECT about, created_at_ms FROM outbox ORDER BY seq DESC LIMIT ?)
       WHERE created_at_ms > ? AND json_extract(about, '$.author') = 'agent'`,
      REPLIES_AMONG_MAX,
      sinceMs,
    )
    .one().many

/** Forgets what nobody will tell of any more. */
export function forgetOld(sql: SqlStorage, nowMs: number): void {
  sql.exec(`DELETE FROM outbox WHERE phase = 'done' AND filed >= revision AND created_at_ms < ?`, nowMs - MEMORY_MS)
}
