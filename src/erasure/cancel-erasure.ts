import { and, eq, gt, isNull, or, sql, type SQL } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { erasures } from '../records/erasures/table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { isNullViolation } from '../records/unique-violation.ts'
import { findErasure } from './find-erasure.ts'
import type { ErasureRow } from './progress.ts'

/** Looked at never again. */
export const NEVER_AT_MS = 253_402_300_799_000

/**
 * Calls off an erasure that has not begun, with its line of the audit in one batch.
 *
 * @param askedAtMs  when that was asked for, where it was before now: while nobody has taken up the erasure, that is in time.
 * @returns false when it has begun, was called off before, or is not this business's.
 */
export async function cancelErasure(ctx: Ctx, erasureId: string, askedAtMs = ctx.nowMs): Promise<boolean> {
  const isUntaken = and(gt(erasures.startsAtMs, askedAtMs), eq(erasures.attempts, 0))
  return cancelWhere(ctx, erasureId, or(gt(erasures.startsAtMs, ctx.nowMs), isUntaken))
}

/**
 * Calls off an erasure that is about to begin, and that nobody wants any more who asked for it: they took it back in the very moment,
 * or whoever noted that was lost before it was called off. For whoever has taken it up; what a business began by itself goes on.
 */
export async function cancelUnwanted(
  ctx: Ctx,
  { id, requestId }: Pick<ErasureRow, 'id' | 'requestId'>,
): Promise<boolean> {
  if (requestId === null) return false
  const wanting = and(eq(privacyRequests.erasureId, id), isNull(privacyRequests.completedAtMs))
  return cancelWhere(ctx, id, sql`NOT EXISTS (SELECT 1 FROM ${privacyRequests} WHERE ${wanting})`)
}

async function cancelWhere(ctx: Ctx, erasureId: string, isSo: SQL | undefined): Promise<boolean> {
  const known = await findErasure(ctx, erasureId)
  if (known?.status !== 'waiting') return false
  // Null, which the column does not take, where it may not be: then nothing of the batch is written.
  const status = sql`CASE WHEN ${eq(erasures.status, 'waiting')} AND (${isSo}) THEN 'cancelled' END`
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
