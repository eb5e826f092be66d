import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** That a person is to be erased, how far that has come, and the signed receipt. Names nobody: the person is a token. */
export const erasures = sqliteTable(
  'erasures',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** The person while there is one; null when nothing leads to them any more. */
    personId: text(),
    /** MAC of the person's id: by this the same person is found again. */
    subjectToken: text().notNull(),
    requestId: text(),
    /** `waiting`: until `startsAtMs` it can be called off. `failed`: a vendor did not delete within its time. */
    status: text({ enum: ['waiting', 'held', 'working', 'vendors', 'completed', 'cancelled', 'failed'] }).notNull(),
    reason: text().notNull(),
    startsAtMs: integer().notNull(),
    /** Steps that are done, with what they counted: see erasure/progress.ts. */
    progress: text({ mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    keyDestroyedAtMs: integer(),
    completedAtMs: integer(),
    attempts: integer().notNull().default(0),
    /** When there is something to do next; while somebody is at it, when they are given up. */
    nextAttemptAtMs: integer().notNull(),
    /** The receipt as canonical JSON, and its Ed25519 signature. */
    receipt: text(),
    signature: text(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('erasures_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('erasures_by_subject').on(t.tenantId, t.subjectToken),
    index('erasures_due').on(t.nextAttemptAtMs),
    index('erasures_by_expiry').on(t.expiresAtMs),
  ],
)
