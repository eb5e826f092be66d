import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was decided and changed, in order, each row with the hash of the one before it. No names, no words, no numbers. */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    tenantId: text().notNull(),
    seq: integer().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    atMs: integer().notNull(),
    /** `api_key:key_…`, `live_call:call_…`, `system:campaigns`. */
    actor: text().notNull(),
    /** `contact.decided`, `consent.recorded`, `suppression.added`, … */
    action: text().notNull(),
    /** Id of what it is about. */
    subject: text().notNull(),
    /** SHA-256 of the row it tells of, hex. */
    detailHash: text().notNull(),
    prevHash: text().notNull(),
    /** SHA-256 over tenant, seq, time, actor, action, subject, detailHash and prevHash, hex. */
    hash: text().notNull(),
    expiresAtMs: integer().notNull(),
    /** What content was viewed for; null where nothing was. Part of the hash where it is there. */
    purpose: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.seq] }),
    index('audit_entries_by_subject').on(t.tenantId, t.subject),
    index('audit_entries_by_expiry').on(t.expiresAtMs),
  ],
)
