import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { changeRequest, hasEnded } from './change-request.ts'
import { moveOn } from './move-on.ts'
import { isAtLeast, type IdentityLevel } from './request.ts'

/** That it is surer who asks. */
interface Raised {
  readonly level: IdentityLevel
  /** Whom the request turned out to be about. */
  readonly personId?: string
  /** What must be true with it, in the same batch. */
  readonly alongside?: readonly BatchItem<'sqlite'>[]
}

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
  await noteIdentity(ctx, requestId, { level, ...(personId !== undefined && { personId }) })
  await moveOn(ctx, requestId)
}

/**
 * The same, without what follows from it: a sweep goes on with that soon, should nobody else.
 *
 * @returns whether this changed anything, and with it wrote what was to be written alongside.
 */
export async function noteIdentity(ctx: Ctx, requestId: string, raised: Raised): Promise<boolean> {
  const { level, personId, alongside = [] } = raised
  let isRaised = false
  await changeRequest(ctx, requestId, (row) => {
    const about = personId ?? row.personId
    const isHigher = !isAtLeast(row.identityLevel, level)
    isRaised = !hasEnded(row) && (isHigher || about !== row.personId)
    if (!isRaised) return null
    const identityLevel = isHigher ? level : row.identityLevel
    // Lost between here and what follows, it is gone on with soon.
    return { set: { identityLevel, personId: about, outcome: null, nextLookAtMs: ctx.nowMs }, alongside }
  })
  return isRaised
}
