import { and, eq, inArray } from 'drizzle-orm'
import { detailHashOf } from '../audit/append.ts'
import type { Ctx } from '../context.ts'
import { disclose } from '../egress/disclose.ts'
import { Refusal } from '../kernel/refusal.ts'
import { legalProcessCategory } from '../records/legal-processes/category.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { auditProcess } from './legal-chain.ts'
import { APPROVALS_MIN, findProcess, type LegalProcess } from './legal-process.ts'
import { minimalExport, type MinimalExport } from './minimal-export.ts'
import { tellController } from './tell-controller.ts'

export interface HandedOver {
  readonly process: LegalProcess
  readonly export: MinimalExport
}

/**
 * Hands over what was asked for and approved by two people: its categories, its time, this person, and nothing beside. That it was
 * is written down for the person's accounting before anything is given out; the business is told unless a court forbade it.
 *
 * Asked for again it is read again, and told of once.
 *
 * @throws Refusal not_found, forbidden without two approvals, invalid for a process about nobody in particular, conflict where
 *   nothing is left.
 */
export async function discloseProcess(ctx: Ctx, id: string): Promise<HandedOver> {
  const row = await findProcess(ctx.db, id)
  if (row === undefined) throw new Refusal('not_found', 'There is no such legal process.')
  const { status, personId, approvals } = row
  const isApproved = new Set(approvals.map(({ by }) => by)).size >= APPROVALS_MIN
  if (!isApproved || (status !== 'approved' && status !== 'disclosed'))
    throw new Refusal('forbidden', `Two different people approve it before anything is handed over. It is ${status}.`)
  if (personId === null) throw new Refusal('invalid', 'It names nobody: what is handed over is about one person.')
  const found = await minimalExport(ctx, { ...row, personId })
  if (found === null) throw new Refusal('conflict', 'What was kept of this person has been erased: nothing is left.')
  const process = await writeDown(ctx, row, personId)
  await tellController(ctx, process)
  return { process, export: found }
}

async function writeDown(ctx: Ctx, row: LegalProcess, personId: string): Promise<LegalProcess> {
  const { id, categories } = row
  const { nowMs } = ctx
  const disclosedAtMs = row.disclosedAtMs ?? nowMs
  const keepDays = legalProcessCategory.keepDays ?? Number.POSITIVE_INFINITY
  const set = {
    status: 'disclosed',
    disclosedAtMs,
    updatedAtMs: nowMs,
    expiresAtMs: expiryOf(nowMs, keepDays),
  } as const
  const mine = and(eq(legalProcesses.id, id), inArray(legalProcesses.status, ['approved', 'disclosed']))
  const detailHash = await detailHashOf({ id, categories, disclosedAtMs })
  const [[written]] = await ctx.db.batch([
    ctx.db.update(legalProcesses).set(set).where(mine).returning(),
    disclose(ctx, { personId, recipient: 'authority', purpose: 'legal', fields: categories, occasion: id }),
  ])
  if (written === undefined) throw new Refusal('conflict', 'It was refused a moment ago.')
  await auditProcess(ctx, written, { action: 'legal.disclosed', subject: id, detailHash, purpose: 'legal' })
  return written
}
