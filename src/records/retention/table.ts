import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A tenant's own, shorter keep time for a category. 0 means: never stored. */
export const retentionSettings = sqliteTable(
  'retention_settings',
  {
    tenantId: text().notNull(),
    category: text().notNull(),
    keepDays: integer().notNull(),
    /** What becomes of it at its end. */
    endAction: text({ enum: ['delete', 'deidentify'] })
      .notNull()
      .default('delete'),
    updatedAtMs: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.category] })],
)
