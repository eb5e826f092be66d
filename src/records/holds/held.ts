import { sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

/** Which columns of a table say whose a row is. */
export interface HeldBy {
  readonly tenantId: SQLiteColumn
  /** Null where a row is about nobody in particular: then only a hold on everything of the business keeps it. */
  readonly personId: SQLiteColumn | null
}

/** Whether the hold `h` holds at `nowMs`: from its start to its end, unless it was released. */
export const isStanding = (nowMs: number): SQL =>
  sql`h.starts_at_ms <= ${nowMs} AND h.ends_at_ms > ${nowMs} AND h.released_at_ms IS NULL`

/**
 * No hold keeps the row at `nowMs`: asked in the very statement that takes it, so that a hold that was there before stands.
 */
export function isNotHeld(category: string, { tenantId, personId }: HeldBy, nowMs: number): SQL {
  const isAbout = personId === null ? sql`h.person_id IS NULL` : sql`(h.person_id IS NULL OR h.person_id = ${personId})`
  return sql`NOT EXISTS (SELECT 1 FROM holds AS h WHERE h.tenant_id = ${tenantId} AND ${isAbout} AND ${isStanding(nowMs)}
    AND (h.categories IS NULL OR EXISTS (SELECT 1 FROM json_each(h.categories) AS named WHERE named.value = ${category})))`
}
