import { and, isNull, lt } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { dispatchEvents } from '../events/dispatch.ts'
import { errorName, log } from '../kernel/log.ts'
import { events } from '../records/events/table.ts'

/** A younger event's wake is most likely still on its way. */
const OWED_MS_MIN = 30_000
const TENANTS_MAX = 200

/** Dispatches what lost wakes left lying in one region, for every tenant that has some. Returns how many events. */
export async function sweepOwedEvents(stores: RegionStores, nowMs: number): Promise<number> {
  const tenants = await stores.db
    .selectDistinct({ tenantId: events.tenantId })
    .from(events)
    .where(and(isNull(events.dispatchedAtMs), lt(events.createdAtMs, nowMs - OWED_MS_MIN)))
    .limit(TENANTS_MAX)

  let total = 0
  for (const { tenantId } of tenants) {
    try {
      total += (await dispatchEvents({ ...stores, tenantId, nowMs })).dispatched
    } catch (error) {
      // One tenant's trouble must not hold up the ones behind it.
      log.error('dispatch.failed', { tenantId, error: errorName(error) })
    }
  }
  return total
}
