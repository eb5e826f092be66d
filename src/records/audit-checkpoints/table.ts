import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How far a business's chain had come, signed. For ever: against it a chain that was cut off or written anew is found out. */
export const auditCheckpoints = sqliteTable(
  'audit_checkpoints',
  {
    tenantId: text().notNull(),
    seq: integer().notNull(),
    hash: text().notNull(),
    atMs: integer().notNull(),
    /** Of the checkpoint before it; '' of the first. Signed too: none can be taken out from between. */
    prevSignature: text().notNull().default(''),
    signature: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.seq] })],
)
