import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A tenant's own account at a carrier. In the directory: a webhook names only the account. Tokens are sealed with the tenant's key. */
export const carrierAccounts = sqliteTable(
  'carrier_accounts',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    carrier: text().notNull(),
    accountSid: text().notNull(),
    sealedToken: text().notNull(),
    sealedTokenSecondary: text(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    createdAtMs: integer().notNull(),
  },
  (t) => [uniqueIndex('carrier_accounts_sid').on(t.accountSid), index('carrier_accounts_by_tenant').on(t.tenantId)],
)
