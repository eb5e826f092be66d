import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A line of a business that its platform does not let us send by, until something at the platform is put right. */
export const lineTroubles = sqliteTable(
  'line_troubles',
  {
    /** `TENANT:PROVIDER:LINE`. */
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** The platform's code. */
    code: text().notNull(),
    tries: integer().notNull(),
    /** One message is tried then; until then none is. */
    nextTryAtMs: integer().notNull(),
    createdAtMs: integer().notNull(),
  },
  (t) => [index('line_troubles_by_tenant').on(t.tenantId)],
)
