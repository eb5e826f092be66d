import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { threads } from './table.ts'

const ROW = { id: threads.id, tenantId: threads.tenantId, subject: threads.personId }

export const threadCategory: Category = {
  name: 'threads',
  what: 'That a business and a person write to each other, who answers, and when they last did.',
  basis: 'legitimate_interest',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [threads],
  blobPrefixes: [],
  clock: {
    table: threads,
    tenantId: threads.tenantId,
    fromAtMs: threads.lastMessageAtMs,
    expiresAtMs: threads.expiresAtMs,
  },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(threads.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(threads)
      .where(expired)
      .orderBy(oldestFirst(threads.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: [],
      statements: [stores.db.delete(threads).where(and(oneOf(threads.id, ids), expired))],
    }
  },
}
