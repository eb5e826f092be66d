import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A phone number and the one tenant that holds it. In the directory: an incoming call knows only this. */
export const numbers = sqliteTable(
  'numbers',
  {
    id: text().primaryKey(),
    /** E.164 for live numbers. Test numbers are prefixed `test:TENANT:` so that they claim nothing. */
    claim: text().notNull(),
    phoneNumber: text().notNull(),
    tenantId: text().notNull(),
    agentId: text(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    carrier: text().notNull(),
    /** The carrier account whose signature speaks for this number. */
    accountSid: text().notNull(),
    /** The carrier's id of the number, `PN…`, once it has been pointed at us. */
    carrierNumberSid: text(),
    carrierStatus: text({ enum: ['pending', 'pointed', 'not_found', 'failed', 'test'] }).notNull(),
    carrierDetail: text(),
    /** When its carrier first showed it to be in the claim's account. A claim that never was gives way to whoever's account shows it. */
    provenAtMs: integer(),
    createdAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('numbers_claim').on(t.claim),
    index('numbers_by_tenant').on(t.tenantId),
    index('numbers_by_carrier_status').on(t.carrierStatus),
  ],
)
