import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { REGIONS } from '../region.ts'

/** See tenants/limits.ts. */
type LimitName = 'concurrentCalls' | 'minutesPerDay' | 'modelTokensPerDay' | 'callsPerCallerPerHour'

/** A business that is a customer. Kept in the directory (the unpinned database), because its region is read from here. */
export const tenants = sqliteTable(
  'tenants',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    slug: text().notNull(),
    /** Chosen at creation and never changed: it selects database, bucket and Durable Object jurisdiction. */
    region: text({ enum: REGIONS }).notNull(),
    vertical: text({ enum: ['general', 'healthcare'] }).notNull(),
    status: text({ enum: ['active', 'closed'] }).notNull(),
    privacyContact: text(),
    /** What the operator allows at most, and what the business chose below it, as JSON; null where nobody has set any. */
    ceilings: text({ mode: 'json' }).$type<Readonly<Partial<Record<LimitName, number>>>>(),
    limits: text({ mode: 'json' }).$type<Readonly<Partial<Record<LimitName, number>>>>(),
    /**
     * The version of its policy that it accepted last; null: none yet, and its keys open nothing. Who was there before this was
     * asked had accepted by opening.
     */
    policyVersion: text().default('2026-01'),
    policyAcceptedAtMs: integer(),
    createdAtMs: integer().notNull(),
  },
  (t) => [
    uniqueIndex('tenants_slug').on(t.slug),
    check('tenants_region', sql`${t.region} IN ('global', 'eu', 'us')`),
    check('tenants_status', sql`${t.status} IN ('active', 'closed')`),
  ],
)
