import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A caller whom the business no longer answers, under the HMAC of their number. */
export const callerBlocks = sqliteTable(
  'caller_blocks',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    phoneToken: text().notNull(),
    maskedPhone: text().notNull(),
    reason: text().notNull(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('caller_blocks_phone').on(t.tenantId, t.livemode, t.phoneToken),
    index('caller_blocks_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('caller_blocks_by_expiry').on(t.expiresAtMs),
  ],
)
