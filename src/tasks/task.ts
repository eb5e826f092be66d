import type { Ctx } from '../context.ts'
import type { tasks } from '../records/tasks/table.ts'
import type { Place } from '../vault/seal.ts'

export type Task = typeof tasks.$inferSelect
export type TaskKind = Task['kind']
export type TaskPriority = Task['priority']
export const TASK_STATUSES = ['open', 'done', 'declined'] as const

/** What the caller said, field by field. */
export type TaskDetails = Readonly<Record<string, string>>

/** Where a task's details are sealed. */
export const detailsPlace = (ctx: Pick<Ctx, 'tenantId'>, taskId: string): Place => ({
  tenantId: ctx.tenantId,
  table: 'tasks',
  recordId: taskId,
  field: 'details',
})

/** What an event tells of a task. A queue may be named in free words; only a plain word leaves. */
export function toldOf(
  task: Pick<Task, 'id' | 'kind' | 'status' | 'priority' | 'queue' | 'callId' | 'personId' | 'dueAtMs'>,
) {
  return {
    task_id: task.id,
    kind: task.kind,
    status: task.status,
    priority: task.priority,
    queue: /^[a-z][a-z0-9_.-]{0,63}$/.test(task.queue) ? task.queue : null,
    call_id: task.callId,
    person_id: task.personId,
    due_at: task.dueAtMs === null ? null : new Date(task.dueAtMs).toISOString(),
  }
}
