import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Somebody said to be a child: what of theirs is sealed off, and what the business decided. */
export const minorFlags = sqliteTable(
  'minor_flags',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text(),
    /** The call or message in which it was said. */
    occasion: text().notNull(),
    source: text({ enum: ['call', 'message', 'email', 'api'] }).notNull(),
    status: text({ enum: ['sealed', 'kept', 'deleted'] }).notNull(),
    /** What was sealed off: ids of recordings, transcripts, messages. */
    contents: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    decideByMs: integer().notNull(),
    decidedBy: text(),
    decidedAtMs: integer(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('minor_flags_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('minor_flags_by_person').on(t.personId),
    index('minor_flags_due').on(t.status, t.decideByMs),
    index('minor_flags_by_expiry').on(t.expiresAtMs),
  ],
)
