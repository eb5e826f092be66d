import { and, eq, getTableColumns, getTableName, gt, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { Ctx } from '../../context.ts'
import { storeOf } from './erase-business.ts'
import { ownedTables, type OwnedTable } from './what-goes.ts'

/** An agent's version may be of some hundred kilobytes: so many of them are held at a time. */
const ROWS_PER_PAGE = 200
/** A request may make a thousand queries: what is left then is fetched from where it stopped. */
const PAGES_MAX = 800

/** What of a row is a secret, or leads to one. */
const SECRET = /^sealed|secret|hash|token$/i

/** Where an export goes on: behind this row of this table. */
export interface ExportPlace {
  readonly table: string
  readonly after: number
}

export type ExportPiece =
  | { readonly what: 'begins'; readonly category: string }
  | { readonly what: 'rows'; readonly rows: readonly Readonly<Record<string, unknown>>[] }
  /** `isWhole` is false where rows are left. */
  | { readonly what: 'ends'; readonly isWhole: boolean }
  /** There is more than one request may read. Nothing comes behind it. */
  | { readonly what: 'more'; readonly place: ExportPlace }

/** A table as it is named in an export: `agents.agent_versions`. */
const nameOf = ({ category, table }: OwnedTable): string => `${category.name}.${getTableName(table)}`

const exported = (): readonly OwnedTable[] => ownedTables.filter(({ category }) => category.subject === 'business')

/** Whether an export can go on there. */
export const isExportPlace = ({ table, after }: ExportPlace): boolean =>
  Number.isSafeInteger(after) && after >= 0 && exported().some((owned) => nameOf(owned) === table)

/** Everything that a business set up, by category: its rows as they lie, without secrets, a page at a time. From `from` on. */
export async function* exportAccount(
  ctx: Ctx,
  from: ExportPlace | null = null,
  pagesMax = PAGES_MAX,
): AsyncGenerator<ExportPiece> {
  const tables = exported()
  const first = from === null ? 0 : tables.findIndex((owned) => nameOf(owned) === from.table)
  const budget = { pagesLeft: pagesMax }
  for (const [nth, owned] of tables.slice(first).entries()) {
    const table = nameOf(owned)
    yield { what: 'begins', category: table }
    const after = yield* pagesOf(ctx, owned, { after: nth === 0 ? (from?.after ?? 0) : 0, budget })
    yield { what: 'ends', isWhole: after === null }
    if (after !== null) return yield { what: 'more', place: { table, after } }
  }
}

interface Reading {
  readonly after: number
  readonly budget: { pagesLeft: number }
}

/** Gives the row behind which it stopped, or null when there are no more. */
async function* pagesOf(
  ctx: Ctx,
  owned: OwnedTable,
  { after, budget }: Reading,
): AsyncGenerator<ExportPiece, number | null> {
  for (let place = after; budget.pagesLeft > 0;) {
    budget.pagesLeft -= 1
    const page = await pageOf(ctx, owned, place)
    if (page.length > 0) yield { what: 'rows', rows: page.map(({ row }) => row) }
    if (page.length < ROWS_PER_PAGE) return null
    place = page.at(-1)?.at ?? place
    if (budget.pagesLeft === 0) return place
  }
  return after
}

async function pageOf(ctx: Ctx, owned: OwnedTable, after: number) {
  const { tenantId: _, ...columns } = getTableColumns(owned.table)
  const shown = Object.fromEntries(Object.entries(columns).filter(([name]) => !SECRET.test(name)))
  const at = sql<number>`rowid`
  const rows = await storeOf(ctx, owned)
    .select({ rowid: at, ...shown })
    .from(owned.table)
    .where(and(eq(owned.tenantId, ctx.tenantId), gt(at, after)))
    .orderBy(at)
    .limit(ROWS_PER_PAGE)
  return rows.map(({ rowid, ...row }) => ({
    at: rowid,
    row: Object.fromEntries(Object.entries(row).map(([name, value]) => [toSnakeCase(name), value])),
  }))
}
