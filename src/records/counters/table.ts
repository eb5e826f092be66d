import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Sums by hour: analytics and usage are made from these and from nothing else. No row is about a person. */
export const counters = sqliteTable(
  'counters',
  {
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** Start of the hour, epoch milliseconds. */
    hourAtMs: integer().notNull(),
    /** `calls`, `calls.outcome.booked`, `call_seconds`, `reply_ms.le_500`, … */
    name: text().notNull(),
    value: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.livemode, t.hourAtMs, t.name] }),
    index('counters_by_age').on(t.hourAtMs),
  ],
)
