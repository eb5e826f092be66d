import { and, asc, eq, isNotNull, lte, or } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { decideMinor, isFreeToGo } from '../minors/decide-minor.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

const FLAGS_PER_RUN_MAX = 50

/** Deletes what children said and nobody decided on in time. Returns how many flags it ended. */
export async function sweepMinors(deps: SweepDeps, stores: RegionStores): Promise<number> {
  const due = await stores.db
    .select()
    .from(minorFlags)
    .where(
      and(
        eq(minorFlags.status, 'sealed'),
        // What is held stays sealed off, takes no turn of the others, and is looked at again.
        or(and(lte(minorFlags.decideByMs, deps.nowMs), isFreeToGo(deps.nowMs)), isNotNull(minorFlags.decidedAtMs)),
      ),
    )
    .orderBy(asc(minorFlags.decideByMs))
    .limit(FLAGS_PER_RUN_MAX)
  let ended = 0
  for (const flag of due) {
    try {
      const decided = await decideMinor(contextFor(deps, stores, flag, 'minors'), flag, 'delete')
      ended += decided.ok ? 1 : 0
    } catch (error) {
      log.error('minor.not_deleted', { flagId: flag.id, tenantId: flag.tenantId, error: errorName(error) })
    }
  }
  return ended
}
