import { and, lte, sql, type SQL } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { oneOf } from '../expired.ts'
import { counters } from './table.ts'

const KEEP_DAYS = 1_100
const KEEP_MS = KEEP_DAYS * 86_400_000

const ROW = {
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

  due: {
    table: counters,
    id: sql`rowid`,
    tenantId: counters.tenantId,
    personId: null,
    endsAtMs: counters.hourAtMs,
    ended: isOld,
    async pageOf({ db }, names, nowMs) {
      const going = and(oneOf(sql`rowid`, names), isOld(nowMs))
      const rows = await db.select(ROW).from(counters).where(going)
      return {
        ids: rows.map(({ tenantId, livemode, hourAtMs, name }) => `${tenantId}|${livemode}|${hourAtMs}|${name}`),
        blobKeys: [],
        statements: [db.delete(counters).where(going)],
      }
    },
  },
}

function isOld(nowMs: number): SQL {
  return lte(counters.hourAtMs, nowMs - KEEP_MS)
}
