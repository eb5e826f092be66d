import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Who accepted which version of which policy, and how: by asking, or by the first use after it came into force. */
export const policyAcceptances = sqliteTable(
  'policy_acceptances',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    policy: text().notNull(),
    version: text().notNull(),
    textSha256: text().notNull(),
    how: text({ enum: ['explicit', 'use'] }).notNull(),
    acceptedBy: text().notNull(),
    acceptedAtMs: integer().notNull(),
  },
  (t) => [uniqueIndex('policy_acceptances_once').on(t.tenantId, t.policy, t.version, t.how)],
)

/** That a business was told of a version, so that it is told once. */
export const policyNotices = sqliteTable(
  'policy_notices',
  {
    tenantId: text().notNull(),
    policy: text().notNull(),
    version: text().notNull(),
    toldAtMs: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.policy, t.version] })],
)
