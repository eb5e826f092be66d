import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was put together for somebody about themselves: one sealed object, fetched once. */
export const exports = sqliteTable(
  'exports',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text().notNull(),
    requestId: text(),
    /** `categories`: only which kinds of data are kept. `all`: the data itself. */
    scope: text({ enum: ['categories', 'all'] }).notNull(),
    status: text({ enum: ['making', 'ready', 'fetched', 'failed', 'expired'] }).notNull(),
    /** Sealed with the person's key. */
    blobKey: text(),
    bytes: integer(),
    sha256: text(),
    /** What the link's secret and the second factor are checked against. */
    linkMac: text(),
    codeMac: text(),
    guesses: integer().notNull().default(0),
    progress: text({ mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    fetchedAtMs: integer(),
    linkEndsAtMs: integer(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('exports_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('exports_by_person').on(t.personId),
    index('exports_by_status').on(t.status, t.createdAtMs),
    index('exports_by_expiry').on(t.expiresAtMs),
  ],
)
