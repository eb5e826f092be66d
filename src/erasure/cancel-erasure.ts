import { and, eq, gt, or, sql } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { erasures } from '../records/erasures/table.ts'
import { isNullViolation } from '../records/unique-violation.ts'
import { findErasure } from './find-erasure.ts'

/** Looked at never again. */
export const NEVER_AT_MS = 253_402_300_799_000

/**
 * Calls off an erasure that has not begun, with its line of the audit in one batch.
 *
 * @param askedAtMs  when that was asked for, where it was before now: while nobody has taken up the erasure, that is in time.
 * @returns false when it has begun, was called off before, or is not this business's.
 */
export async function cancelErasure(ctx: Ctx, erasureId: string, askedAtMs = ctx.nowMs): Promise<boolean> {
  const known = await findErasure(ctx, erasureId)
  if (known?.status !== 'waiting') return false
  const isInTime = or(
    gt(erasures.startsAtMs, ctx.nowMs),
    and(gt(erasures.startsAtMs, askedAtMs), eq(erasures.attempts, 0)),
  )
  // Null, which the column does not take, where it may not be: then nothing of the batch is written.
  const status = sql`CASE WHEN ${eq(erasures.status, 'waiting')} AND (${isInTime}) THEN 'cancelled' END`
  const detailHash = await detailHashOf({ id: erasureId, cancelledAtMs: ctx.nowMs })
  try {
    await ctx.db.batch([
      ctx.db
        .update(erasures)
        .set({ status, personId: null, nextAttemptAtMs: NEVER_AT_MS })
        .where(eq(erasures.id, erasureId)),
      appendAudit(ctx, [{ action: 'person.erasure_cancelled', subject: erasureId, detailHash }]),
    ])
  } catch (error) {
    if (!isNullViolation(error)) throw error
    return false
  }
  await sealAuditQuietly(ctx)
  return true
}
