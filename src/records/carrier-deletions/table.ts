import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * A recording that must go at the carrier, and the receipt when it has gone.
 *
 * Written before the first attempt, so that a restart forgets none. Holds ids only.
 */
export const carrierDeletions = sqliteTable(
  'carrier_deletions',
  {
    /** The carrier's id of the recording, `RE…`. */
    id: text().primaryKey(),
    tenantId: text().notNull(),
    callId: text().notNull(),
    accountSid: text().notNull(),
    status: text({ enum: ['pending', 'deleted', 'gave_up'] }).notNull(),
    attempts: integer().notNull(),
    nextAttemptAtMs: integer().notNull(),
    /** What the carrier answered last: an HTTP status or its error code. */
    lastAnswer: text(),
    createdAtMs: integer().notNull(),
    deletedAtMs: integer(),
  },
  (t) => [
    index('carrier_deletions_due').on(t.status, t.nextAttemptAtMs),
    index('carrier_deletions_by_call').on(t.callId),
  ],
)
