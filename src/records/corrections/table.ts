import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was said of a person before it was corrected. Read only to show what was changed. */
export const corrections = sqliteTable(
  'corrections',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text().notNull(),
    requestId: text(),
    field: text().notNull(),
    /** What stood there, sealed with the person's key. */
    sealedFormer: text(),
    correctedBy: text().notNull(),
    correctedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [index('corrections_by_person').on(t.personId), index('corrections_by_expiry').on(t.expiresAtMs)],
)
