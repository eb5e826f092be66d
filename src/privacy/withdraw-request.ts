import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { cancelErasure } from '../erasure/cancel-erasure.ts'
import { findErasure } from '../erasure/find-erasure.ts'
import { ownedBy } from '../records/owned-by.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { changeRequest, findRequest, hasEnded, type RequestRow } from './change-request.ts'
import { tellEnding } from './tell-asker.ts'

/**
 * Takes a request back. An erasure that has not begun is called off with it; one that has cannot be. Where somebody else asked for
 * the same erasure, it goes on for them. Safe to repeat, and repeated it does what was lost on the way.
 *
 * @param askedAtMs  when that was asked for, where it was before now.
 * @returns false where there is no such request, or it cannot be taken back any more.
 */
export async function withdrawRequest(ctx: Ctx, requestId: string, askedAtMs = ctx.nowMs): Promise<boolean> {
  const known = await findRequest(ctx, requestId)
  if (known === undefined) return false
  if (!hasEnded(known) && !(await isFree(ctx, known, askedAtMs))) return false
  const row = await changeRequest(ctx, requestId, (now) =>
    hasEnded(now) ? null : { set: { status: 'withdrawn', outcome: 'withdrawn' } },
  )
  if (row?.status !== 'withdrawn') return false
  // Of those who take it back in the same moment each sees another that still wants it: the last of them sees none.
  if (row.erasureId !== null && !(await isWantedByOthers(ctx, row))) await cancelErasure(ctx, row.erasureId, askedAtMs)
  await tellEnding(ctx, row)
  return true
}

/** Whether nothing is deleted for this request alone any more. */
async function isFree(ctx: Ctx, row: RequestRow, askedAtMs: number): Promise<boolean> {
  if (row.erasureId === null || (await isWantedByOthers(ctx, row))) return true
  return isCalledOff(ctx, row.erasureId, askedAtMs)
}

async function isWantedByOthers(ctx: Ctx, { id, erasureId }: RequestRow): Promise<boolean> {
  const others = and(
    ownedBy(ctx, privacyRequests),
    eq(privacyRequests.erasureId, erasureId ?? ''),
    ne(privacyRequests.id, id),
    isNull(privacyRequests.completedAtMs),
  )
  return (await ctx.db.select({ id: privacyRequests.id }).from(privacyRequests).where(others).limit(1)).length > 0
}

/** Calls an erasure off, or finds that it is: somebody may not have got further than that. */
export const isCalledOff = async (ctx: Ctx, erasureId: string, askedAtMs: number): Promise<boolean> =>
  (await cancelErasure(ctx, erasureId, askedAtMs)) || (await findErasure(ctx, erasureId))?.status === 'cancelled'
