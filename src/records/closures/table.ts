import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** That an account is being closed or handed over: until when that can be called off, how far it has come, the receipt. */
export const closures = sqliteTable(
  'closures',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    kind: text({ enum: ['closure', 'succession'] }).notNull(),
    status: text({ enum: ['announced', 'winding_down', 'working', 'completed', 'cancelled', 'objected'] }).notNull(),
    /** Of a succession: who is to be the controller, sealed with the tenant's key. */
    sealedSuccessor: text(),
    requestedBy: text().notNull(),
    /** The second key that agreed; null until it did. Before that nothing runs. */
    approvedBy: text(),
    /** Who called it off or objected. */
    stoppedBy: text(),
    announcedAtMs: integer().notNull(),
    /** Until then it can be called off, or objected to. */
    effectiveAtMs: integer().notNull(),
    /** When everything is to be gone. */
    erasesAtMs: integer(),
    /** It is not looked at before: one that has to wait, or broke off, keeps no other from being closed. */
    nextLookAtMs: integer().notNull().default(0),
    progress: text({ mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    receipt: text(),
    signature: text(),
    completedAtMs: integer(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('closures_by_tenant').on(t.tenantId, t.id),
    index('closures_due').on(t.status, t.nextLookAtMs),
    index('closures_by_expiry').on(t.expiresAtMs),
  ],
)
