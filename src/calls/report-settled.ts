import { and, eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { calls } from '../records/calls/table.ts'

const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString())

/**
 * The last event of a call whose LiveCall is gone, from its row, as statements for the batch that settles the last part.
 *
 * None when the call has been reported, or is not known to have ended: then its LiveCall still has to write it.
 */
export function reportSettled(ctx: Ctx, call: typeof calls.$inferSelect): readonly BatchItem<'sqlite'>[] {
  if (call.reportedAtMs !== null || call.endedAtMs === null) return []
  const mine = and(eq(calls.id, call.id), eq(calls.tenantId, ctx.tenantId))
  const data = {
    call_id: call.id,
    direction: call.direction,
    status: call.status,
    agent_id: call.agentId,
    agent_version: call.agentVersion,
    person_id: call.personId,
    started_at: iso(call.startedAtMs),
    answered_at: iso(call.answeredAtMs),
    ended_at: iso(call.endedAtMs),
    duration_seconds: call.durationSeconds,
    outcome: call.outcome,
    ended_by: call.endedBy,
    end_reason: call.endReason,
    transcript_status: call.transcriptStatus,
    recording_status: call.recordingStatus,
  }
  return [
    ctx.db.update(calls).set({ reportedAtMs: ctx.nowMs }).where(mine),
    emit(ctx, call.status === 'completed' ? 'call.completed' : 'call.failed', data),
  ]
}
