import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Hours } from '../../agents/hours.ts'

/** Who or what is booked: a chair, a doctor, a table. */
export const resources = sqliteTable(
  'resources',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    /** Working hours narrower than the service's, or null for the service's own. */
    hours: text({ mode: 'json' }).$type<Hours>(),
    status: text({ enum: ['active', 'archived'] }).notNull(),
    createdAtMs: integer().notNull(),
  },
  (t) => [index('resources_by_tenant').on(t.tenantId, t.livemode, t.id)],
)

/** What can be booked. Publishing an agent writes the services of its document here, by slug. */
export const services = sqliteTable(
  'services',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    minutes: integer().notNull(),
    bufferBeforeMinutes: integer().notNull(),
    bufferAfterMinutes: integer().notNull(),
    noticeMinutes: integer().notNull(),
    horizonDays: integer().notNull(),
    mode: text({ enum: ['instant', 'request', 'off'] }).notNull(),
    assign: text({ enum: ['any', 'round_robin', 'ask'] }).notNull(),
    resourceIds: text({ mode: 'json' }).$type<readonly string[]>().notNull(),
    hours: text({ mode: 'json' }).$type<Hours>().notNull(),
    /** The agent whose document this came from, or null when it was made through the API. */
    agentId: text(),
    status: text({ enum: ['active', 'archived'] }).notNull(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
  },
  (t) => [uniqueIndex('services_slug').on(t.tenantId, t.livemode, t.slug)],
)
