import { and, eq, inArray, sql } from 'drizzle-orm'
import { detailHashOf } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'
import { auditProcess } from './legal-chain.ts'
import { APPROVALS_MIN, findProcess, type LegalProcess } from './legal-process.ts'

const NOBODY =
  'OPERATOR_KEY is of nobody in particular, and two people have to approve. Use an operator key of your own: the setting OPERATOR_KEYS gives each operator one, as ann.lee:KEY,bo.ray:KEY.'
const SAME =
  'You have approved this already. The second approval comes with the key of another operator, as OPERATOR_KEYS has them.'

/**
 * The yes of the operator whose key is used. The second, of another operator, approves it.
 *
 * Whether it is another is asked inside the statement: two yes of one person at once are one.
 *
 * @throws Refusal forbidden for the key that is nobody's own, not_found, or conflict where it is decided already or the same
 *   operator said yes before.
 */
export async function approveProcess(ctx: Ctx, id: string): Promise<LegalProcess> {
  const approver = ctx.actor.type === 'operator' ? ctx.actor.name : undefined
  if (approver === undefined) throw new Refusal('forbidden', NOBODY)
  const { approvals, status } = legalProcesses
  const isNew = sql`NOT EXISTS (SELECT 1 FROM json_each(${approvals}) AS one WHERE one.value ->> '$.by' = ${approver})`
  const added = sql`json_insert(${approvals}, '$[#]', json(${JSON.stringify({ by: approver, atMs: ctx.nowMs })}))`
  const isEnough = sql`json_array_length(${approvals}) + 1 >= ${APPROVALS_MIN}`
  const [approved] = await ctx.db
    .update(legalProcesses)
    .set({
      approvals: sql`${added}`,
      status: sql`CASE WHEN ${isEnough} THEN 'approved' ELSE ${status} END`,
      updatedAtMs: ctx.nowMs,
    })
    .where(and(eq(legalProcesses.id, id), eq(status, 'received'), isNew))
    .returning()
  const row = approved ?? (await findProcess(ctx.db, id))
  if (row === undefined) throw new Refusal('not_found', 'There is no such legal process.')
  const isTheirs = row.approvals.some(({ by }) => by === approver)
  if (!isTheirs) throw new Refusal('conflict', `This legal process is ${row.status}.`)
  const detailHash = await detailHashOf({ id, approver })
  // Whoever is told below that they said yes before may have been left without an entry by then.
  await auditProcess(ctx, row, { action: 'legal.approved', subject: id, detailHash }, { onceSinceMs: 0 })
  if (approved === undefined && row.status === 'received') throw new Refusal('conflict', SAME)
  return row
}

/**
 * Refuses what was asked for: nothing is handed over, whoever approved it before.
 *
 * @throws Refusal not_found, or conflict where something was handed over.
 */
export async function refuseProcess(ctx: Ctx, id: string): Promise<LegalProcess> {
  const [refused] = await ctx.db
    .update(legalProcesses)
    .set({ status: 'refused', updatedAtMs: ctx.nowMs })
    .where(and(eq(legalProcesses.id, id), inArray(legalProcesses.status, ['received', 'approved', 'refused'])))
    .returning()
  if (refused === undefined) {
    const row = await findProcess(ctx.db, id)
    if (row === undefined) throw new Refusal('not_found', 'There is no such legal process.')
    throw new Refusal('conflict', `This legal process is ${row.status}.`)
  }
  const detailHash = await detailHashOf({ id, status: 'refused' })
  await auditProcess(ctx, refused, { action: 'legal.refused', subject: id, detailHash }, { once: true })
  return refused
}
