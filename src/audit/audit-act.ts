import type { Ctx } from '../context.ts'
import { appendAudit, detailHashOf, type AuditAction } from './append.ts'
import { sealAuditQuietly } from './seal.ts'

type Chain = Pick<Ctx, 'db' | 'tenantId' | 'livemode' | 'actor' | 'nowMs'>

/**
 * Adds what somebody privileged did elsewhere than in the region: in the directory no batch holds both. What cannot be noted is
 * answered as failed, and asked for again is noted then.
 */
export async function auditAct(ctx: Chain, action: AuditAction, subject: string, detail: object): Promise<void> {
  const detailHash = await detailHashOf(detail)
  await ctx.db.batch([appendAudit(ctx, [{ action, subject, detailHash }])])
  await sealAuditQuietly(ctx)
}
