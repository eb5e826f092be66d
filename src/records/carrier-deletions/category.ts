import { and, sql, type SQL } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { oneOf } from '../expired.ts'
import { carrierDeletions } from './table.ts'

const KEEP_DAYS = 395
const KEEP_MS = KEEP_DAYS * 86_400_000

export const carrierDeletionCategory: Category = {
  name: 'carrier_deletions',
  what: 'A recording, call or message that must go at its vendor, and the receipt when it has gone. Kept from the last attempt on.',
  basis: 'legal_obligation',
  keepDays: KEEP_DAYS,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'region',
  tables: [carrierDeletions],
  blobPrefixes: [],

  due: {
    table: carrierDeletions,
    id: carrierDeletions.id,
    tenantId: carrierDeletions.tenantId,
    personId: null,
    endsAtMs: carrierDeletions.nextAttemptAtMs,
    ended: isSettled,
    async pageOf({ db }, names, nowMs) {
      const going = and(oneOf(carrierDeletions.id, names), isSettled(nowMs))
      const rows = await db.select({ id: carrierDeletions.id }).from(carrierDeletions).where(going)
      return { ids: rows.map(({ id }) => id), blobKeys: [], statements: [db.delete(carrierDeletions).where(going)] }
    },
  },
}

/** What is still owed stays, however old: forgetting it would leave the audio at the carrier. */
function isSettled(nowMs: number): SQL {
  return sql`${carrierDeletions.status} <> 'pending' AND ${carrierDeletions.nextAttemptAtMs} <= ${nowMs - KEEP_MS}`
}
