import { and, eq, like, type SQL } from 'drizzle-orm'
import * as z from 'zod'
import { isEventPattern } from '../../events/event-filter.ts'
import { events as table } from '../../records/events/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, time, Time, timeOrNull } from './shape.ts'

export const EventObject = z
  .object({
    object: z.literal('event'),
    id: z.string().describe('The `webhook-id` it is delivered under.'),
    livemode: z.boolean(),
    type: z.string(),
    timestamp: Time,
    data: z.record(z.string(), z.unknown()),
    created_at: Time,
    dispatched_at: Time.nullable().describe('When the endpoints that want it had taken it over.'),
    expires_at: Time.describe('When it is deleted.'),
  })
  .meta({ id: 'Event' })

const Body = z.object({ timestamp: z.string(), data: z.record(z.string(), z.unknown()) })

/** An event as the API shows it: the body as it is sent, opened. */
export const eventObject = (row: typeof table.$inferSelect) => {
  const { timestamp, data } = Body.parse(JSON.parse(row.body))
  return {
    object: 'event' as const,
    id: row.id,
    livemode: row.livemode,
    type: row.type,
    timestamp,
    data,
    created_at: time(row.createdAtMs),
    dispatched_at: timeOrNull(row.dispatchedAtMs),
    expires_at: time(row.expiresAtMs),
  }
}

const EventQuery = listQuery({
  type: z
    .string()
    .max(64)
    .refine(isEventPattern, 'must be an event type or a family such as call.*')
    .optional()
    .describe('Only this type, or this family (`call.*`).'),
})

/** Only patterns the catalogue knows get here, and no family in it holds a character that LIKE would take for another. */
function typed(pattern: string | undefined): SQL | undefined {
  if (pattern === undefined || pattern === '*') return undefined
  return pattern.endsWith('.*') ? like(table.type, `${pattern.slice(0, -1)}%`) : eq(table.type, pattern)
}

export const events = resource('events')
  .get(
    '/',
    { summary: 'List events', scope: 'read', query: EventQuery, response: listOf(EventObject) },
    ({ ctx, query }) => {
      const where = and(ownedBy(ctx, table), typed(query.type))
      return listPage({ db: ctx.db, table, where, query }, eventObject)
    },
  )
  .get('/:id', { summary: 'Get an event', scope: 'read', response: EventObject }, async ({ ctx, params }) => {
    const row = await ctx.db
      .select()
      .from(table)
      .where(and(ownedBy(ctx, table), eq(table.id, params.id)))
      .get()
    return eventObject(found(row, 'event'))
  })
