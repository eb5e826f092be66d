import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { emitWhile } from '../events/emit-while.ts'
import { wakeQuietly } from '../events/wake.ts'
import { err, ok, type Result } from '../kernel/result.ts'
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
    const before = { table: tasks, condition: open }
    const told = toldOf({ ...task, status })
    const refill = status === 'done' ? ('refill.completed' as const) : ('refill.declined' as const)
    await ctx.db.batch([
      emitWhile(ctx, 'task.completed', told, before),
      ...(task.kind === 'refill' ? [emitWhile(ctx, refill, told, before)] : []),
      ctx.db.update(tasks).set({ status, updatedAtMs: ctx.nowMs }).where(open),
    ])
    await wakeQuietly(ctx)
  }
  const settled = await ctx.db.select().from(tasks).where(mine).get()
  if (settled === undefined) return err('not_found')
  return settled.status === status ? ok(settled) : err('settled')
}
