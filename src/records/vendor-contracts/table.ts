import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What is agreed with a vendor of the register, as the operator says: without it nothing goes there. */
export const vendorContracts = sqliteTable('vendor_contracts', {
  vendor: text().primaryKey(),
  contract: text({ enum: ['none', 'dpa', 'dpa_scc'] }).notNull(),
  baa: integer({ mode: 'boolean' }).notNull(),
  zeroRetention: integer({ mode: 'boolean' }).notNull(),
  regions: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
  reviewedAtMs: integer(),
  reviewDueAtMs: integer().notNull(),
  updatedBy: text().notNull(),
  updatedAtMs: integer().notNull(),
})
