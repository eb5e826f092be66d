import { and, lte, sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { oldestFirst, oneOf } from '../expired.ts'
import { counters } from './table.ts'

const KEEP_DAYS = 1_100
const KEEP_MS = KEEP_DAYS * 86_400_000

const ROW = {
  row: sql<number>`rowid`,
  tenantId: counters.tenantId,
  livemode: counters.livemode,
  hourAtMs: counters.hourAtMs,
  name: counters.name,
}

export const counterCategory: Category = {
  name: 'counters',
  what: 'Sums by hour for usage and analytics; no row is about a person.',
  basis: 'legitimate_interest',
  keepDays: KEEP_DAYS,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'region',
  tables: [counters],
  blobPrefixes: [],

  async due({ db }, nowMs, limit) {
    const old = lte(counters.hourAtMs, nowMs - KEEP_MS)
    const rows = await db.select(ROW).from(counters).where(old).orderBy(oldestFirst(counters.hourAtMs)).limit(limit)
    const going = oneOf(
      sql`rowid`,
      rows.map(({ row }) => row),
    )
    return {
      ids: rows.map(({ tenantId, livemode, hourAtMs, name }) => `${tenantId}|${livemode}|${hourAtMs}|${name}`),
      blobKeys: [],
      statements: [db.delete(counters).where(and(going, old))],
    }
  },
}
