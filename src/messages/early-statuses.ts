import type { StatusReport } from './message.ts'

/** So many at most, the oldest going first: they wait for an answer that is on its way. */
const EARLY_MAX = 50
const EARLY_MS = 60 * 60 * 1000

const NOBODY: StatusReport['recipient'] = { phone: null, userId: null }

/** Keeps a status of a message that nobody here knows by that id yet: its platform may be quicker than its own answer. */
export function keepEarly(sql: SqlStorage, told: StatusReport, nowMs: number): void {
  // Whom it was sent to is personal, and known to whoever sent it.
  const report = { ...told, recipient: NOBODY }
  sql.exec('DELETE FROM early_statuses WHERE at_ms < ?', nowMs - EARLY_MS)
  sql.exec(
    `DELETE FROM early_statuses WHERE provider_message_id IN (SELECT provider_message_id FROM early_statuses
      ORDER BY at_ms DESC LIMIT -1 OFFSET ?)`,
    EARLY_MAX - 1,
  )
  const before = earlyOf(sql, report.providerMessageId)
  sql.exec(
    `INSERT INTO early_statuses (provider_message_id, status, at_ms) VALUES (?, ?, ?)
      ON CONFLICT (provider_message_id) DO UPDATE SET status = excluded.status`,
    report.providerMessageId,
    JSON.stringify([...before, report].slice(-EARLY_MAX)),
    nowMs,
  )
}

/** The statuses that came early for this id, as they came. */
export function earlyOf(sql: SqlStorage, providerMessageId: string): readonly StatusReport[] {
  const [row] = sql
    .exec<{ status: string }>('SELECT status FROM early_statuses WHERE provider_message_id = ?', providerMessageId)
    .toArray()
  return row === undefined ? [] : (JSON.parse(row.status) as readonly StatusReport[])
}

export function dropEarly(sql: SqlStorage, providerMessageId: string): void {
  sql.exec('DELETE FROM early_statuses WHERE provider_message_id = ?', providerMessageId)
}
