import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { legalProcessCategory } from '../records/legal-processes/category.ts'
import { legalProcesses } from '../records/legal-processes/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { auditProcess, isSecret } from './legal-chain.ts'
import { detailsPlace, type LegalProcess, type NewLegalProcess } from './legal-process.ts'

/** Takes in what a court or an authority asks for. Nothing is handed over by that. */
export async function receiveProcess(ctx: Ctx, asked: NewLegalProcess): Promise<LegalProcess> {
  const { tenantId, livemode, nowMs } = ctx
  const { details, ...scope } = asked
  const id = newId('lgl', nowMs)
  const row: LegalProcess = {
    ...scope,
    id,
    tenantId,
    livemode,
    status: 'received',
    sealedDetails: await ctx.vault.sealForTenant(tenantId, detailsPlace(id), JSON.stringify(details)),
    approvals: [],
    controllerToldAtMs: null,
    disclosedAtMs: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    expiresAtMs: expiryOf(nowMs, legalProcessCategory.keepDays ?? Number.POSITIVE_INFINITY),
  }
  const entry = { action: 'legal.received', subject: id, detailHash: await detailHashOf(row) } as const
  const written = ctx.db.insert(legalProcesses).values(row)
  if (isSecret(row)) {
    // The platform's chain is in another database. First the row: what cannot be noted is answered as failed.
    await written
    await auditProcess(ctx, row, entry)
    return row
  }
  await ctx.db.batch([written, appendAudit(ctx, [entry])])
  await sealAuditQuietly(ctx)
  return row
}
