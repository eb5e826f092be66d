import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { tasks } from './table.ts'

const ROW = { id: tasks.id, tenantId: tasks.tenantId, subject: tasks.keySubject }

export const taskCategory: Category = {
  name: 'tasks',
  what: 'Something the business must do for a caller, with what the caller said about it sealed.',
  basis: 'contract',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [tasks],
  blobPrefixes: [],
  erase: {
    does: 'delete',
    rows: [{ table: tasks, tenantId: tasks.tenantId, names: [tasks.personId, tasks.keySubject] }],
  },
  clock: { table: tasks, tenantId: tasks.tenantId, fromAtMs: tasks.createdAtMs, expiresAtMs: tasks.expiresAtMs },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(tasks.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(tasks)
      .where(expired)
      .orderBy(oldestFirst(tasks.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return {
      ids,
      blobKeys: await keysAbandonedBy(stores, tasks, rows),
      statements: [stores.db.delete(tasks).where(and(oneOf(tasks.id, ids), expired))],
    }
  },
}
