import { and, eq, isNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { moveOn } from './move-on.ts'
import { noteIdentity } from './raise-identity.ts'

/**
 * Takes it that whoever answered a challenge is who it was sent to, once, and goes on with their request. That it was used and
 * that it is sure who asks is one batch: what breaks off before it costs nobody their proof, and what breaks off after it the
 * sweep goes on with.
 *
 * @returns false where it was used before.
 */
export async function useChallenge(ctx: Ctx, requestId: string, challengeId: string): Promise<boolean> {
  const use = () =>
    ctx.db
      .update(requestChallenges)
      .set({ usedAtMs: ctx.nowMs })
      .where(and(eq(requestChallenges.id, challengeId), isNull(requestChallenges.usedAtMs)))
  const isRaised = await noteIdentity(ctx, requestId, { level: 'L3', alongside: [use()] })
  // Where it was as sure before, there is nothing to raise, and it serves once all the same.
  const isUsed = isRaised || (await use().returning({ id: requestChallenges.id })).length > 0
  if (isUsed) await moveOn(ctx, requestId)
  return isUsed
}
