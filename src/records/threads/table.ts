import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { CHANNELS } from '../../messages/message.ts'

/** All that one business and one person write to each other: who answers, and since when. */
export const threads = sqliteTable(
  'threads',
  {
    /** `thr_` and the person's own id without its prefix: nobody needs to look it up. */
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    personId: text().notNull(),
    /** Who answers: the agent, or people of the business who have taken over. */
    answeredBy: text({ enum: ['agent', 'staff'] }).notNull(),
    lastChannel: text({ enum: CHANNELS }),
    lastMessageAtMs: integer().notNull(),
    /** Until when WhatsApp takes free text; null when it never was open. */
    windowEndsAtMs: integer(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('threads_person').on(t.personId),
    index('threads_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('threads_by_expiry').on(t.expiresAtMs),
  ],
)
