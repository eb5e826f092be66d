import { asc, lte } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { workErasure } from '../erasure/work-erasure.ts'
import { errorName, log } from '../kernel/log.ts'
import { erasures } from '../records/erasures/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

/** A person with a thousand calls takes seconds: what is left of a run the next one takes, a minute later. */
const ERASURES_PER_RUN_MAX = 20

/** Goes on with the erasures of a region that are due: those whose time has come, that broke off, or wait for something. */
export async function sweepErasures(deps: SweepDeps, stores: RegionStores): Promise<number> {
  const due = await stores.db
    .select({ id: erasures.id, tenantId: erasures.tenantId, livemode: erasures.livemode })
    .from(erasures)
    .where(lte(erasures.nextAttemptAtMs, deps.nowMs))
    .orderBy(asc(erasures.nextAttemptAtMs))
    .limit(ERASURES_PER_RUN_MAX)
  let worked = 0
  for (const { id, ...whose } of due) {
    try {
      const ctx = contextFor(deps, stores, whose, 'erasures')
      if ((await workErasure(ctx, id)) !== null) worked += 1
    } catch (error) {
      log.error('erasure.failed', { erasureId: id, error: errorName(error) })
    }
  }
  return worked
}
