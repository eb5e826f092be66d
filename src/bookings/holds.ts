import type { Interval } from './booking.ts'

/** How long a hold keeps a slot. Holding it again begins anew. */
export const HOLD_MS = 3 * 60_000

/** Holds one resource may have at once: more is not a diary any more but an attack on one. */
const HOLDS_MAX = 500

/** A slot kept for somebody who has not said yes yet. The interval is the time it would take, with buffers. */
export interface Hold extends Interval {
  /** Who holds it: a call, or a request to the API. */
  readonly holder: string
  readonly serviceId: string
  readonly startsAtMs: number
  /** When this holder first held this slot: its notice is judged by then. */
  readonly heldAtMs: number
  readonly expiresAtMs: number
}

type Row = Record<'holder' | 'service_id', string> &
  Record<'starts_at_ms' | 'from_ms' | 'to_ms' | 'held_at_ms' | 'expires_at_ms', number>

const holdOf = (row: Row): Hold => ({
  holder: row.holder,
  serviceId: row.service_id,
  startsAtMs: row.starts_at_ms,
  fromMs: row.from_ms,
  toMs: row.to_ms,
  heldAtMs: row.held_at_ms,
  expiresAtMs: row.expires_at_ms,
})

/** Makes the table of holds in a diary's own SQLite: one row a holder. */
export function layHolds(sql: SqlStorage): void {
  sql.exec(`CREATE TABLE IF NOT EXISTS holds (
    holder TEXT PRIMARY KEY,
    service_id TEXT NOT NULL,
    starts_at_ms INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    held_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL
  )`)
}

/** The holds alive at `nowMs`, but for those of `holder`. */
export function holdsOfOthers(sql: SqlStorage, holder: string | null, nowMs: number): Hold[] {
  const alive = sql.exec<Row>('SELECT * FROM holds WHERE expires_at_ms > ? AND holder IS NOT ?', nowMs, holder)
  return alive.toArray().map(holdOf)
}

/** What `holder` holds at `nowMs`, or null. */
export function holdOfHolder(sql: SqlStorage, holder: string, nowMs: number): Hold | null {
  const [row] = sql.exec<Row>('SELECT * FROM holds WHERE holder = ? AND expires_at_ms > ?', holder, nowMs).toArray()
  return row === undefined ? null : holdOf(row)
}

/** Keeps a hold in place of the holder's earlier one, and forgets what has expired. False when there are too many. */
export function keepHold(sql: SqlStorage, hold: Hold, nowMs: number): boolean {
  sql.exec('DELETE FROM holds WHERE expires_at_ms <= ? OR holder = ?', nowMs, hold.holder)
  const { count } = sql.exec<{ count: number }>('SELECT count(*) AS count FROM holds').one()
  if (count >= HOLDS_MAX) return false
  const values = [hold.holder, hold.serviceId, hold.startsAtMs, hold.fromMs, hold.toMs, hold.heldAtMs, hold.expiresAtMs]
  sql.exec('INSERT INTO holds VALUES (?, ?, ?, ?, ?, ?, ?)', ...values)
  return true
}

export function dropHold(sql: SqlStorage, holder: string): void {
  sql.exec('DELETE FROM holds WHERE holder = ?', holder)
}
