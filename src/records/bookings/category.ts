import { and } from 'drizzle-orm'
import type { Category } from '../category.ts'
import { expiredAt, oldestFirst, oneOf } from '../expired.ts'
import { keysAbandonedBy } from '../sealed-for.ts'
import { bookings, takenCells } from './table.ts'

const ROW = { id: bookings.id, tenantId: bookings.tenantId, personId: bookings.personId }

export const bookingCategory: Category = {
  name: 'bookings',
  what: 'An appointment and the time it takes; who it is for is sealed.',
  basis: 'contract',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [bookings, takenCells],
  blobPrefixes: [],
  erase: {
    does: 'unlink',
    rows: [
      {
        table: bookings,
        tenantId: bookings.tenantId,
        names: [bookings.personId],
        leaves: { personId: null, callId: null, sealedDetails: null },
      },
    ],
    why: 'The time stays taken in the diary of the business. Nothing says for whom.',
  },
  // From the end of the appointment: one made for next month must not go before it took place.
  clock: {
    table: bookings,
    tenantId: bookings.tenantId,
    fromAtMs: bookings.endsAtMs,
    expiresAtMs: bookings.expiresAtMs,
  },

  async due(stores, nowMs, limit) {
    const expired = expiredAt(bookings.expiresAtMs, nowMs)
    const rows = await stores.db
      .select(ROW)
      .from(bookings)
      .where(expired)
      .orderBy(oldestFirst(bookings.expiresAtMs))
      .limit(limit)
    const ids = rows.map(({ id }) => id)
    const sealed = rows.flatMap(({ id, tenantId, personId }) => (personId ? [{ id, tenantId, subject: personId }] : []))
    return {
      ids,
      blobKeys: await keysAbandonedBy(stores, bookings, sealed),
      statements: [
        stores.db.delete(takenCells).where(oneOf(takenCells.bookingId, ids)),
        stores.db.delete(bookings).where(and(oneOf(bookings.id, ids), expired)),
      ],
    }
  },
}
