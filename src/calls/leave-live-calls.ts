import { and, desc, eq, isNull, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { calls } from '../records/calls/table.ts'
import { ownedBy } from '../records/owned-by.ts'

/** Nobody is in more calls at once; what is beyond is left over from calls that nobody ended. */
const CALLS_MAX = 10

/**
 * Has every call that somebody is in go on without a model: they are passed on to a person, or the call ends. A call that is
 * only just beginning finds the objection by itself, after its first row is written. The call that asks is left out.
 */
export async function leaveLiveCalls(ctx: Ctx, personId: string): Promise<void> {
  const own = ctx.actor.type === 'live_call' ? ctx.actor.callId : ''
  const live = and(ownedBy(ctx, calls), eq(calls.personId, personId), isNull(calls.endedAtMs), ne(calls.id, own))
  const rows = await ctx.db
    .select({ id: calls.id, objectName: calls.objectName })
    .from(calls)
    .where(live)
    .orderBy(desc(calls.id))
    .limit(CALLS_MAX)
  await Promise.all(
    rows.map(({ id, objectName }) =>
      ctx.objects
        .liveCall(objectName)
        .leave()
        .catch((error: unknown) => log.error('call.not_left', { callId: id, error: errorName(error) })),
    ),
  )
}
