import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** That something of a person went to somebody else: to whom, which fields, what for. One row for a recipient, purpose and occasion. */
export const disclosures = sqliteTable(
  'disclosures',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text(),
    /** A vendor of the register, `controller` for the business itself, `authority`. */
    recipient: text().notNull(),
    purpose: text().notNull(),
    /** Names of fields, never their values. */
    fields: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    region: text(),
    /** The call, message, delivery or request it happened for. */
    occasion: text().notNull(),
    requestCount: integer().notNull().default(1),
    firstAtMs: integer().notNull(),
    lastAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('disclosures_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('disclosures_by_person').on(t.personId, t.id),
    index('disclosures_by_expiry').on(t.expiresAtMs),
  ],
)
