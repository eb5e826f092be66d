import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * A recording, call or message that must go at its vendor, and the receipt when it has gone.
 *
 * Written before the first attempt, so that a restart forgets none. Holds ids only.
 */
export const carrierDeletions = sqliteTable(
  'carrier_deletions',
  {
    /** The vendor's id of it: `RE…`, `CA…`, `SM…`. */
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull().default(true),
    kind: text({ enum: ['recording', 'call', 'message'] })
      .notNull()
      .default('recording'),
    /** The call that a recording is of; '' for what belongs to none. */
    callId: text().notNull(),
    /** '' for a message, whose line says which account it is in. */
    accountSid: text().notNull(),
    /** Of a message, or of a call that has no row any more: at whom. */
    vendor: text(),
    channel: text({ enum: ['sms', 'whatsapp'] }),
    line: text(),
    /** For whose erasure it goes; null where it goes anyway. */
    erasureId: text(),
    status: text({ enum: ['pending', 'deleted', 'gave_up'] }).notNull(),
    attempts: integer().notNull(),
    nextAttemptAtMs: integer().notNull(),
    /** What the vendor answered last: an HTTP status or its error code. */
    lastAnswer: text(),
    createdAtMs: integer().notNull(),
    deletedAtMs: integer(),
  },
  (t) => [
    index('carrier_deletions_due').on(t.status, t.nextAttemptAtMs),
    index('carrier_deletions_by_call').on(t.callId),
    index('carrier_deletions_by_erasure').on(t.erasureId, t.status),
  ],
)
