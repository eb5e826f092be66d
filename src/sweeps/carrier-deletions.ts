import { and, asc, eq, lte } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { deleteAtCarrier } from '../recordings/delete-at-carrier.ts'
import { calls } from '../records/calls/table.ts'
import { carrierDeletions } from '../records/carrier-deletions/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

const DELETIONS_PER_RUN_MAX = 50

/** Tries again to delete at the carriers what is owed there. Returns how many copies are gone now. */
export async function sweepCarrierDeletions(deps: SweepDeps, stores: RegionStores): Promise<number> {
  const due = await stores.db
    .select({
      id: carrierDeletions.id,
      tenantId: carrierDeletions.tenantId,
      accountSid: carrierDeletions.accountSid,
      carrier: calls.carrier,
      livemode: calls.livemode,
    })
    .from(carrierDeletions)
    .leftJoin(calls, eq(calls.id, carrierDeletions.callId))
    .where(and(eq(carrierDeletions.status, 'pending'), lte(carrierDeletions.nextAttemptAtMs, deps.nowMs)))
    .orderBy(asc(carrierDeletions.nextAttemptAtMs))
    .limit(DELETIONS_PER_RUN_MAX)

  let gone = 0
  for (const { id, tenantId, accountSid, carrier, livemode } of due) {
    try {
      const ctx = contextFor(deps, stores, { tenantId, livemode: livemode ?? true }, 'carrier-deletions')
      const tried = await deleteAtCarrier(ctx, await deps.carrierFor({ carrier, accountSid, tenantId }), id)
      if (tried?.status === 'deleted') gone += 1
    } catch (error) {
      // One that fails must not hold up the ones behind it. Its next attempt is set already.
      log.warn('carrier_deletion.failed', { recordingId: id, error: errorName(error) })
    }
  }
  return gone
}
