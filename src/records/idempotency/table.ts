import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The first answer to an `Idempotency-Key`, for 24 hours: sealed with the tenant's key, or under those of whom it names. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    tenantId: text().notNull(),
    /** Mode, method, path and key in one: the same key on another resource is another request. */
    key: text().notNull(),
    bodySha256: text().notNull(),
    status: text({ enum: ['in_flight', 'done'] }).notNull(),
    responseStatus: integer(),
    sealedResponse: text(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.key] }), index('idempotency_keys_by_expiry').on(t.expiresAtMs)],
)
