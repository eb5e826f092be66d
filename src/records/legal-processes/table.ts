import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A court or an authority wants something: its scope, who approved it, and what was handed over. */
export const legalProcesses = sqliteTable(
  'legal_processes',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    kind: text({ enum: ['subpoena', 'warrant', 'court_order', 'regulator', 'other'] }).notNull(),
    status: text({ enum: ['received', 'approved', 'refused', 'disclosed', 'closed'] }).notNull(),
    personId: text(),
    categories: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    fromMs: integer(),
    toMs: integer(),
    /** Authority, reference and words, sealed with the tenant's key. */
    sealedDetails: text().notNull(),
    /** Two different people have to. */
    approvals: text({ mode: 'json' }).$type<readonly { readonly by: string; readonly atMs: number }[]>().notNull(),
    gagged: integer({ mode: 'boolean' }).notNull(),
    gagEndsAtMs: integer(),
    controllerToldAtMs: integer(),
    disclosedAtMs: integer(),
    dueAtMs: integer(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('legal_processes_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('legal_processes_by_expiry').on(t.expiresAtMs),
  ],
)
