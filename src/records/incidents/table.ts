import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Something went wrong with data: since when it is known, whom it touches, and until when who must be told. */
export const incidents = sqliteTable(
  'incidents',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['breach', 'loss', 'outage', 'misuse', 'near_miss'] }).notNull(),
    severity: text({ enum: ['low', 'medium', 'high', 'critical'] }).notNull(),
    status: text({ enum: ['open', 'contained', 'closed'] }).notNull(),
    /** Sealed with the platform's key. No names of persons. */
    sealedSummary: text().notNull(),
    tenantIds: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    peopleCount: integer(),
    discoveredAtMs: integer().notNull(),
    /** 72 hours: GDPR article 33. 60 days: 45 CFR 164.410. */
    authorityByMs: integer().notNull(),
    hipaaByMs: integer().notNull(),
    authorityToldAtMs: integer(),
    controllersToldAtMs: integer(),
    /** 0, 50, 80 or 100 of each clock: what was said last. */
    escalatedPercent: integer().notNull().default(0),
    hipaaEscalatedPercent: integer().notNull().default(0),
    /** What came of it, sealed likewise; null until it is closed. */
    sealedReport: text(),
    closedAtMs: integer(),
    openedBy: text().notNull(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
    expiresAtMs: integer().notNull(),
  },
  (t) => [index('incidents_by_status').on(t.status, t.id), index('incidents_by_expiry').on(t.expiresAtMs)],
)
