import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * A WhatsApp number and the one tenant that holds it. In the directory: a delivery knows only the line. A number for SMS is a
 * row of `numbers`. Secrets of the business's own application are sealed with the tenant's key.
 */
export const channels = sqliteTable(
  'channels',
  {
    id: text().primaryKey(),
    /** `whatsapp:LINE` or `twilio:LINE` for live ones; test ones are prefixed `test:TENANT:` so that they claim nothing. */
    claim: text().notNull(),
    kind: text({ enum: ['whatsapp'] }).notNull(),
    provider: text({ enum: ['whatsapp', 'twilio'] }).notNull(),
    /** Meta's phone number id; with Twilio the sender's number, E.164. */
    line: text().notNull(),
    /** Meta's messaging account (WABA) or Twilio's account, whose signature speaks for the line. */
    accountId: text().notNull(),
    displayNumber: text(),
    tenantId: text().notNull(),
    agentId: text(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    /** The business's own application, where it brought one. */
    sealedAppSecret: text(),
    sealedAccessToken: text(),
    status: text({ enum: ['pending', 'subscribed', 'failed', 'test'] }).notNull(),
    /** What the platform said last: a code. */
    detail: text(),
    /** When its platform first took it. A claim that never was gives way to whoever's own account shows the line. */
    provenAtMs: integer(),
    createdAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('channels_claim').on(t.claim),
    index('channels_by_tenant').on(t.tenantId),
    index('channels_by_account').on(t.accountId),
    index('channels_by_status').on(t.status),
  ],
)
