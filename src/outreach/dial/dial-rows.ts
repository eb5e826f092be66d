import type { ThreadHandle } from '../../messages/thread-handle.ts'
import type { CampaignMember } from '../../messages/wanted-message.ts'
import type { DialState } from './dial-state.ts'
import type { WantedCall } from './wanted-call.ts'

/** What never changes of a call that is to be made, and is not personal. */
export interface DialPlan extends Pick<WantedCall, 'purpose' | 'line' | 'whenClosed'> {
  readonly campaign: CampaignMember | null
  readonly objectName: string
  readonly maskedNumber: string
  readonly phoneToken: string
}

export interface DialRow {
  /** `call_…` */
  readonly id: string
  /** To whom and about what, sealed; null when nobody needs it any more. */
  readonly sealed: string | null
  readonly plan: DialPlan
  readonly state: DialState
  /** Its object has it. */
  readonly isPrepared: boolean
  readonly createdAtMs: number
}

interface Raw extends Record<string, SqlStorageValue> {
  id: string
  sealed: string | null
  plan: string
  state: string
  prepared: number
  created_at_ms: number
}

const TABLES = [
  `CREATE TABLE IF NOT EXISTS dials (id TEXT PRIMARY KEY, key TEXT UNIQUE, phase TEXT NOT NULL, due_at_ms INTEGER,
    carrier_call_id TEXT, sealed TEXT, plan TEXT NOT NULL, state TEXT NOT NULL, prepared INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS dials_due ON dials (due_at_ms) WHERE due_at_ms IS NOT NULL`,
]

/** The storage with the dials in it: made on first use, as most threads call nobody. */
export const dialsOf = (handle: ThreadHandle): SqlStorage => handle.tables('dials', TABLES)

/** Whether anybody was ever called from here. Reads only. */
export const hasDials = ({ sql }: ThreadHandle): boolean =>
  sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'dials'").toArray().length > 0

const read = (raw: Raw): DialRow => ({
  id: raw.id,
  sealed: raw.sealed,
  plan: JSON.parse(raw.plan) as DialPlan,
  state: JSON.parse(raw.state) as DialState,
  isPrepared: raw.prepared === 1,
  createdAtMs: raw.created_at_ms,
})

const COLUMNS = 'id, sealed, plan, state, prepared, created_at_ms'

function one(sql: SqlStorage, where: string, ...bound: SqlStorageValue[]): DialRow | null {
  const [raw] = sql.exec<Raw>(`SELECT ${COLUMNS} FROM dials WHERE ${where} LIMIT 1`, ...bound).toArray()
  return raw === undefined ? null : read(raw)
}

type NewDial = Pick<DialRow, 'id' | 'plan' | 'state' | 'createdAtMs'> & {
  readonly sealed: string
  readonly key: string | null
}

export function addDial(sql: SqlStorage, { id, key, sealed, plan, state, createdAtMs }: NewDial): void {
  sql.exec(
    `INSERT INTO dials (id, key, phase, due_at_ms, carrier_call_id, sealed, plan, state, prepared, created_at_ms)
     VALUES (?, ?, ?, ?, NULL, ?, ?, ?, 0, ?)`,
    id,
    key,
    state.phase,
    state.dueAtMs,
    sealed,
    JSON.stringify(plan),
    JSON.stringify(state),
    createdAtMs,
  )
}

export const dialById = (sql: SqlStorage, id: string): DialRow | null => one(sql, 'id = ?', id)
export const dialByKey = (sql: SqlStorage, key: string): DialRow | null => one(sql, 'key = ?', key)

/** What is due: a call that has something to be done, or whose object is still to hear how it ended. */
export const nextDial = (sql: SqlStorage, nowMs: number): DialRow | null =>
  one(sql, 'due_at_ms <= ? ORDER BY due_at_ms, id', nowMs)

export const dialDueAtMs = (sql: SqlStorage): number | null =>
  sql.exec<{ at_ms: number | null }>('SELECT min(due_at_ms) AS at_ms FROM dials').one().at_ms

/** Keeps the making of a call as it is now. One that ended is looked at once more: there are things to be put away. */
export function saveDial(sql: SqlStorage, { id }: DialRow, state: DialState): void {
  const isDone = state.phase === 'done'
  sql.exec(
    `UPDATE dials SET phase = ?, due_at_ms = ?, carrier_call_id = ?, state = ? WHERE id = ?`,
    state.phase,
    isDone ? 0 : state.dueAtMs,
    state.carrierCallId,
    JSON.stringify(state),
    id,
  )
}

export function markPrepared(sql: SqlStorage, id: string): void {
  sql.exec('UPDATE dials SET prepared = 1 WHERE id = ?', id)
}

/** Its object knows how it ended: nothing more is to be done, and nobody needs to know whom it was to. */
export function markSettled(sql: SqlStorage, id: string): void {
  sql.exec('UPDATE dials SET due_at_ms = NULL, sealed = NULL WHERE id = ?', id)
}

/** Everything that waits is looked at now: whether it may be made at all has changed. */
export function hurryDials(sql: SqlStorage, nowMs: number): void {
  sql.exec(`UPDATE dials SET due_at_ms = min(due_at_ms, ?) WHERE phase = 'waiting'`, nowMs)
}

/** Calls that are not over yet, oldest first. */
export const openDials = (sql: SqlStorage): readonly DialRow[] =>
  sql.exec<Raw>(`SELECT ${COLUMNS} FROM dials WHERE phase <> 'done' ORDER BY id`).toArray().map(read)

/** Whether one of the calls made from here is the carrier's of that name. */
export const isKnownCall = (sql: SqlStorage, carrierCallId: string): boolean =>
  sql.exec('SELECT 1 FROM dials WHERE carrier_call_id = ?', carrierCallId).toArray().length > 0

/** So long a key keeps naming the same call. */
const MEMORY_MS = 35 * 24 * 60 * 60 * 1000

export function forgetOldDials(sql: SqlStorage, nowMs: number): void {
  sql.exec(`DELETE FROM dials WHERE due_at_ms IS NULL AND created_at_ms < ?`, nowMs - MEMORY_MS)
}
