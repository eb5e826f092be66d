import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const CAMPAIGN_STATUSES = ['importing', 'scheduled', 'running', 'paused', 'completed', 'cancelled'] as const
export const CAMPAIGN_KINDS = ['message', 'reminder', 'refill', 'waitlist'] as const

/** Many people who are to be contacted for one purpose. */
export const campaigns = sqliteTable(
  'campaigns',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    name: text().notNull(),
    kind: text({ enum: CAMPAIGN_KINDS }).notNull(),
    purpose: text().notNull(),
    agentId: text(),
    /** Tried in this order. */
    channels: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    /** When it may run: days and minutes where the person is, within what the law allows. */
    window: text({ mode: 'json' })
      .$type<{ readonly days: readonly number[]; readonly from: number; readonly to: number }>()
      .notNull(),
    /** Contacts begun a minute, and at most so many at a time. */
    perMinute: integer().notNull(),
    atOnce: integer().notNull(),
    attemptsMax: integer().notNull(),
    /** Minutes to wait by outcome: `{busy: 15, no_answer: 120, …}`. */
    retryMinutes: text({ mode: 'json' }).$type<Readonly<Record<string, number>>>().notNull(),
    /** What is sent or said, with `{fields}`: template by channel, as JSON. A waitlist's slot. */
    content: text({ mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    status: text({ enum: CAMPAIGN_STATUSES }).notNull(),
    startsAtMs: integer().notNull(),
    endsAtMs: integer(),
    memberCount: integer().notNull(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [
    index('campaigns_by_tenant').on(t.tenantId, t.livemode, t.id),
    index('campaigns_by_status').on(t.status, t.startsAtMs),
    index('campaigns_by_expiry').on(t.expiresAtMs),
  ],
)
