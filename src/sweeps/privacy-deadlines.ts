import { asc, eq, lte } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { AGAIN_MS } from '../privacy/next-look.ts'
import { lookAfter } from '../privacy/look-after.ts'
import { requestChallenges } from '../records/privacy-requests/challenges-table.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

/** What is left is due in the next run as well: they are ten minutes apart. */
const REQUESTS_PER_RUN_MAX = 100

/** How many codes one person was sent within a day is asked of what is there. */
const CHALLENGE_KEPT_MS = 2 * 24 * 60 * 60 * 1000

/**
 * Looks after the privacy requests of which something has become due, and lets go of codes that serve no more. One that fails is
 * looked at again later, and holds up no other.
 */
export async function sweepPrivacyRequests(deps: SweepDeps, stores: RegionStores): Promise<number> {
  const { nowMs } = deps
  const due = await stores.db
    .select()
    .from(privacyRequests)
    .where(lte(privacyRequests.nextLookAtMs, nowMs))
    .orderBy(asc(privacyRequests.nextLookAtMs))
    .limit(REQUESTS_PER_RUN_MAX)
  for (const row of due) {
    try {
      await lookAfter(contextFor(deps, stores, row, 'privacy-requests'), row)
    } catch (error) {
      log.error('privacy_request.failed', { requestId: row.id, tenantId: row.tenantId, error: errorName(error) })
      await stores.db
        .update(privacyRequests)
        .set({ nextLookAtMs: nowMs + AGAIN_MS })
        .where(eq(privacyRequests.id, row.id))
    }
  }
  await stores.db.delete(requestChallenges).where(lte(requestChallenges.endsAtMs, nowMs - CHALLENGE_KEPT_MS))
  return due.length
}
