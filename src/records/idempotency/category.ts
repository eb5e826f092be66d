import { and, sql } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oneOf } from '../expired.ts'
import { idempotencyKeys } from './table.ts'

const ROW = { tenantId: idempotencyKeys.tenantId, key: idempotencyKeys.key }

export const idempotencyCategory: Category = {
  name: 'idempotency',
  what: 'The first answer to a request with an Idempotency-Key, sealed under the keys of the people whom it names, or else that of the business.',
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

  due: {
    table: idempotencyKeys,
    id: sql`rowid`,
    tenantId: idempotencyKeys.tenantId,
    personId: null,
    endsAtMs: idempotencyKeys.expiresAtMs,
    ended: (nowMs) => expiredAt(idempotencyKeys.expiresAtMs, nowMs),
    async pageOf({ db }, names, nowMs) {
      const going = and(oneOf(sql`rowid`, names), expiredAt(idempotencyKeys.expiresAtMs, nowMs))
      const rows = await db.select(ROW).from(idempotencyKeys).where(going)
      return {
        ids: rows.map(({ tenantId, key }) => `${tenantId}|${key}`),
        blobKeys: [],
        statements: [db.delete(idempotencyKeys).where(going)],
      }
    },
  },
}
