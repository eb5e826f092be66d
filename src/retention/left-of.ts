import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { RegionStores } from '../context.ts'
import { log } from '../kernel/log.ts'
import type { Category } from '../records/category.ts'
import type { Outline } from '../records/deidentified/outline.ts'
import { deidentifiedRows } from '../records/deidentified/table.ts'
import { oneOf } from '../records/expired.ts'
import type { RowName } from '../records/lapse.ts'
import { retentionSettings } from '../records/retention/table.ts'
import { deidentify, throwawayTokens } from './deidentify.ts'
import { findIdentifiers } from './find-identifiers.ts'

type Row = Readonly<Record<string, unknown>>
type Left = Omit<typeof deidentifiedRows.$inferInsert, 'id'>

/**
 * What is left of the rows `names` of a category, as statements for the batch that deletes them: the de-identified rows of those
 * businesses that chose so. Nothing for the others.
 *
 * A row in which anything is found that might tell of somebody is not among them, and so deleted.
 */
export async function leftOf(
  { db }: RegionStores,
  { name, due: lapse, outline }: Category,
  names: readonly RowName[],
): Promise<readonly BatchItem<'sqlite'>[]> {
  if (!outline || !lapse) return []
  const choosing = sql`${lapse.tenantId} IN (SELECT ${retentionSettings.tenantId} FROM ${retentionSettings}
    WHERE ${and(eq(retentionSettings.category, name), eq(retentionSettings.endAction, 'deidentify'))})`
  const rows: readonly Row[] = await db
    .select()
    .from(lapse.table)
    .where(and(oneOf(lapse.id, names), choosing))
  if (rows.length === 0) return []
  const left = await leftRows(name, rows, outline)
  if (left.length < rows.length)
    log.warn('retention.not_deidentified', { category: name, count: rows.length - left.length })
  return left.length === 0 ? [] : [insertAll(db, left)]
}

async function leftRows(category: string, rows: readonly Row[], outline: Outline): Promise<readonly Left[]> {
  const tokenOf = await throwawayTokens()
  const words = wordsOf(outline)
  const left: Left[] = []
  for (const row of rows) {
    const made = await deidentify(row, outline, tokenOf)
    if (made === null || findIdentifiers(made.fields, words).length > 0) continue
    left.push({ tenantId: String(row['tenantId']), livemode: row['livemode'] === true, category, ...made })
  }
  return left
}

const wordsOf = ({ fields }: Outline): ReadonlySet<string> =>
  new Set(Object.values(fields).flatMap((trace) => (trace.as === 'word' ? trace.words : [])))

/** In the order of their random ids: neither who nor when can be read off the order they lie in. */
function insertAll(db: RegionStores['db'], left: readonly Left[]): BatchItem<'sqlite'> {
  const rows = left.map((row) => ({ id: crypto.randomUUID(), ...row })).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const of = (field: string) => sql.raw(`value ->> '$.${field}'`)
  // The columns are in the order of the table.
  return db.insert(deidentifiedRows).select(
    sql`SELECT ${of('id')}, ${of('tenantId')}, ${of('livemode')}, ${of('category')}, ${of('year')},
      value -> '$.fields' FROM json_each(${JSON.stringify(rows)})`,
  )
}
