import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A code that was sent to a channel we know, to be told back. Guesses are counted in the row itself, so that parallel ones are too. */
export const requestChallenges = sqliteTable(
  'request_challenges',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    requestId: text().notNull(),
    channel: text({ enum: ['sms', 'whatsapp', 'email'] }).notNull(),
    /** HMAC of the code, bound to this row. */
    codeMac: text().notNull(),
    guesses: integer().notNull().default(0),
    sentAtMs: integer(),
    usedAtMs: integer(),
    endsAtMs: integer().notNull(),
    createdAtMs: integer().notNull(),
  },
  (t) => [index('request_challenges_by_request').on(t.requestId), index('request_challenges_by_end').on(t.endsAtMs)],
)
