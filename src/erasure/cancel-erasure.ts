import { and, eq, gt } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { erasures } from '../records/erasures/table.ts'
import { ownedBy } from '../records/owned-by.ts'

/** Looked at never again. */
export const NEVER_AT_MS = 253_402_300_799_000

/** Calls off an erasure that has not begun. False when it has, was called off before, or is not this business's. */
export async function cancelErasure(ctx: Ctx, erasureId: string): Promise<boolean> {
  const waits = and(
    ownedBy(ctx, erasures),
    eq(erasures.id, erasureId),
    eq(erasures.status, 'waiting'),
    gt(erasures.startsAtMs, ctx.nowMs),
  )
  const cancelled = await ctx.db
    .update(erasures)
    .set({ status: 'cancelled', personId: null, nextAttemptAtMs: NEVER_AT_MS })
    .where(waits)
    .returning({ id: erasures.id })
  if (cancelled.length === 0) return false
  const detailHash = await detailHashOf({ id: erasureId, cancelledAtMs: ctx.nowMs })
  await ctx.db.batch([appendAudit(ctx, [{ action: 'person.erasure_cancelled', subject: erasureId, detailHash }])])
  await sealAuditQuietly(ctx)
  return true
}
