import { changeWishes } from '../consent/change-wishes.ts'
import type { KeptWishes } from '../consent/wishes.ts'
import { leaveLiveCalls } from '../calls/leave-live-calls.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'

export interface Restriction {
  /** False: what is kept may be used again. Whoever lifts a restriction has to tell the person before (GDPR art. 18(3)). */
  readonly restricted: boolean
  readonly reason: string
  readonly requestId: string | null
}

/**
 * Has what is kept of somebody stored and used for nothing (GDPR art. 18), or lifts that. While it stands nobody contacts them,
 * no model deals with them, and whoever of them calls is passed on to a person, who sees it; nothing is deleted by it.
 *
 * A call they are in at the moment is told before this returns.
 */
export async function restrictPerson(
  ctx: Ctx,
  personId: string,
  { restricted, reason, requestId }: Restriction,
): Promise<KeptWishes> {
  const restriction = restricted ? { reason, sinceMs: ctx.nowMs } : null
  const kept = await changeWishes(ctx, personId, { isRestricted: restricted, restriction })
  if (restricted) await leaveLiveCalls(ctx, personId)
  const status = restricted ? ('restricted' as const) : ('lifted' as const)
  const told = { person_id: personId, status, request_id: requestId, at: new Date(ctx.nowMs).toISOString() }
  await ctx.db.batch([emit(ctx, 'person.restricted', told)])
  await wakeQuietly(ctx)
  return kept
}
