import { and, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { RegionStores } from '../context.ts'
import { expiredAt, oneOf } from './expired.ts'
import type { Lapse } from './lapse.ts'
import { partingFrom, type Parting } from './parting.ts'
import { keysAbandonedBy, type SealedRow } from './sealed-for.ts'

/** A table whose rows go by themselves, and the columns that say so. */
interface Going {
  readonly table: SQLiteTable
  readonly id: SQLiteColumn
  readonly tenantId: SQLiteColumn
  /** Whom it is about; null where it is about nobody. */
  readonly personId: SQLiteColumn | null
  readonly expiresAtMs: SQLiteColumn
  /** Its rows are sealed with a key that goes with the last of them: the person's, or `subject`'s. */
  readonly sealed: boolean
  /** Whose key it is, where not the person's. */
  readonly subject?: SQLiteColumn | SQL<string>
  /** Where one key seals rows of several people. */
  readonly parting?: Parting
  /** Where a row names the object that goes before it. */
  readonly blobKey?: SQLiteColumn
  /** What has to be true with their going. */
  readonly also?: (stores: RegionStores, ids: readonly string[]) => readonly BatchItem<'sqlite'>[]
}

interface Row {
  readonly id: string
  readonly tenantId: string
  readonly subject: string | null
  readonly blobKey?: string | null
}

/** Rows that go when they have expired: each with its object, and the key with the last that it sealed. */
export function dueRows(going: Going): Lapse {
  const {
    table,
    id,
    tenantId,
    personId,
    expiresAtMs,
    sealed,
    subject = personId ?? tenantId,
    blobKey,
    parting,
    also,
  } = going
  const ended = (nowMs: number): SQL => expiredAt(expiresAtMs, nowMs)
  return {
    table,
    id,
    tenantId,
    personId,
    endsAtMs: expiresAtMs,
    ended,
    async pageOf(stores, names, nowMs) {
      const chosen = and(oneOf(id, names), ended(nowMs))
      const columns = { id, tenantId, subject, ...(blobKey !== undefined && { blobKey }) }
      const rows = (await stores.db.select(columns).from(table).where(chosen)) as readonly Row[]
      const sealedRows = sealed ? rows.flatMap(keyedOf) : []
      const keys = await keysAbandonedBy(stores, table, sealedRows)
      // What goes from under others is parted from them first, or waits for the next page.
      const others = parting && (await partingFrom(stores, parting, { rows: sealedRows, keys, nowMs }))
      const left = rows.filter((row) => !others?.later.has(row.subject))
      const ids = left.map((row) => row.id)
      return {
        ids,
        blobKeys: [...left.flatMap((row) => row.blobKey ?? []), ...keys],
        statements: [...(also?.(stores, ids) ?? []), stores.db.delete(table).where(and(oneOf(id, ids), ended(nowMs)))],
        ...(others?.before && { before: others.before }),
      }
    },
  }
}

const keyedOf = ({ id, tenantId, subject }: Row): readonly SealedRow[] =>
  subject === null ? [] : [{ id, tenantId, subject }]
