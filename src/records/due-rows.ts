import { and } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Category } from './category.ts'
import { expiredAt, oldestFirst, oneOf } from './expired.ts'
import { keysAbandonedBy } from './sealed-for.ts'

/** A table whose rows go by themselves, and the columns that say so. */
interface Going {
  readonly table: SQLiteTable
  readonly id: SQLiteColumn
  readonly tenantId: SQLiteColumn
  readonly personId: SQLiteColumn
  readonly expiresAtMs: SQLiteColumn
  /** Its rows are sealed with the person's key, which goes with the last of them. */
  readonly sealed: boolean
  /** Where a row names the object that goes before it. */
  readonly blobKey?: SQLiteColumn
}

interface Row {
  readonly id: string
  readonly tenantId: string
  readonly subject: string
  readonly blobKey?: string | null
}

/** Pages of rows that have expired, of a table that nothing else has to be told of. */
export const dueRows =
  ({ table, id, tenantId, personId, expiresAtMs, sealed, blobKey }: Going): NonNullable<Category['due']> =>
  async (stores, nowMs, limit) => {
    const expired = expiredAt(expiresAtMs, nowMs)
    const rows = (await stores.db
      .select({ id, tenantId, subject: personId, ...(blobKey !== undefined && { blobKey }) })
      .from(table)
      .where(expired)
      .orderBy(oldestFirst(expiresAtMs))
      .limit(limit)) as readonly Row[]
    const ids = rows.map((row) => row.id)
    const keys = sealed ? await keysAbandonedBy(stores, table, rows) : []
    return {
      ids,
      blobKeys: [...rows.flatMap((row) => row.blobKey ?? []), ...keys],
      statements: [stores.db.delete(table).where(and(oneOf(id, ids), expired))],
    }
  }
