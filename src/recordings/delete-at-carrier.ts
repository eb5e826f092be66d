import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { log } from '../kernel/log.ts'
import { err, type Result } from '../kernel/result.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import type { CarrierApi, CarrierFailure } from '../providers/telephony/contract.ts'
import { carrierDeletions } from '../records/carrier-deletions/table.ts'

export type CarrierDeletion = typeof carrierDeletions.$inferSelect

const DAY_MS = 86_400_000
const FIRST_RETRY_MS = 60_000
const RETRY_MS_MAX = 6 * 60 * 60 * 1000
/** An attempt that was not heard of again is made anew after this. */
const ATTEMPT_MS_MAX = 10 * 60 * 1000

/** Twilio may refuse for up to 14 days (error 20009); one more, so that the last day has its try. */
export const GIVE_UP_AFTER_MS = 15 * DAY_MS

/** The business took its account away: it may bring it back within the time. */
const NO_ACCOUNT: CarrierFailure = { reason: 'unauthorized', code: 'no_account', retryable: true, retryAfterMs: null }

/** The carrier's copy of a recording. */
export interface CarrierCopy {
  readonly callId: string
  readonly recordingId: string
  readonly accountSid: string
}

/** Owes the deletion of a copy, as a statement for the batch that makes it owed. Owing it twice is owing it once. */
export function oweDeletion(ctx: Ctx, { callId, recordingId, accountSid }: CarrierCopy): BatchItem<'sqlite'> {
  return ctx.db
    .insert(carrierDeletions)
    .values({
      id: recordingId,
      tenantId: ctx.tenantId,
      callId,
      livemode: ctx.livemode,
      accountSid,
      status: 'pending',
      attempts: 0,
      nextAttemptAtMs: ctx.nowMs,
      createdAtMs: ctx.nowMs,
    })
    .onConflictDoNothing()
}

/** How long to wait after the `attempts`th refusal: doubling to six hours, never less than the carrier asked for. */
export const retryDelayMs = (attempts: number, retryAfterMs: number | null): number =>
  Math.max(Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 16), RETRY_MS_MAX), retryAfterMs ?? 0)

/** What a vendor says of a deletion. */
type Deleted = Result<void, Pick<CarrierFailure, 'code' | 'retryAfterMs'>>

/** {@link deleteAtVendor} at a phone carrier: a recording, or a call. */
export const deleteAtCarrier = (ctx: Ctx, carrier: CarrierApi | null, id: string): Promise<CarrierDeletion | null> =>
  deleteAtVendor(ctx, id, async ({ kind }) => {
    if (carrier === null) return err(NO_ACCOUNT)
    return kind === 'call' ? carrier.deleteCall(id) : carrier.deleteRecording(id)
  })

/** {@link deleteAtVendor} at a platform for messages. */
export const deleteAtPlatform = (
  ctx: Ctx,
  platform: Pick<MessagingApi, 'deleteMessage'> | null,
  id: string,
): Promise<CarrierDeletion | null> =>
  deleteAtVendor(ctx, id, async () => (platform === null ? err(NO_ACCOUNT) : platform.deleteMessage(id)))

/**
 * Tries once to delete a copy that is owed. Repeating is safe: what is gone at the vendor is a success there.
 *
 * The attempt is counted and the next one set before the vendor is asked, so that dying here delays and never loops.
 */
async function deleteAtVendor(
  ctx: Ctx,
  id: string,
  ask: (deletion: CarrierDeletion) => Promise<Deleted>,
): Promise<CarrierDeletion | null> {
  const owed = and(eq(carrierDeletions.id, id), eq(carrierDeletions.status, 'pending'))
  const [deletion] = await ctx.db
    .update(carrierDeletions)
    .set({ attempts: sql`${carrierDeletions.attempts} + 1`, nextAttemptAtMs: ctx.nowMs + ATTEMPT_MS_MAX })
    .where(owed)
    .returning()
  if (!deletion) return null

  const answer = await ask(deletion)
  if (!answer.ok) return refusedBy(ctx, deletion, answer.error)
  const [deleted] = await ctx.db
    .update(carrierDeletions)
    .set({ status: 'deleted', deletedAtMs: ctx.nowMs, nextAttemptAtMs: ctx.nowMs, lastAnswer: 'deleted' })
    .where(owed)
    .returning()
  return deleted ?? deletion
}

/** Settles what a refused attempt means: another one later, or after the last day the end, loudly. */
async function refusedBy(
  ctx: Ctx,
  deletion: CarrierDeletion,
  failure: Pick<CarrierFailure, 'code' | 'retryAfterMs'>,
): Promise<CarrierDeletion> {
  const { id, kind, attempts, createdAtMs } = deletion
  const owed = and(eq(carrierDeletions.id, id), eq(carrierDeletions.status, 'pending'))
  if (ctx.nowMs - createdAtMs < GIVE_UP_AFTER_MS) {
    const nextAttemptAtMs = ctx.nowMs + retryDelayMs(attempts, failure.retryAfterMs)
    await ctx.db.update(carrierDeletions).set({ nextAttemptAtMs, lastAnswer: failure.code }).where(owed)
    log.warn('carrier_deletion.refused', { kind, copyId: id, attempts, code: failure.code })
    return { ...deletion, nextAttemptAtMs, lastAnswer: failure.code }
  }
  const end = { status: 'gave_up' as const, lastAnswer: failure.code, nextAttemptAtMs: ctx.nowMs }
  await ctx.db.batch([
    ctx.db.update(carrierDeletions).set(end).where(owed),
    emit(ctx, 'integration.broken', {
      integration: kind === 'message' ? 'platform' : 'carrier',
      account_id: deletion.accountSid === '' ? null : deletion.accountSid,
      reason: `${kind}_not_deleted`,
    }),
  ])
  await wakeQuietly(ctx)
  log.error('carrier_deletion.gave_up', { kind, copyId: id, attempts, code: failure.code })
  return { ...deletion, ...end }
}
