import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Addresses that want no business mail from the platform, by their keyed hash. For good. */
export const mailStops = sqliteTable('mail_stops', {
  token: text().primaryKey(),
  source: text().notNull(),
  createdAtMs: integer().notNull(),
})
