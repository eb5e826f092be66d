import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
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

  due: dueRows({
    table: events,
    id: events.id,
    tenantId: events.tenantId,
    personId: null,
    expiresAtMs: events.expiresAtMs,
    sealed: false,
  }),
}
