import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { oneOf } from '../expired.ts'
import { bookings, takenCells } from './table.ts'

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

  outline: {
    yearOf: 'startsAtMs',
    fields: {
      status: { as: 'word', words: bookings.status.enumValues },
      cancelReason: { as: 'word', words: bookings.cancelReason.enumValues },
      serviceId: { as: 'token' },
      personId: { as: 'token' },
    },
  },

  due: dueRows({
    table: bookings,
    id: bookings.id,
    tenantId: bookings.tenantId,
    personId: bookings.personId,
    expiresAtMs: bookings.expiresAtMs,
    sealed: true,
    also: ({ db }, ids) => [db.delete(takenCells).where(oneOf(takenCells.bookingId, ids))],
  }),
}
