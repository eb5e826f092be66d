import { sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Ctx } from '../context.ts'
import { events } from '../records/events/table.ts'
import type { EventData, EventType } from './catalogue.ts'
import { newEvent } from './emit.ts'

/** A row as it is before a change: the event is written only while it is so. */
export interface Before {
  readonly table: SQLiteTable
  /** True of one row at most. */
  readonly condition: SQL | undefined
}

/**
 * The event as a statement that writes it only while `before` holds. It goes before the change in its batch, whose
 * condition it shares: of two who make the change at once only one tells of it.
 */
export function emitWhile<Type extends EventType>(
  ctx: Ctx,
  type: Type,
  data: EventData<Type>,
  { table, condition }: Before,
): BatchItem<'sqlite'> {
  const event = newEvent(ctx, type, data)
  const row = {
    id: sql<string>`${event.id}`.as('id'),
    tenantId: sql<string>`${event.tenantId}`.as('tenant_id'),
    livemode: sql<boolean>`${Number(event.livemode)}`.as('livemode'),
    type: sql<string>`${event.type}`.as('type'),
    body: sql<string>`${event.body}`.as('body'),
    createdAtMs: sql<number>`${event.createdAtMs}`.as('created_at_ms'),
    dispatchedAtMs: sql<null>`NULL`.as('dispatched_at_ms'),
    expiresAtMs: sql<number>`${event.expiresAtMs}`.as('expires_at_ms'),
  }
  return ctx.db.insert(events).select(ctx.db.select(row).from(table).where(condition))
}
