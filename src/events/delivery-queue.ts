import { newId } from '../kernel/ids.ts'
import type { Attempt, DeliveryStatus, OwedEvent } from './delivery.ts'

/** Attempts kept per endpoint, over all its deliveries. */
const ATTEMPTS_MAX = 5_000

/** A delivery about to be attempted. */
export interface DueDelivery {
  readonly eventId: string
  readonly tries: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS deliveries (
    event_id TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, status TEXT NOT NULL,
    tries INTEGER NOT NULL, attempt_count INTEGER NOT NULL, next_attempt_at_ms INTEGER,
    event_at_ms INTEGER NOT NULL, created_at_ms INTEGER NOT NULL, first_attempt_at_ms INTEGER,
    delivered_at_ms INTEGER, expires_at_ms INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (status, next_attempt_at_ms);
  CREATE INDEX IF NOT EXISTS deliveries_by_expiry ON deliveries (expires_at_ms);
  CREATE TABLE IF NOT EXISTS attempts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL, at_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL, status_code INTEGER, error TEXT, response TEXT
  );
  CREATE INDEX IF NOT EXISTS attempts_by_event ON attempts (event_id, seq);`

/** Makes the tables of an endpoint's queue, if they are not there. */
export const createTables = (sql: SqlStorage): void => void sql.exec(SCHEMA)

/** Queues `event` for an attempt at `nowMs`. Returns false when it was known already, whatever became of it. */
export function enqueue(
  sql: SqlStorage,
  { eventId, type, createdAtMs, expiresAtMs }: OwedEvent,
  nowMs: number,
): boolean {
  const { rowsWritten } = sql.exec(
    `INSERT INTO deliveries VALUES (?, ?, ?, 'pending', 0, 0, ?, ?, ?, NULL, NULL, ?) ON CONFLICT (event_id) DO NOTHING`,
    eventId,
    newId('dlv', nowMs),
    type,
    nowMs,
    createdAtMs,
    nowMs,
    expiresAtMs,
  )
  return rowsWritten > 0
}

/** Queues a known delivery anew, with the whole schedule before it. `delivered` ones only when `again` says so. */
export function requeue(sql: SqlStorage, eventId: string, again: boolean, nowMs: number): boolean {
  const statuses = again ? `('delivered', 'failed', 'held', 'pending')` : `('failed', 'held')`
  const { rowsWritten } = sql.exec(
    `UPDATE deliveries SET status = 'pending', tries = 0, next_attempt_at_ms = ? WHERE event_id = ? AND status IN ${statuses}`,
    nowMs,
    eventId,
  )
  return rowsWritten > 0
}

/** Queues up to `limit` deliveries in `status` anew, oldest first. Returns how many. */
export function requeueAll(sql: SqlStorage, status: 'failed' | 'held', limit: number, nowMs: number): number {
  const rows = sql
    .exec<{ event_id: string }>(`SELECT event_id FROM deliveries WHERE status = ? ORDER BY id LIMIT ?`, status, limit)
    .toArray()
  for (const row of rows) requeue(sql, row.event_id, false, nowMs)
  return rows.length
}

/**
 * Takes the delivery that is due longest, counting the attempt before it is made.
 *
 * Until `leaseUntilMs` nobody else takes it; if this object dies meanwhile, it is due again then.
 */
export function takeDue(sql: SqlStorage, nowMs: number, leaseUntilMs: number): DueDelivery | null {
  const due = sql
    .exec<{ event_id: string }>(
      `SELECT event_id FROM deliveries WHERE status = 'pending' AND next_attempt_at_ms <= ? AND expires_at_ms > ?
       ORDER BY next_attempt_at_ms, id LIMIT 1`,
      nowMs,
      nowMs,
    )
    .toArray()[0]
  return due === undefined ? null : take(sql, due.event_id, leaseUntilMs)
}

/** Takes one delivery, due or not, as {@link takeDue} does. Null when it is not known. */
export function take(sql: SqlStorage, eventId: string, leaseUntilMs: number): DueDelivery | null {
  const taken = sql
    .exec<{ tries: number }>(
      `UPDATE deliveries SET tries = tries + 1, next_attempt_at_ms = ? WHERE event_id = ? RETURNING tries`,
      leaseUntilMs,
      eventId,
    )
    .toArray()[0]
  return taken === undefined ? null : { eventId, tries: taken.tries }
}

/** Gives a delivery back without an attempt having been made. */
export function giveBack(sql: SqlStorage, eventId: string, nextAttemptAtMs: number): void {
  sql.exec(
    `UPDATE deliveries SET tries = max(0, tries - 1), next_attempt_at_ms = ? WHERE event_id = ? AND status = 'pending'`,
    nextAttemptAtMs,
    eventId,
  )
}

/** Keeps everything that waits until somebody asks for it. */
export const holdAll = (sql: SqlStorage): void =>
  void sql.exec(`UPDATE deliveries SET status = 'held', tries = 0, next_attempt_at_ms = NULL WHERE status = 'pending'`)

export interface Settled {
  readonly status: DeliveryStatus
  readonly nextAttemptAtMs: number | null
  readonly attempt: Attempt
}

/** Writes down an attempt and what becomes of its delivery. */
export function settle(sql: SqlStorage, eventId: string, { status, nextAttemptAtMs, attempt }: Settled): void {
  const { atMs, durationMs, statusCode, error, response } = attempt
  sql.exec(
    `UPDATE deliveries SET status = ?, next_attempt_at_ms = ?, attempt_count = attempt_count + 1,
       first_attempt_at_ms = coalesce(first_attempt_at_ms, ?), delivered_at_ms = coalesce(?, delivered_at_ms)
     WHERE event_id = ?`,
    status,
    nextAttemptAtMs,
    atMs,
    status === 'delivered' ? atMs + durationMs : null,
    eventId,
  )
  sql.exec(
    `INSERT INTO attempts (event_id, at_ms, duration_ms, status_code, error, response) VALUES (?, ?, ?, ?, ?, ?)`,
    eventId,
    atMs,
    durationMs,
    statusCode,
    error,
    response,
  )
  sql.exec(`DELETE FROM attempts WHERE seq <= (SELECT max(seq) FROM attempts) - ?`, ATTEMPTS_MAX)
}

/** Forgets a delivery whose event is gone. */
export function drop(sql: SqlStorage, eventId: string): void {
  sql.exec(`DELETE FROM attempts WHERE event_id = ?`, eventId)
  sql.exec(`DELETE FROM deliveries WHERE event_id = ?`, eventId)
}

/** Forgets deliveries whose events are past their time. Returns how many of them had not been delivered. */
export function dropExpired(sql: SqlStorage, nowMs: number): number {
  const undelivered = sql
    .exec<{ n: number }>(
      `SELECT count(*) AS n FROM deliveries WHERE expires_at_ms <= ? AND status IN ('pending', 'held')`,
      nowMs,
    )
    .one().n
  sql.exec(`DELETE FROM attempts WHERE event_id IN (SELECT event_id FROM deliveries WHERE expires_at_ms <= ?)`, nowMs)
  sql.exec(`DELETE FROM deliveries WHERE expires_at_ms <= ?`, nowMs)
  return undelivered
}

/** When there is next something to do: an attempt, and a deletion. Null when there is nothing. */
export function nextTimes(sql: SqlStorage): { attemptAtMs: number | null; expiryAtMs: number | null } {
  const row = sql
    .exec<{ attempt: number | null; expiry: number | null }>(
      `SELECT (SELECT min(next_attempt_at_ms) FROM deliveries WHERE status = 'pending') AS attempt,
              (SELECT min(expires_at_ms) FROM deliveries) AS expiry`,
    )
    .one()
  return { attemptAtMs: row.attempt, expiryAtMs: row.expiry }
}
