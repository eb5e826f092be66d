import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { oweDeletion } from '../recordings/delete-at-carrier.ts'
import { calls } from '../records/calls/table.ts'
import type { CallEvent } from './call.ts'

/**
 * A recording of a call that has been forgotten: nobody knows any more whether the caller objected, so the carrier's copy
 * goes. Owed here, done by the sweep. One that we have keeps its row; its copy was owed before.
 */
export async function letGoOfLate(
  ctx: Ctx,
  { call, recordingId, status }: Extract<CallEvent, { type: 'recording' | 'voicemail' }>,
): Promise<void> {
  if (status !== 'completed') return
  const { accountSid, carrierCallId } = call
  const its = and(
    eq(calls.tenantId, ctx.tenantId),
    eq(calls.accountSid, accountSid),
    eq(calls.carrierCallId, carrierCallId),
  )
  const row = await ctx.db.select({ callId: calls.id }).from(calls).where(its).get()
  if (row) await ctx.db.batch([oweDeletion(ctx, { callId: row.callId, recordingId, accountSid })])
}
