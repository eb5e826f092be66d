import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A mail that came in: that it did, what was understood and what became of it. Its bytes lie sealed in R2. */
export const mails = sqliteTable(
  'mails',
  {
    id: text().primaryKey(),
    /** `platform` where it is nobody's in particular. */
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** See mail/dedupe-hash.ts: what is delivered twice is one mail. */
    dedupeHash: text().notNull(),
    /** Which of our addresses it came to: `privacy`, `support`, `general`, or a business's own. */
    inbox: text().notNull(),
    blobKey: text(),
    rawBytes: integer().notNull(),
    truncated: integer({ mode: 'boolean' }).notNull(),
    /** `none`, `weak`, `pass`; `unread` before it was read. */
    authentication: text().notNull(),
    /** Why it gets no automatic answer; null when it may. */
    loopReason: text(),
    labels: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    /** `arriving` until its bytes are kept, `received`, `acted`, and in the end `answered`, `closed` or `for_a_person`. */
    status: text().notNull(),
    /** What came of it: see mail/outcome.ts. Null before something has. */
    outcome: text(),
    attempts: integer().notNull().default(0),
    /** Until then somebody works on it; after it, whoever comes first. */
    claimedUntilMs: integer().notNull().default(0),
    requestIds: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    ticketId: text(),
    /** HMAC of the sender's address, for caps and merging. */
    senderToken: text(),
    /** HMAC of sender, certainty and new text: who writes the same again is answered by what came of it. */
    twinToken: text(),
    receivedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('mails_dedupe').on(t.dedupeHash),
    index('mails_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('mails_by_status').on(t.status, t.receivedAtMs),
    index('mails_by_sender').on(t.senderToken, t.receivedAtMs),
    index('mails_by_twin').on(t.twinToken, t.receivedAtMs),
    index('mails_by_expiry').on(t.expiresAtMs),
  ],
)
