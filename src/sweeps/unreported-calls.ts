import { asc, lt, sql, and } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { calls } from '../records/calls/table.ts'

const HOUR_MS = 3_600_000

/** Longer than any call may last and any back-off waits: an object that works has said something by then. */
const SILENT_MS_MAX = 4 * HOUR_MS
/** Later than this its object has given up or been forgotten; the sweep for recordings settles what is left. */
const WAKE_MS_MAX = 72 * HOUR_MS
const CALLS_PER_RUN_MAX = 100

/**
 * Wakes calls that have been begun and never reported: the platform drops an alarm that has failed too often, and then
 * only somebody from outside can ask the object to go on. Returns how many were still there.
 */
export async function wakeUnreportedCalls(stores: RegionStores, nowMs: number): Promise<number> {
  const silent = await stores.db
    .select({ id: calls.id, objectName: calls.objectName })
    .from(calls)
    // Written out, because a bound value would not find the partial index.
    .where(
      and(
        sql`${calls.reportedAtMs} IS NULL`,
        lt(calls.startedAtMs, nowMs - SILENT_MS_MAX),
        sql`${calls.startedAtMs} > ${nowMs - WAKE_MS_MAX}`,
      ),
    )
    .orderBy(asc(calls.startedAtMs))
    .limit(CALLS_PER_RUN_MAX)

  let woken = 0
  for (const { id, objectName } of silent) {
    try {
      if (await stores.objects.liveCall(objectName).wake()) woken += 1
    } catch (error) {
      log.warn('call.not_woken', { callId: id, error: errorName(error) })
    }
  }
  return woken
}
