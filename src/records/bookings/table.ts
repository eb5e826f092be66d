import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** An appointment. Who it is for is sealed; when it is and on which resource is clear, because it is searched by that. */
export const bookings = sqliteTable(
  'bookings',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    status: text({ enum: ['requested', 'confirmed', 'cancelled'] }).notNull(),
    serviceId: text().notNull(),
    resourceId: text().notNull(),
    personId: text(),
    callId: text(),
    startsAtMs: integer().notNull(),
    endsAtMs: integer().notNull(),
    /** The time taken on the resource: start and end with their buffers. */
    occupiedFromMs: integer().notNull(),
    occupiedToMs: integer().notNull(),
    timeZone: text().notNull(),
    /** Name, phone and fields as JSON, sealed with the person's key. */
    sealedDetails: text(),
    /** The same intent made twice is one booking: unique per tenant. */
    intentKey: text().notNull(),
    /** Counts changes, so that two changes at once cannot both win. */
    revision: integer().notNull(),
    cancelReason: text({ enum: ['caller', 'business', 'moved'] }),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('bookings_intent').on(t.tenantId, t.livemode, t.intentKey),
    index('bookings_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('bookings_by_resource').on(t.resourceId, t.occupiedFromMs),
    index('bookings_by_person').on(t.personId, t.startsAtMs),
    index('bookings_by_expiry').on(t.expiresAtMs),
    check('bookings_status', sql`${t.status} IN ('requested', 'confirmed', 'cancelled')`),
  ],
)

/** One taken five-minute cell of one resource. The primary key is the guard under the Diary: no cell is taken twice. */
export const takenCells = sqliteTable(
  'taken_cells',
  {
    resourceId: text().notNull(),
    /** Minutes since the epoch, divided by five. */
    cell: integer().notNull(),
    bookingId: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.resourceId, t.cell] }), index('taken_cells_by_booking').on(t.bookingId)],
)
