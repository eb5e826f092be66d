import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { Ctx } from '../../context.ts'
import { storeOf } from './erase-business.ts'
import { ownedTables, type OwnedTable } from './what-goes.ts'

const ROWS_MAX = 1_000

/** What of a row is a secret, or leads to one. */
const SECRET = /^sealed|secret|hash|token$/i

export interface ExportedCategory {
  readonly category: string
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly isWhole: boolean
}

/** What a business set up, by category: its rows as they lie, without secrets. At most 1,000 of each table. */
export async function exportAccount(ctx: Ctx): Promise<readonly ExportedCategory[]> {
  const exported: ExportedCategory[] = []
  for (const owned of ownedTables.filter(({ category }) => category.subject === 'business')) {
    const rows = await rowsOf(ctx, owned)
    exported.push({
      category: `${owned.category.name}.${getTableName(owned.table)}`,
      rows: rows.slice(0, ROWS_MAX),
      isWhole: rows.length <= ROWS_MAX,
    })
  }
  return exported
}

async function rowsOf(ctx: Ctx, owned: OwnedTable): Promise<Readonly<Record<string, unknown>>[]> {
  const { tenantId: _, ...columns } = getTableColumns(owned.table)
  const shown = Object.fromEntries(Object.entries(columns).filter(([name]) => !SECRET.test(name)))
  const isOurs: SQL = sql`${owned.tenantId} = ${ctx.tenantId}`
  const rows = await storeOf(ctx, owned)
    .select(shown)
    .from(owned.table)
    .where(isOurs)
    .limit(ROWS_MAX + 1)
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [toSnakeCase(name), value])))
}
