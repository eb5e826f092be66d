import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A mail that we owe somebody, and when it was sent. Address and text are sealed with a key whose subject is the id of the row. */
export const outgoingMails = sqliteTable(
  'outgoing_mails',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** `acknowledgement`, `challenge`, `answer`, `export_ready`, `erased`, `notice`, `ticket`, … */
    kind: text().notNull(),
    /** What it is sent once for: a second with the same key is the same mail. */
    onceKey: text().notNull(),
    /** The mail it answers, if any, and the request or ticket it is about. */
    mailId: text(),
    requestId: text(),
    ticketId: text(),
    /** JSON: to, subject, text, in-reply-to, references. */
    sealedMail: text(),
    /** HMAC of the address, and the domain, for the caps. */
    addressToken: text().notNull(),
    domainToken: text().notNull(),
    threadToken: text(),
    status: text({ enum: ['owed', 'sent', 'capped', 'failed'] }).notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAtMs: integer().notNull(),
    errorCode: text(),
    sentAtMs: integer(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('outgoing_mails_once').on(t.tenantId, t.onceKey),
    index('outgoing_mails_due').on(t.status, t.nextAttemptAtMs),
    index('outgoing_mails_by_mail').on(t.mailId),
    index('outgoing_mails_by_request').on(t.requestId),
    index('outgoing_mails_by_ticket').on(t.ticketId),
    index('outgoing_mails_by_thread').on(t.threadToken),
    index('outgoing_mails_by_time').on(t.createdAtMs),
    index('outgoing_mails_by_address').on(t.addressToken, t.createdAtMs),
    index('outgoing_mails_by_domain').on(t.domainToken, t.createdAtMs),
    index('outgoing_mails_by_expiry').on(t.expiresAtMs),
  ],
)
