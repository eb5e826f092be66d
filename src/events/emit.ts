import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { events } from '../records/events/table.ts'
import { retentionSettings } from '../records/retention/table.ts'
import { named } from './catalogue/entry.ts'
import { entryOf, type EventData, type EventType } from './catalogue.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const KEEP_DAYS = 30

/** An event lives at least this long whatever the business set, or it would be swept before it is sent. */
const KEEP_DAYS_MIN = 1

/**
 * The event as a statement for the same `ctx.db.batch` as the change it tells of. Never executes by itself.
 *
 * After the batch call `wakeQuietly(ctx)`. Members the catalogue does not name are left out.
 *
 * @throws TypeError when `data` is not what the catalogue says: a bug of the caller.
 */
export function emit<Type extends EventType>(ctx: Ctx, type: Type, data: EventData<Type>): BatchItem<'sqlite'> {
  return ctx.db.insert(events).values(newEvent(ctx, type, data))
}

/** The row of a new event. Its id is the `webhook-id` of every delivery. */
export function newEvent<Type extends EventType>(ctx: Ctx, type: Type, data: EventData<Type>) {
  const body = JSON.stringify({
    type,
    timestamp: new Date(ctx.nowMs).toISOString(),
    data: named(entryOf(type).shape, data),
  })
  const ownKeepDays = sql`(SELECT ${retentionSettings.keepDays} FROM ${retentionSettings} WHERE ${retentionSettings.tenantId} = ${ctx.tenantId} AND ${retentionSettings.category} = 'events')`
  return {
    id: newId('evt', ctx.nowMs),
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    type,
    body,
    createdAtMs: ctx.nowMs,
    // The setting is read inside the statement, so that emitting stays synchronous and part of the batch.
    expiresAtMs: sql<number>`${ctx.nowMs} + ${DAY_MS} * max(${KEEP_DAYS_MIN}, coalesce(${ownKeepDays}, ${KEEP_DAYS}))`,
  }
}
