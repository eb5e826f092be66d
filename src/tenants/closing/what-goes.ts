import { getTableColumns } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Category, RowsOf } from '../../records/category.ts'
import { categories } from '../../records/index.ts'

/** What of a business has to outlast it: who is to be left alone, and the proof of what was done. */
const STAYS: readonly string[] = ['suppressions', 'mail_stops', 'audit', 'audit_checkpoints', 'manifests', 'closures']
/** What says what a vendor was asked to delete, and what came of it, outlasts the business though its own end is sooner. */
const PROVES = 'carrier_deletions'
/** With these vendors are asked to delete: they go when no vendor has to be asked any more. */
const NEEDED_AT_VENDORS: readonly string[] = ['numbers', 'channels', 'carrier_accounts', PROVES]
/** A law that keeps something for less than this is not one that outlasts a business. */
const RETAINED_DAYS_MIN = 730

export type Fate = 'goes' | 'retained' | 'stays'

/**
 * What becomes of a category when a business is erased: it goes; or a law has it kept, apart from the business, until its own
 * end; or it stays, because without it people would be contacted again, or nothing could be proven.
 */
export function fateOf({ name, basis, keepDays }: Category): Fate {
  if (STAYS.includes(name)) return 'stays'
  if (name === PROVES) return 'retained'
  const outlasts = basis === 'legal_obligation' && (keepDays === null || keepDays >= RETAINED_DAYS_MIN)
  return outlasts ? 'retained' : 'goes'
}

export interface OwnedTable {
  readonly category: Category
  readonly table: SQLiteTable
  readonly tenantId: SQLiteColumn
}

/** Every table with rows of a business. What only may name one (a question to the platform) is not the business's. */
export const ownedTables: readonly OwnedTable[] = categories.flatMap((category) =>
  category.tables.flatMap((table) => {
    const { tenantId } = getTableColumns(table)
    return tenantId?.notNull !== true ? [] : [{ category, table, tenantId }]
  }),
)

/** Whether it is still needed while vendors have something to delete. */
export const isNeededAtVendors = ({ category }: OwnedTable): boolean => NEEDED_AT_VENDORS.includes(category.name)

/** What a row that stays loses: all that was sealed in it, and that anybody looks after it again. */
export const losesApart = ({ table }: OwnedTable): Readonly<Record<string, '' | null>> =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).flatMap(([name, { notNull }]) => {
      if (name.startsWith('sealed')) return [[name, notNull ? '' : null]]
      return name === 'nextLookAtMs' && !notNull ? [[name, null]] : []
    }),
  )

/** Of a table that goes: the rows that a law has kept, and what is left of them. */
export const keptPartOf = ({ category, table }: OwnedTable): RowsOf | undefined =>
  category.erase?.rows.find((rows) => rows.table === table && rows.keptBy !== undefined)

/** Where objects of a business lie: `keys/` first, since without it the rest says nothing. */
export const objectPrefixes = (tenantId: string): readonly string[] => {
  const going = categories.filter((category) => fateOf(category) !== 'stays')
  const prefixes = going.flatMap(({ blobPrefixes }) => blobPrefixes).filter((prefix) => prefix !== 'erased/')
  return prefixes
    .toSorted((one, other) => Number(other === 'keys/') - Number(one === 'keys/'))
    .map((prefix) => `${prefix}${tenantId}/`)
}
