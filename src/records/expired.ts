import { asc, lte, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

/** `column` is one of `values`. One bound parameter however many there are: D1 takes a hundred in a statement. */
export const oneOf = (column: SQLiteColumn | SQL, values: readonly (string | number)[]): SQL =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`

/** What had expired at `nowMs`: at expiry a row is gone, a millisecond before it is there. */
export const expiredAt = (expiresAtMs: SQLiteColumn, nowMs: number): SQL => lte(expiresAtMs, nowMs)

/** Oldest first, so that what a bounded page leaves is what expired last. */
export const oldestFirst = (expiresAtMs: SQLiteColumn): SQL => asc(expiresAtMs)
