import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { count } from '../events/count.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { ownedBy } from '../records/owned-by.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { tasks } from '../records/tasks/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { personKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { detailsPlace, toldOf, type Task, type TaskDetails, type TaskKind, type TaskPriority } from './task.ts'

export interface NewTask {
  readonly kind: TaskKind
  readonly priority: TaskPriority
  readonly queue: string
  readonly callId: string | null
  readonly personId: string | null
  /** Whose key seals the details: the person's id, or the call's for a hidden caller. */
  readonly keySubject: string
  readonly details: TaskDetails
  /** The same intent again is the same task: `CALL:message:1`. */
  readonly intentKey: string
  readonly dueAtMs?: number
}

/**
 * Leaves something for a person of the business to do. The task, its events and its count are one batch.
 *
 * Asked again with the same intent it gives the task that is there and tells nobody twice.
 */
export async function createTask(
  ctx: Ctx,
  wanted: NewTask,
): Promise<{ readonly taskId: string; readonly created: boolean }> {
  const known = await taskOfIntent(ctx, wanted.intentKey)
  if (known !== undefined) return { taskId: known, created: false }

  const row = await rowOf(ctx, wanted)
  const told = toldOf(row)
  const refill = row.kind === 'refill' ? [emit(ctx, 'refill.requested', told)] : []
  try {
    await ctx.db.batch([
      ctx.db.insert(tasks).values(row),
      emit(ctx, 'task.created', told),
      ...refill,
      count(ctx, { tasks: 1, [`tasks.kind.${row.kind}`]: 1 }),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const first = await taskOfIntent(ctx, wanted.intentKey)
    if (first === undefined) throw error
    return { taskId: first, created: false }
  }
  await wakeQuietly(ctx)
  return { taskId: row.id, created: true }
}

async function rowOf(ctx: Ctx, wanted: NewTask): Promise<Task> {
  const { kind, priority, queue, callId, personId, keySubject, details, intentKey, dueAtMs = null } = wanted
  const id = newId('task', ctx.nowMs)
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, keySubject)
  return {
    id,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    kind,
    status: 'open',
    priority,
    queue,
    callId,
    personId,
    keySubject,
    sealedDetails: await seal(key, detailsPlace(ctx, id), JSON.stringify(details)),
    intentKey,
    dueAtMs,
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(ctx.nowMs, await keepDaysOf(ctx, 'tasks')),
  }
}

async function taskOfIntent(ctx: Ctx, intentKey: string): Promise<string | undefined> {
  const mine = and(ownedBy(ctx, tasks), eq(tasks.intentKey, intentKey))
  return (await ctx.db.select({ id: tasks.id }).from(tasks).where(mine).get())?.id
}
