import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What is left of a row that no longer tells of anybody: no id, time or order of the row it was made of. */
export const deidentifiedRows = sqliteTable(
  'deidentified_rows',
  {
    /** Random, without a time in it. */
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    category: text().notNull(),
    year: integer().notNull(),
    /** Words of our own vocabulary, sizes and tokens that lead nowhere. */
    fields: text({ mode: 'json' }).$type<Readonly<Record<string, string | number | boolean | null>>>().notNull(),
  },
  (t) => [index('deidentified_rows_by_tenant').on(t.tenantId, t.livemode, t.category, t.year)],
)
