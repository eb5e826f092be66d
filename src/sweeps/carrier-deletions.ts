import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { deleteAtCarrier, deleteAtPlatform } from '../recordings/delete-at-carrier.ts'
import { calls } from '../records/calls/table.ts'
import { carrierDeletions } from '../records/carrier-deletions/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

const DELETIONS_PER_RUN_MAX = 100

const DUE = {
  id: carrierDeletions.id,
  kind: carrierDeletions.kind,
  tenantId: carrierDeletions.tenantId,
  livemode: carrierDeletions.livemode,
  accountSid: carrierDeletions.accountSid,
  channel: carrierDeletions.channel,
  line: carrierDeletions.line,
  // What was owed before anybody noted at whom is at the carrier of its call.
  vendor: sql<string | null>`coalesce(${carrierDeletions.vendor}, ${calls.carrier})`,
}

type Due = Pick<
  typeof carrierDeletions.$inferSelect,
  'id' | 'kind' | 'tenantId' | 'livemode' | 'accountSid' | 'channel' | 'line' | 'vendor'
>

/** Tries again to delete at carriers and platforms what is owed there. Returns how many copies are gone now. */
export async function sweepCarrierDeletions(deps: SweepDeps, stores: RegionStores): Promise<number> {
  const due = await stores.db
    .select(DUE)
    .from(carrierDeletions)
    .leftJoin(calls, eq(calls.id, carrierDeletions.callId))
    .where(and(eq(carrierDeletions.status, 'pending'), lte(carrierDeletions.nextAttemptAtMs, deps.nowMs)))
    .orderBy(asc(carrierDeletions.nextAttemptAtMs))
    .limit(DELETIONS_PER_RUN_MAX)

  let gone = 0
  for (const copy of due) {
    try {
      if ((await tryOnce(deps, stores, copy))?.status === 'deleted') gone += 1
    } catch (error) {
      // One that fails must not hold up the ones behind it. Its next attempt is set already.
      log.warn('carrier_deletion.failed', { kind: copy.kind, copyId: copy.id, error: errorName(error) })
    }
  }
  return gone
}

async function tryOnce(deps: SweepDeps, stores: RegionStores, copy: Due) {
  const { id, kind, tenantId, vendor, accountSid, channel, line } = copy
  const ctx = contextFor(deps, stores, copy, 'carrier-deletions')
  if (kind !== 'message')
    return deleteAtCarrier(ctx, await deps.carrierFor({ carrier: vendor, accountSid, tenantId }), id)
  const isKnown = vendor !== null && line !== null && channel !== null
  return deleteAtPlatform(ctx, isKnown ? await deps.lineFor({ tenantId, provider: vendor, line, channel }) : null, id)
}
