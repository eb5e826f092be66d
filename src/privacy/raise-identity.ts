import type { Ctx } from '../context.ts'
import { changeRequest, hasEnded } from './change-request.ts'
import { moveOn } from './move-on.ts'
import { isAtLeast, type IdentityLevel } from './request.ts'

/**
 * Notes that it is surer who asks, and does what may be done for them now. `personId`: whom the request turned out to be about.
 * A level never falls, and a request that has ended stays ended.
 */
export async function raiseIdentity(
  ctx: Ctx,
  requestId: string,
  level: IdentityLevel,
  personId?: string,
): Promise<void> {
  await changeRequest(ctx, requestId, (row) => {
    if (hasEnded(row)) return null
    const about = personId ?? row.personId
    const isHigher = !isAtLeast(row.identityLevel, level)
    if (!isHigher && about === row.personId) return null
    const identityLevel = isHigher ? level : row.identityLevel
    // Lost between here and what follows, it is gone on with soon.
    return { set: { identityLevel, personId: about, outcome: null, nextLookAtMs: ctx.nowMs } }
  })
  await moveOn(ctx, requestId)
}
