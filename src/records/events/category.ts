import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { events } from './table.ts'

export const eventCategory: Category = {
  name: 'events',
  what: 'An outgoing event as it was signed and sent: ids, states and times, for delivery and replay.',
  basis: 'contract',
  keepDays: 30,
  bounds: { minDays: 7, maxDays: 30 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [events],
  blobPrefixes: [],
  erase: {
    does: 'keep',
    rows: [],
    why: 'Ids, states and times; no word, name or number. The ids lead nowhere any more, and go after 30 days.',
  },
  clock: { table: events, tenantId: events.tenantId, fromAtMs: events.createdAtMs, expiresAtMs: events.expiresAtMs },

  async due({ db }, nowMs, limit) {
    const expired = expiredAt(events.expiresAtMs, nowMs)
    const rows = await db
      .select({ id: events.id })
      .from(events)
      .where(expired)
      .orderBy(oldestFirst(events.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    return { ids, blobKeys: [], statements: [db.delete(events).where(and(oneOf(events.id, ids), expired))] }
  },
}
