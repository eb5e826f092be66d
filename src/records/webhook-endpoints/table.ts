import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Where a business wants its events. The delivery queue itself lives in the Endpoint object of the same id. */
export const webhookEndpoints = sqliteTable(
  'webhook_endpoints',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    url: text().notNull(),
    description: text(),
    /** Event types or patterns: `*`, `call.*`, `booking.confirmed`. */
    eventTypes: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    status: text({ enum: ['enabled', 'disabled'] }).notNull(),
    disabledReason: text(),
    /** `whsec_…`, sealed with the tenant's key. */
    sealedSecret: text().notNull(),
    sealedPreviousSecret: text(),
    previousSecretUntilMs: integer(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
  },
  (t) => [index('webhook_endpoints_by_tenant').on(t.tenantId, t.livemode, t.id)],
)
