import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Something that people of the platform have to answer: an inquiry, a demo, a question, help. In the directory: it is nobody's customer data. */
export const tickets = sqliteTable(
  'tickets',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['inquiry', 'demo', 'support', 'security', 'legal', 'privacy', 'complaint'] }).notNull(),
    source: text({ enum: ['site', 'email', 'api'] }).notNull(),
    status: text({ enum: ['open', 'answered', 'closed'] }).notNull(),
    urgent: integer({ mode: 'boolean' }).notNull(),
    /** The customer it is from, if it is one's: while that account is active, the clock stands still. */
    tenantId: text(),
    /** What was written, and who wrote, sealed with a key whose subject is the id of the ticket. */
    sealedDetails: text(),
    /** HMAC of the address: what comes twice is one. */
    senderToken: text(),
    dedupeToken: text(),
    dueAtMs: integer().notNull(),
    alarmedAtMs: integer(),
    answeredAtMs: integer(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('tickets_by_status').on(t.status, t.dueAtMs),
    index('tickets_by_dedupe').on(t.dedupeToken),
    index('tickets_by_expiry').on(t.expiresAtMs),
  ],
)
