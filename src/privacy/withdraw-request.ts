import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { cancelErasure } from '../erasure/cancel-erasure.ts'
import { findErasure } from '../erasure/find-erasure.ts'
import { ownedBy } from '../records/owned-by.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { CALLED_OFF, changeRequest, findRequest, hasEnded, type RequestRow } from './change-request.ts'
import { tellEnding } from './tell-asker.ts'

/** Who takes a request back, and when they said so, where that was before now. */
interface Withdrawing {
  readonly askedAtMs?: number
  /** Whoever it is about says so, not the business: then nobody else's wish for the same erasure is done before people have looked. */
  readonly isAboutThem?: boolean
}

/**
 * Takes a request back. An erasure that has not begun is called off with it; one that has cannot be. Where somebody else asked for
 * the same erasure, it goes on for them; but where the person themselves takes theirs back the business decides of the others.
 * Safe to repeat, and repeated it does what was lost on the way.
 *
 * @returns false where there is no such request, or it cannot be taken back any more.
 */
export async function withdrawRequest(ctx: Ctx, requestId: string, withdrawing: Withdrawing = {}): Promise<boolean> {
  const known = await findRequest(ctx, requestId)
  if (known === undefined) return false
  const others = await othersWanting(ctx, known)
  const goesOn = others.length > 0 && withdrawing.isAboutThem !== true
  if (!hasEnded(known) && !goesOn && !(await isNotBegun(ctx, known, withdrawing))) return false
  const row = await changeRequest(ctx, requestId, (now) =>
    hasEnded(now) ? null : { set: { status: 'withdrawn', outcome: 'withdrawn' } },
  )
  if (row?.status !== 'withdrawn') return false
  if (!goesOn) for (const id of others) await holdRequest(ctx, id)
  // Of those who take it back in the same moment each sees another that still wants it: the last of them sees none.
  if ((await othersWanting(ctx, row)).length === 0) await isNotBegun(ctx, row, withdrawing)
  await tellEnding(ctx, row)
  return true
}

/** Leaves a request whose erasure was called off to the business. Lost before this, the sweep notes it in the same way. */
export const holdRequest = (ctx: Ctx, requestId: string): Promise<RequestRow | undefined> =>
  changeRequest(ctx, requestId, ({ status }) =>
    status === 'waiting' ? { set: { status: 'with_business', erasureId: null, outcome: CALLED_OFF } } : null,
  )

const isNotBegun = async (ctx: Ctx, { erasureId }: RequestRow, { askedAtMs }: Withdrawing): Promise<boolean> =>
  erasureId === null || isCalledOff(ctx, erasureId, askedAtMs ?? ctx.nowMs)

/** The open requests for the same erasure. No more than a person can have at once. */
async function othersWanting(ctx: Ctx, { id, erasureId }: RequestRow): Promise<readonly string[]> {
  if (erasureId === null) return []
  const others = and(
    ownedBy(ctx, privacyRequests),
    eq(privacyRequests.erasureId, erasureId),
    ne(privacyRequests.id, id),
    isNull(privacyRequests.completedAtMs),
  )
  const rows = await ctx.db.select({ id: privacyRequests.id }).from(privacyRequests).where(others).limit(OTHERS_MAX)
  return rows.map((other) => other.id)
}

const OTHERS_MAX = 50

/** Calls an erasure off, or finds that it is: somebody may not have got further than that. */
export const isCalledOff = async (ctx: Ctx, erasureId: string, askedAtMs: number): Promise<boolean> =>
  (await cancelErasure(ctx, erasureId, askedAtMs)) || (await findErasure(ctx, erasureId))?.status === 'cancelled'
