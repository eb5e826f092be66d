import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** One API key, without the key: its SHA-256 finds it. In the directory, read on every request and never cached. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    name: text().notNull(),
    /** SHA-256 of the whole key, hexadecimal. */
    hash: text().notNull(),
    /** `ck_live_…` and the last four characters, to recognise it by. */
    masked: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    scopes: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    createdAtMs: integer().notNull(),
    lastUsedAtMs: integer(),
    expiresAtMs: integer(),
    revokedAtMs: integer(),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.hash), index('api_keys_by_tenant').on(t.tenantId)],
)
