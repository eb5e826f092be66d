import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import type { EventData, EventType } from '../events/catalogue.ts'
import { newEvent } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { events } from '../records/events/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { tasks } from '../records/tasks/table.ts'
import { toldOf, type Task } from './task.ts'

/** How a task ends: dealt with, or turned down. */
export type Settlement = 'done' | 'declined'

/**
 * Ends a task, and tells of it in the same batch.
 *
 * Ending it the same way again gives it back as it is. Ending it the other way is refused: what was told to others
 * would be wrong.
 */
export async function settleTask(
  ctx: Ctx,
  taskId: string,
  status: Settlement,
): Promise<Result<Task, 'not_found' | 'settled'>> {
  const mine = and(ownedBy(ctx, tasks), eq(tasks.id, taskId))
  const task = await ctx.db.select().from(tasks).where(mine).get()
  if (task === undefined) return err('not_found')
  if (task.status === 'open') {
    const open = and(mine, eq(tasks.status, 'open'))
    const told = toldOf({ ...task, status })
    const refill = status === 'done' ? ('refill.completed' as const) : ('refill.declined' as const)
    await ctx.db.batch([
      // Before the change, whose condition they share: of two who settle at once only one tells of it.
      emitWhile(ctx, 'task.completed', told, open),
      ...(task.kind === 'refill' ? [emitWhile(ctx, refill, told, open)] : []),
      ctx.db.update(tasks).set({ status, updatedAtMs: ctx.nowMs }).where(open),
    ])
    await wakeQuietly(ctx)
  }
  const settled = await ctx.db.select().from(tasks).where(mine).get()
  if (settled === undefined) return err('not_found')
  return settled.status === status ? ok(settled) : err('settled')
}

/** The event as a statement that writes it only while the task is as `condition` says. */
function emitWhile<Type extends EventType>(
  ctx: Ctx,
  type: Type,
  data: EventData<Type>,
  condition: SQL | undefined,
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
  return ctx.db.insert(events).select(ctx.db.select(row).from(tasks).where(condition))
}
