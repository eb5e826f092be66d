import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** An outgoing event, written in the same batch as the change it tells of. Undispatched rows are the outbox. */
export const events = sqliteTable(
  'events',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    type: text().notNull(),
    /** The body exactly as it is signed and sent: `{"type","timestamp","data"}`. Ids and states, no personal data. */
    body: text().notNull(),
    createdAtMs: integer().notNull(),
    /** When every endpoint that wants it had taken it over, or null while it is owed. */
    dispatchedAtMs: integer(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('events_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('events_owed').on(t.dispatchedAtMs, t.tenantId),
    index('events_by_expiry').on(t.expiresAtMs),
  ],
)
