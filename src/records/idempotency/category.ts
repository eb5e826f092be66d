import { and, sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { idempotencyKeys } from './table.ts'

const ROW = { row: sql<number>`rowid`, tenantId: idempotencyKeys.tenantId, key: idempotencyKeys.key }

export const idempotencyCategory: Category = {
  name: 'idempotency',
  what: 'The first answer to a request with an Idempotency-Key, sealed with the key of the business.',
  basis: 'contract',
  keepDays: 1,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [idempotencyKeys],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [],
    why: 'That a request was answered, so that it is not done twice within a day. What the answer said of the person is gone.',
  },

  async due({ db }, nowMs, limit) {
    const expired = expiredAt(idempotencyKeys.expiresAtMs, nowMs)
    const rows = await db
      .select(ROW)
      .from(idempotencyKeys)
      .where(expired)
      .orderBy(oldestFirst(idempotencyKeys.expiresAtMs))
      .limit(limit)
    const going = oneOf(
      sql`rowid`,
      rows.map(({ row }) => row),
    )
    return {
      ids: rows.map(({ tenantId, key }) => `${tenantId}|${key}`),
      blobKeys: [],
      statements: [db.delete(idempotencyKeys).where(and(going, expired))],
    }
  },
}
