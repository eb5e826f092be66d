import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { cancelErasure } from '../erasure/cancel-erasure.ts'
import { ownedBy } from '../records/owned-by.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { changeRequest, findRequest, hasEnded } from './change-request.ts'
import { tellEnding } from './tell-asker.ts'

/**
 * Takes a request back. An erasure that has not begun is called off with it; one that has cannot be.
 *
 * @returns false where there is no such request, or it cannot be taken back any more.
 */
export async function withdrawRequest(ctx: Ctx, requestId: string): Promise<boolean> {
  const known = await findRequest(ctx, requestId)
  if (known === undefined || hasEnded(known)) return known?.status === 'withdrawn'
  if (known.erasureId !== null && !(await callOff(ctx, requestId, known.erasureId))) return false
  const row = await changeRequest(ctx, requestId, (now) =>
    hasEnded(now) ? null : { set: { status: 'withdrawn', outcome: 'withdrawn' } },
  )
  if (row !== undefined) await tellEnding(ctx, row)
  return row?.status === 'withdrawn'
}

/** Where somebody else asked for the same erasure, it goes on for them. */
async function callOff(ctx: Ctx, requestId: string, erasureId: string): Promise<boolean> {
  const others = and(
    ownedBy(ctx, privacyRequests),
    eq(privacyRequests.erasureId, erasureId),
    ne(privacyRequests.id, requestId),
    isNull(privacyRequests.completedAtMs),
  )
  const shared = await ctx.db.select({ id: privacyRequests.id }).from(privacyRequests).where(others).limit(1)
  return shared.length > 0 || cancelErasure(ctx, erasureId)
}
