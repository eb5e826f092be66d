import { and, desc, gt, lt } from 'drizzle-orm'
import type { ListedWhat } from '../../calls/outbound-talk/listed-task.ts'
import type { Ctx } from '../../context.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { tasks } from '../../records/tasks/table.ts'
import type { MemberAnswer } from './read-answer.ts'

export const WHAT_OF: Readonly<Record<MemberAnswer, ListedWhat>> = { yes: 'comes', no: 'callback', move: 'move' }

/** What people of the business were left of a member's answers, the newest first, by the names that `listedIntent` gives. */
export async function listedTasks(ctx: Ctx, memberId: string) {
  const theirs = and(gt(tasks.intentKey, `${memberId}:`), lt(tasks.intentKey, `${memberId};`))
  const { id, status, intentKey } = tasks
  const rows = await ctx.db
    .select({ id, status, intentKey })
    .from(tasks)
    .where(and(ownedBy(ctx, tasks), theirs))
    .orderBy(desc(tasks.id))
  return rows.map((task) => ({ ...task, what: task.intentKey.split(':')[1] }))
}
