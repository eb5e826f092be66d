import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A standing "do not contact", kept under the HMAC of an identity. Append-only, never swept, survives erasure. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** HMAC of the canonical identity, with the version of the pepper that made it. */
    identityToken: text().notNull(),
    pepperVersion: integer().notNull(),
    reason: text().notNull(),
    source: text({ enum: ['voice', 'sms', 'whatsapp', 'email', 'api'] }).notNull(),
    callId: text(),
    createdAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('suppressions_identity').on(t.tenantId, t.livemode, t.identityToken),
    index('suppressions_by_tenant').on(t.tenantId, t.livemode, t.id),
  ],
)
