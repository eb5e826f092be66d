import type { Ctx } from '../src/context.ts'
import { calls } from '../src/records/calls/table.ts'

type CallRow = typeof calls.$inferInsert

/** A call that is over and whose recording is still awaited, as its row. */
export async function aCall(ctx: Ctx, fields: Partial<CallRow> = {}): Promise<CallRow> {
  const row: CallRow = {
    id: 'call_1',
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    objectName: 'twilio:AC1:CA1',
    carrier: 'twilio',
    accountSid: 'AC1',
    carrierCallId: `CA-${fields.id ?? 'call_1'}`,
    direction: 'inbound',
    status: 'completed',
    maskedNumber: '+1 ••• ••• 0142',
    sealedNumber: null,
    ourNumber: '+12125550100',
    agentId: null,
    agentVersion: null,
    personId: 'per_1',
    startedAtMs: ctx.nowMs,
    answeredAtMs: ctx.nowMs,
    endedAtMs: ctx.nowMs,
    durationSeconds: 12,
    outcome: 'question_answered',
    endedBy: 'caller',
    endReason: 'customer_hangup',
    turnCount: 2,
    replyMsP50: null,
    transcriptStatus: 'not_kept',
    recordingStatus: 'pending',
    updatedAtMs: ctx.nowMs,
    expiresAtMs: ctx.nowMs + 395 * 86_400_000,
    ...fields,
  }
  await ctx.db.insert(calls).values(row)
  return row
}
