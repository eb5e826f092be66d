import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a message says. Not there where the business keeps no words, or when they have gone. */
export const messageBodies = sqliteTable(
  'message_bodies',
  {
    messageId: text().primaryKey(),
    tenantId: text().notNull(),
    personId: text().notNull(),
    /** The content as JSON (`Content` of what came in, `Outgoing` of what went out), sealed with the person's key. */
    sealedBody: text().notNull(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('message_bodies_by_person').on(t.personId),
    index('message_bodies_by_tenant').on(t.tenantId),
    index('message_bodies_by_expiry').on(t.expiresAtMs),
  ],
)
