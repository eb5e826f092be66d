import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CarrierApi } from '../providers/telephony/contract.ts'
import { calls } from '../records/calls/table.ts'
import { recordings } from '../records/recordings/table.ts'
import { deleteAtCarrier, oweDeletion, type CarrierCopy } from './delete-at-carrier.ts'

export interface UnkeptRecording extends CarrierCopy {
  readonly carrier: CarrierApi
}

/** The caller objected: what the carrier has is deleted there, and nothing of it is ever fetched. */
export const refuseRecording = (ctx: Ctx, recording: UnkeptRecording): Promise<void> => letGo(ctx, recording, 'refused')

/** The business keeps no recordings: the same, for another reason. */
export const dropRecording = (ctx: Ctx, recording: UnkeptRecording): Promise<void> => letGo(ctx, recording, 'not_kept')

/** It could not be kept: the carrier's copy must not be what remains. */
export const abandonRecording = (ctx: Ctx, recording: UnkeptRecording): Promise<void> => letGo(ctx, recording, 'failed')

/** Owed and said on the call in one batch, then tried at once. Twice is once; what fails is the sweep's. */
async function letGo(ctx: Ctx, recording: UnkeptRecording, status: 'refused' | 'not_kept' | 'failed'): Promise<void> {
  const { callId, recordingId, carrier } = recording
  await ctx.db.batch([
    oweDeletion(ctx, recording),
    ctx.db
      .update(calls)
      .set({ recordingStatus: status, updatedAtMs: ctx.nowMs })
      .where(and(eq(calls.id, callId), eq(calls.tenantId, ctx.tenantId))),
  ])
  await deleteNow(ctx, carrier, recordingId)
}

/** Not the recording of the call, or one reported too late: owed, and tried at once. What the call says of its own stays. */
export async function dropCopy(ctx: Ctx, carrier: CarrierApi | null, copy: CarrierCopy): Promise<void> {
  await ctx.db.batch([oweDeletion(ctx, copy)])
  if (carrier !== null) await deleteNow(ctx, carrier, copy.recordingId)
}

/** The caller's objection was heard when the recording had been kept: ours goes too, the object before the row. */
export async function withdrawRecording(ctx: Ctx, callId: string): Promise<void> {
  const own = and(eq(recordings.tenantId, ctx.tenantId), eq(recordings.kind, 'call'))
  const its = and(eq(recordings.callId, callId), own)
  const row = await ctx.db.select({ blobKey: recordings.blobKey }).from(recordings).where(its).get()
  if (row) await ctx.blobs.delete(row.blobKey)
  await ctx.db.batch([
    ctx.db.delete(recordings).where(its),
    ctx.db
      .update(calls)
      .set({ recordingStatus: 'refused', updatedAtMs: ctx.nowMs })
      .where(and(eq(calls.id, callId), eq(calls.tenantId, ctx.tenantId))),
  ])
}

/** The first attempt. It is already owed, so failing here only leaves it to the sweep. */
export async function deleteNow(ctx: Ctx, carrier: CarrierApi, recordingId: string): Promise<void> {
  try {
    await deleteAtCarrier(ctx, carrier, recordingId)
  } catch (error) {
    log.warn('carrier_deletion.failed', { recordingId, error: errorName(error) })
  }
}
