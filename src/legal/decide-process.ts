import { and, eq, inArray, sql } from 'drizzle-orm'
import { detailHashOf } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'
import { auditProcess } from './legal-chain.ts'
import { APPROVALS_MIN, findProcess, type LegalProcess } from './legal-process.ts'

/**
 * One person's yes. The second, of somebody else, approves it; the same person's again counts for nothing.
 *
 * Whether it is somebody else's is asked inside the statement: two yes of one person at once are one.
 *
 * @throws Refusal not_found, or conflict where it is decided already.
 */
export async function approveProcess(ctx: Ctx, id: string, approver: string): Promise<LegalProcess> {
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
  if (approved === undefined) return standing(ctx, id, approver)
  const detailHash = await detailHashOf({ id, approver })
  await auditProcess(ctx, approved, { action: 'legal.approved', subject: id, detailHash })
  return approved
}

/** Said again by the same person it stands as it is. */
async function standing(ctx: Ctx, id: string, approver: string): Promise<LegalProcess> {
  const row = await findProcess(ctx.db, id)
  if (row === undefined) throw new Refusal('not_found', 'There is no such legal process.')
  if (row.approvals.some(({ by }) => by === approver)) return row
  throw new Refusal('conflict', `This legal process is ${row.status}.`)
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
