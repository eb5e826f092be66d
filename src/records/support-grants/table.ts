import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** That the platform's support may look into a business's content: why, who allowed it, until when. */
export const supportGrants = sqliteTable(
  'support_grants',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    status: text({ enum: ['requested', 'approved', 'refused', 'revoked'] }).notNull(),
    /** Sealed with the tenant's key. */
    sealedReason: text().notNull(),
    scopes: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    /** So long it holds from its approval on. */
    minutes: integer().notNull(),
    requestedBy: text().notNull(),
    decidedBy: text(),
    decidedAtMs: integer(),
    /** Of a request: when it lapses. Approved: until when it holds. */
    endsAtMs: integer().notNull(),
    useCount: integer().notNull().default(0),
    lastUsedAtMs: integer(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('support_grants_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('support_grants_by_expiry').on(t.expiresAtMs),
  ],
)
