import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a business has signed: that it has the consent of those it contacts, for these purposes on these channels. */
export const attestations = sqliteTable(
  'attestations',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    level: text({ enum: ['express', 'written'] }).notNull(),
    purposes: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    channels: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Word for word, and who signed, sealed with the tenant's key. */
    sealedText: text().notNull(),
    textSha256: text().notNull(),
    sealedSigner: text().notNull(),
    signedAtMs: integer().notNull(),
    recordedBy: text().notNull(),
    withdrawnAtMs: integer(),
    createdAtMs: integer().notNull(),
  },
  (t) => [index('attestations_by_tenant').on(t.tenantId, t.livemode, t.id)],
)
