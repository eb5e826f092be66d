import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was said on a call: one sealed R2 object of turns, and the summary made from it, which goes when it goes. */
export const transcripts = sqliteTable(
  'transcripts',
  {
    callId: text().primaryKey(),
    tenantId: text().notNull(),
    personId: text(),
    /** Whose key seals it: the person's id, or the call's for a hidden caller. */
    keySubject: text().notNull(),
    blobKey: text().notNull(),
    turnCount: integer().notNull(),
    /** `{text, outcome, fields, follow_ups}` as JSON, sealed. */
    sealedSummary: text(),
    summaryBy: text({ enum: ['rules', 'model'] }),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('transcripts_by_expiry').on(t.expiresAtMs),
    index('transcripts_by_person').on(t.personId),
    index('transcripts_by_tenant').on(t.tenantId),
    check('transcripts_blob_key', sql`${t.blobKey} LIKE 'transcripts/%'`),
  ],
)
