import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { calls } from './table.ts'

const ROW = { id: calls.id, tenantId: calls.tenantId, personId: calls.personId }

export const callCategory: Category = {
  name: 'calls',
  what: 'That a call took place: when, how long, with which agent and what came of it; the caller’s number is sealed.',
  basis: 'legitimate_interest',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [calls],
  blobPrefixes: [],
  erase: { does: 'delete', rows: [{ table: calls, tenantId: calls.tenantId, names: [calls.personId] }] },
  clock: { table: calls, tenantId: calls.tenantId, fromAtMs: calls.startedAtMs, expiresAtMs: calls.expiresAtMs },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(calls.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(calls)
      .where(expired)
      .orderBy(oldestFirst(calls.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    const sealed = rows.map(({ id, tenantId, personId }) => ({ id, tenantId, subject: personId ?? id }))
    return {
      ids,
      blobKeys: await keysAbandonedBy(stores, calls, sealed),
      statements: [stores.db.delete(calls).where(and(oneOf(calls.id, ids), expired))],
    }
  },
}
