import { sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { RegionStores } from '../context.ts'
import type { Vault } from '../vault/vault.ts'
import { oldestFirst } from './expired.ts'
import { isNotHeld, type HeldBy } from './holds/held.ts'

/** What names a row in a statement: its id, or its `rowid` where it has none. */
export type RowName = string | number

/** A page of rows, ready to go. */
export interface DuePage {
  /** What goes, by id: the manifest's leaves. */
  readonly ids: readonly string[]
  /** R2 objects to delete before any row. Deleting one twice is harmless, so a crash in between is. */
  readonly blobKeys: readonly string[]
  /** Deletes the rows and whatever must be true with them. One transaction with the manifest. */
  readonly statements: readonly BatchItem<'sqlite'>[]
  /** Work elsewhere that must precede the rows' deletion. Safe to repeat. */
  readonly before?: (vault: Vault) => Promise<void>
}

/** How rows of a category go when their time has come. */
export interface Lapse extends HeldBy {
  readonly table: SQLiteTable
  readonly id: SQLiteColumn | SQL
  /** Which rows had come to their end at `nowMs`. */
  readonly ended: (nowMs: number) => SQL
  /** When they did: what ended first goes first. */
  readonly endsAtMs: SQLiteColumn
  /** Fewer than usual in a page, where each costs a visit elsewhere. */
  readonly rowsMax?: number
  /** Of the rows so named, those that have ended, and all that goes with them. Reads only. */
  readonly pageOf: (stores: RegionStores, names: readonly RowName[], nowMs: number) => Promise<DuePage>
}

/** Names of at most `limit` rows that had ended at `nowMs` and that no hold keeps, as `name`. */
export const endedRows = (category: string, lapse: Lapse, nowMs: number, limit: number): SQL =>
  sql`SELECT ${lapse.id} AS name FROM ${lapse.table} WHERE ${lapse.ended(nowMs)} AND ${isNotHeld(category, lapse, nowMs)}
    ORDER BY ${oldestFirst(lapse.endsAtMs)} LIMIT ${Math.min(limit, lapse.rowsMax ?? limit)}`
