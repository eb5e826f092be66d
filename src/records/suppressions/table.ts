import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * A standing "do not contact", kept under the HMAC of an identity. Append-only, never swept, survives erasure: one that the
 * person took back themselves is marked, and stays.
 */
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
    /** From what they are left alone: everything, advertising, or one channel that does not reach them or that they do not want. */
    scope: text({ enum: ['all', 'marketing', 'voice', 'sms', 'whatsapp'] })
      .notNull()
      .default('all'),
    /** What of the person's own ends it: START on that channel, the platform's switch turned back, or that they write at all. */
    endsBy: text({ enum: ['nothing', 'start_sms', 'start_whatsapp', 'resume', 'writing'] })
      .notNull()
      .default('nothing'),
    endedAtMs: integer(),
    callId: text(),
    createdAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('suppressions_standing')
      .on(t.tenantId, t.livemode, t.identityToken, t.scope, t.endsBy)
      .where(sql`${t.endedAtMs} IS NULL`),
    index('suppressions_by_tenant').on(t.tenantId, t.livemode, t.id),
  ],
)
