import { and, asc, eq, lt, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx, RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CarrierApi } from '../providers/telephony/contract.ts'
import { reportSettled } from '../calls/report-settled.ts'
import { wakeQuietly } from '../events/wake.ts'
import { oweDeletion } from '../recordings/delete-at-carrier.ts'
import { deleteNow } from '../recordings/let-go.ts'
import { calls } from '../records/calls/table.ts'
import { contextFor, type SweepDeps } from './sweep-context.ts'

const DAY_MS = 86_400_000

/** A LiveCall tries for about a day to keep its recording. What is still pending after two has no LiveCall any more. */
const PENDING_MS_MAX = 2 * DAY_MS
/** After this even an account that cannot be asked is no reason to call it pending. */
const UNASKABLE_MS_MAX = 15 * DAY_MS
const CALLS_PER_RUN_MAX = 20

type CallRow = typeof calls.$inferSelect

/**
 * Settles recordings that nobody waits for any more. Returns how many.
 *
 * Whether the caller objected was known to the LiveCall alone, so what is found is deleted at the carrier and not kept:
 * a recording too few rather than one that was refused.
 */
export async function sweepRecordings(deps: SweepDeps, stores: RegionStores): Promise<number> {
  const forgotten = await stores.db
    .select()
    .from(calls)
    // Written out, because a bound value would not find the partial index.
    .where(and(sql`${calls.recordingStatus} = 'pending'`, lt(calls.startedAtMs, deps.nowMs - PENDING_MS_MAX)))
    .orderBy(asc(calls.startedAtMs))
    .limit(CALLS_PER_RUN_MAX)

  let settled = 0
  for (const call of forgotten) {
    try {
      const { carrier, accountSid, tenantId } = call
      const ctx = contextFor(deps, stores, call, 'recordings')
      if (await settleForgotten(ctx, call, await deps.carrierFor({ carrier, accountSid, tenantId }))) settled += 1
    } catch (error) {
      log.warn('recording.not_settled', { callId: call.id, error: errorName(error) })
    }
  }
  return settled
}

async function settleForgotten(ctx: Ctx, call: CallRow, carrier: CarrierApi | null): Promise<boolean> {
  const listed = await carrier?.listRecordings(call.carrierCallId)
  if (!carrier || !listed?.ok) {
    if (ctx.nowMs - call.startedAtMs < UNASKABLE_MS_MAX) return false
    log.error('recording.unknown', { callId: call.id, accountSid: call.accountSid })
    await settleAs(ctx, call, 'failed')
    return true
  }
  if (listed.value.some(({ status }) => status === 'in_progress')) return false
  const made = listed.value.filter(({ status }) => status === 'completed')
  const copies = made.map(({ recordingId }) => ({ callId: call.id, recordingId, accountSid: call.accountSid }))
  await settleAs(
    ctx,
    call,
    made.length === 0 ? 'absent' : 'failed',
    copies.map((copy) => oweDeletion(ctx, copy)),
  )
  for (const { recordingId } of copies) await deleteNow(ctx, carrier, recordingId)
  return true
}

/** One batch: what it came to, what is owed at the carrier for it, and the call's last event if nobody has sent it. */
async function settleAs(
  ctx: Ctx,
  call: CallRow,
  recordingStatus: 'absent' | 'failed',
  owed: readonly BatchItem<'sqlite'>[] = [],
): Promise<void> {
  const settled = ctx.db.update(calls).set({ recordingStatus, updatedAtMs: ctx.nowMs }).where(eq(calls.id, call.id))
  await ctx.db.batch([settled, ...owed, ...reportSettled(ctx, { ...call, recordingStatus })])
  await wakeQuietly(ctx)
}
