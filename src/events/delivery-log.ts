import type { AttemptError, Delivery, DeliveryStatus } from './delivery.ts'

/** Attempts shown with a delivery: its newest. */
const ATTEMPTS_SHOWN_MAX = 20

/** Deliveries the latency is measured on: the newest. */
const MEASURED_MAX = 200

interface DeliveryRow extends Record<string, SqlStorageValue> {
  event_id: string
  id: string
  type: string
  status: DeliveryStatus
  attempt_count: number
  next_attempt_at_ms: number | null
  created_at_ms: number
  delivered_at_ms: number | null
}

const COLUMNS = 'event_id, id, type, status, attempt_count, next_attempt_at_ms, created_at_ms, delivered_at_ms'

/** Which deliveries to list. At most one of `before` and `after`, both delivery ids. */
export interface DeliveryQuery {
  readonly status: DeliveryStatus | null
  /** Only those older than this one. */
  readonly before: string | null
  /** Only those newer than this one. */
  readonly after: string | null
  readonly limit: number
}

/** A page of deliveries: newest first, except with `after`, where the oldest come first. */
export function listDeliveries(sql: SqlStorage, { status, before, after, limit }: DeliveryQuery): Delivery[] {
  return sql
    .exec<DeliveryRow>(
      `SELECT ${COLUMNS} FROM deliveries WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR id < ?2) AND (?3 IS NULL OR id > ?3)
       ORDER BY id ${after === null ? 'DESC' : 'ASC'} LIMIT ?4`,
      status,
      before,
      after,
      limit,
    )
    .toArray()
    .map((row) => deliveryOf(sql, row))
}

export function findDelivery(sql: SqlStorage, eventId: string): Delivery | null {
  const row = sql.exec<DeliveryRow>(`SELECT ${COLUMNS} FROM deliveries WHERE event_id = ?`, eventId).toArray()[0]
  return row === undefined ? null : deliveryOf(sql, row)
}

function deliveryOf(sql: SqlStorage, row: DeliveryRow): Delivery {
  const attempts = sql
    .exec<{
      at_ms: number
      duration_ms: number
      status_code: number | null
      error: AttemptError | null
      response: string | null
    }>(
      `SELECT at_ms, duration_ms, status_code, error, response FROM attempts WHERE event_id = ? ORDER BY seq DESC LIMIT ?`,
      row.event_id,
      ATTEMPTS_SHOWN_MAX,
    )
    .toArray()
    .toReversed()
  return {
    id: row.id,
    eventId: row.event_id,
    type: row.type,
    status: row.status,
    attemptCount: row.attempt_count,
    nextAttemptAtMs: row.next_attempt_at_ms,
    createdAtMs: row.created_at_ms,
    deliveredAtMs: row.delivered_at_ms,
    attempts: attempts.map(({ at_ms, duration_ms, status_code, error, response }) => ({
      atMs: at_ms,
      durationMs: duration_ms,
      statusCode: status_code,
      error,
      response,
    })),
  }
}

/** How an endpoint's queue stands. */
export interface QueueFigures {
  readonly pending: number
  readonly held: number
  readonly failed: number
  /** When the oldest event that is still to be delivered happened, throttled and waiting ones included. */
  readonly oldestPendingAtMs: number | null
  /** Milliseconds from event to first attempt over the newest deliveries; null before the first. */
  readonly firstAttemptMs: { readonly p50: number; readonly p99: number } | null
}

export function queueFigures(sql: SqlStorage): QueueFigures {
  const counts = sql
    .exec<{ pending: number; held: number; failed: number; oldest: number | null }>(
      `SELECT coalesce(sum(status = 'pending'), 0) AS pending, coalesce(sum(status = 'held'), 0) AS held,
              coalesce(sum(status = 'failed'), 0) AS failed, min(iif(status = 'pending', event_at_ms, NULL)) AS oldest
       FROM deliveries WHERE status <> 'delivered'`,
    )
    .one()
  const latenciesMs = sql
    .exec<{ ms: number }>(
      `SELECT first_attempt_at_ms - event_at_ms AS ms FROM deliveries WHERE first_attempt_at_ms IS NOT NULL ORDER BY id DESC LIMIT ?`,
      MEASURED_MAX,
    )
    .toArray()
    .map(({ ms }) => Math.max(0, ms))
    .sort((a, b) => a - b)
  const at = (share: number): number =>
    latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))] ?? 0
  return {
    pending: counts.pending,
    held: counts.held,
    failed: counts.failed,
    oldestPendingAtMs: counts.oldest,
    firstAttemptMs: latenciesMs.length === 0 ? null : { p50: at(0.5), p99: at(0.99) },
  }
}
