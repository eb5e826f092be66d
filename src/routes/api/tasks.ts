import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { tasks as taskTable } from '../../records/tasks/table.ts'
import { settleTask } from '../../tasks/settle.ts'
import { detailsPlace, TASK_STATUSES, type Task, type TaskDetails } from '../../tasks/task.ts'
import { findPersonKey } from '../../vault/person-keys.ts'
import { open } from '../../vault/seal.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, Id, time, Time, timeOrNull } from './shape.ts'

const KINDS = taskTable.kind.enumValues
const PRIORITIES = taskTable.priority.enumValues

const TaskObject = z
  .object({
    object: z.literal('task'),
    id: z.string(),
    kind: z.enum(KINDS),
    status: z.enum(TASK_STATUSES),
    priority: z.enum(PRIORITIES),
    queue: z.string(),
    call_id: z.string().nullable(),
    person_id: z.string().nullable(),
    due_at: Time.nullable(),
    livemode: z.boolean(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Task' })

const OpenedTask = z
  .object({
    ...TaskObject.shape,
    details: z
      .record(z.string(), z.string())
      .nullable()
      .describe('What the caller said, by field; null when its key is gone.'),
  })
  .meta({ id: 'OpenedTask' })

const taskObject = (row: Task) => ({
  object: 'task' as const,
  id: row.id,
  kind: row.kind,
  status: row.status,
  priority: row.priority,
  queue: row.queue,
  call_id: row.callId,
  person_id: row.personId,
  due_at: timeOrNull(row.dueAtMs),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

async function openedTask(ctx: Ctx, row: Task) {
  const key =
    row.sealedDetails === null ? null : await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, row.keySubject)
  const text =
    key === null || row.sealedDetails === null ? null : await open(key, detailsPlace(ctx, row.id), row.sealedDetails)
  return { ...taskObject(row), details: text === null ? null : (JSON.parse(text) as TaskDetails) }
}

const TaskQuery = listQuery({
  status: z.enum(TASK_STATUSES).optional(),
  kind: z.enum(KINDS).optional(),
  priority: z.enum(PRIORITIES).optional(),
  queue: z.string().max(100).optional(),
  call_id: Id.optional(),
  person_id: Id.optional(),
})

export const tasks = resource('tasks')
  .get(
    '/',
    {
      summary: 'List tasks',
      description: 'Without their details, which are sealed: get one task to read them.',
      scope: 'read',
      query: TaskQuery,
      response: listOf(TaskObject),
    },
    ({ ctx, query }) => {
      const { status, kind, priority, queue, call_id, person_id } = query
      const where = and(
        ownedBy(ctx, taskTable),
        status && eq(taskTable.status, status),
        kind && eq(taskTable.kind, kind),
        priority && eq(taskTable.priority, priority),
        queue === undefined ? undefined : eq(taskTable.queue, queue),
        call_id === undefined ? undefined : eq(taskTable.callId, call_id),
        person_id === undefined ? undefined : eq(taskTable.personId, person_id),
      )
      return listPage({ db: ctx.db, table: taskTable, where, query }, taskObject)
    },
  )
  .get(
    '/:id',
    { summary: 'Get a task', scope: 'read', reveals: 'content', response: OpenedTask },
    async ({ ctx, params }) => {
      const mine = and(ownedBy(ctx, taskTable), eq(taskTable.id, params.id))
      return openedTask(ctx, found(await ctx.db.select().from(taskTable).where(mine).get(), 'task'))
    },
  )
  .patch(
    '/:id',
    {
      summary: 'Settle a task',
      description:
        'Sends `task.completed`, and for refills `refill.completed` or `refill.declined`. A settled task stays as it is.',
      scope: 'write',
      body: z.strictObject({ status: z.enum(['done', 'declined']) }),
      response: OpenedTask,
      example: { status: 'done' },
    },
    async ({ ctx, params, body }) => {
      const settled = await settleTask(ctx, params.id, body.status)
      if (!settled.ok && settled.error === 'not_found') throw new Refusal('not_found', 'There is no such task.')
      if (!settled.ok) throw new Refusal('conflict', 'This task was settled the other way.')
      return openedTask(ctx, settled.value)
    },
  )
