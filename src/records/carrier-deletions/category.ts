import { and, lte, ne } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { oldestFirst, oneOf } from '../expired.ts'
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

  async due({ db }, nowMs, limit) {
    // What is still owed stays, however old: forgetting it would leave the audio at the carrier.
    const settled = ne(carrierDeletions.status, 'pending')
    const rows = await db
      .select({ id: carrierDeletions.id })
      .from(carrierDeletions)
      .where(and(settled, lte(carrierDeletions.nextAttemptAtMs, nowMs - KEEP_MS)))
      .orderBy(oldestFirst(carrierDeletions.nextAttemptAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: [],
      statements: [db.delete(carrierDeletions).where(and(oneOf(carrierDeletions.id, ids), settled))],
    }
  },
}
