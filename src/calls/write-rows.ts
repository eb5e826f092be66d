import { and, eq } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { count } from '../events/count.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { calls } from '../records/calls/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { transcripts } from '../records/transcripts/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import type { CallState } from './call-state.ts'
import { answeredByOf } from './outbound/answered-by.ts'
import { outcomeOf } from './summarise.ts'

const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString())

const directionOf = ({ pins }: CallState): 'inbound' | 'outbound' =>
  pins.outbound === undefined ? 'inbound' : 'outbound'

/** What events tell of a call: ids, states and times. */
function told(state: CallState) {
  return {
    call_id: state.callId,
    direction: directionOf(state),
    status: state.status,
    agent_id: state.pins.agentId,
    agent_version: state.pins.agentVersion,
    person_id: state.personId,
    started_at: iso(state.startedAtMs),
    answered_at: iso(state.answeredAtMs),
    ended_at: iso(state.endedAtMs),
    duration_seconds: state.durationSeconds,
    ended_by: state.endedBy,
    end_reason: state.endReason,
  }
}

const recordingStatusOf = (state: CallState) => {
  if (state.recording.is === 'none') return 'none' as const
  return state.recording.is === 'settled' ? state.recording.as : ('pending' as const)
}

/** The call's first row with the events that belong to it. Written twice, it is one row and one event. */
export async function writeFirstRow(ctx: Ctx, state: CallState, sealedNumber: string | null): Promise<void> {
  const { pins } = state
  const row = {
    id: state.callId,
    tenantId: pins.tenantId,
    livemode: pins.livemode,
    objectName: pins.objectName,
    carrier: pins.carrier,
    accountSid: pins.accountSid,
    carrierCallId: pins.carrierCallId,
    direction: directionOf(state),
    purpose: pins.outbound?.purpose ?? null,
    campaignId: pins.outbound?.campaignId ?? null,
    status: state.status,
    maskedNumber: pins.maskedNumber,
    callerVerdict: pins.verdict ?? null,
    sealedNumber,
    ourNumber: pins.ourNumber,
    agentId: pins.agentId,
    agentVersion: pins.agentVersion,
    personId: state.personId,
    startedAtMs: state.startedAtMs,
    answeredAtMs: state.answeredAtMs,
    turnCount: 0,
    transcriptStatus: 'pending' as const,
    recordingStatus: recordingStatusOf(state),
    updatedAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(state.startedAtMs, await keepDaysOf(ctx, 'calls')),
  }
  const begun = emit(ctx, 'call.started', { ...told(state), status: 'ringing', answered_at: null, ended_at: null })
  const answered = state.answeredAtMs === null ? [] : [answeredEvent(ctx, state)]
  try {
    await ctx.db.batch([
      ctx.db.insert(calls).values(row),
      begun,
      ...answered,
      count(ctx, { 'calls.started': 1, ...(pins.verdict !== undefined && { [`calls.caller_${pins.verdict}`]: 1 }) }),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  await wakeQuietly(ctx)
}

const answeredEvent = (ctx: Ctx, state: CallState) =>
  emit(ctx, 'call.answered', { ...told(state), status: 'in_progress', ended_at: null })

/** A transcript as it has been stored, or why it was not. */
export type KeptTranscript =
  | {
      readonly kept: true
      readonly keySubject: string
      readonly blobKey: string
      readonly turnCount: number
      readonly sealedSummary: string
      readonly summaryBy: 'rules' | 'model'
      readonly expiresAtMs: number
    }
  | { readonly kept: false }

/** The longest reply time of each histogram bucket, milliseconds; the last catches the rest. */
const REPLY_BUCKETS_MS = [100, 250, 500, 1000, 2000, 4000] as const

function timeBuckets(
  what: 'reply_ms' | 'model_ms' | 'on_line_ms',
  times: readonly number[] = [],
): Record<string, number> {
  const buckets: Record<string, number> = {}
  for (const ms of times) {
    const bucket = REPLY_BUCKETS_MS.find((limit) => ms <= limit)
    const name = bucket === undefined ? `${what}.over` : `${what}.le_${bucket}`
    buckets[name] = (buckets[name] ?? 0) + 1
  }
  return buckets
}

const median = (values: readonly number[]): number | null =>
  values.length === 0 ? null : ([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null)

/** Outcomes that end with a person of the business having to act: the call was not contained. */
const HANDED_ON = new Set(['transferred', 'callback_task', 'failed', 'abandoned'])

/**
 * The last row of a call: what came of it, with its transcript's row and the events that belong to both.
 *
 * A batch that was written and not noticed is found by its own trace, so that nothing is counted or told twice.
 */
export async function writeLastRow(
  ctx: Ctx,
  state: CallState,
  transcript: KeptTranscript,
  disclosed: readonly BatchItem<'sqlite'>[] = [],
): Promise<void> {
  const mine = and(eq(calls.id, state.callId), eq(calls.tenantId, ctx.tenantId))
  const known = { endedAtMs: calls.endedAtMs, answeredAtMs: calls.answeredAtMs }
  const [row] = await ctx.db.select(known).from(calls).where(mine).limit(1)
  if (!row || row.endedAtMs !== null) return
  const outcome = outcomeOf(state)
  const last = {
    status: state.status,
    answeredBy: answeredByOf(state),
    personId: state.personId,
    answeredAtMs: state.answeredAtMs,
    endedAtMs: state.endedAtMs,
    durationSeconds: state.durationSeconds,
    outcome,
    endedBy: state.endedBy,
    endReason: state.endReason,
    turnCount: state.turns,
    replyMsP50: median(state.replyMs),
    transcriptStatus: transcript.kept ? ('stored' as const) : ('not_kept' as const),
    updatedAtMs: ctx.nowMs,
  }
  // Answered after its first row had been written: nobody has been told yet.
  const isNews = row.answeredAtMs === null && state.answeredAtMs !== null
  const answered = isNews ? [answeredEvent(ctx, state)] : []
  const kept = transcript.kept ? [transcriptRow(ctx, state, transcript), transcriptEvent(ctx, state, transcript)] : []
  const sums = {
    calls: 1,
    call_seconds: state.durationSeconds ?? 0,
    [`calls.outcome.${outcome}`]: 1,
    ...(!HANDED_ON.has(outcome) && { 'calls.contained': 1 }),
    ...timeBuckets('reply_ms', state.replyMs),
    ...(state.tokens !== undefined &&
      state.tokens.input + state.tokens.output > 0 && {
        'model.input_tokens': state.tokens.input,
        'model.output_tokens': state.tokens.output,
      }),
  }
  const waits = { ...timeBuckets('model_ms', state.modelMs), ...timeBuckets('on_line_ms', state.onLineMs) }
  const counted = [sums, waits].filter((each) => Object.keys(each).length > 0).map((each) => count(ctx, each))
  await ctx.db.batch([ctx.db.update(calls).set(last).where(mine), ...answered, ...kept, ...counted, ...disclosed])
  await wakeQuietly(ctx)
}

type Kept = Extract<KeptTranscript, { kept: true }>

const transcriptRow = (ctx: Ctx, state: CallState, kept: Kept) =>
  ctx.db
    .insert(transcripts)
    .values({
      callId: state.callId,
      tenantId: ctx.tenantId,
      personId: state.personId,
      keySubject: kept.keySubject,
      blobKey: kept.blobKey,
      turnCount: kept.turnCount,
      sealedSummary: kept.sealedSummary,
      summaryBy: kept.summaryBy,
      createdAtMs: ctx.nowMs,
      expiresAtMs: kept.expiresAtMs,
    })
    .onConflictDoNothing()

const transcriptEvent = (ctx: Ctx, state: CallState, kept: Kept) =>
  emit(ctx, 'transcript.ready', {
    call_id: state.callId,
    turn_count: kept.turnCount,
    expires_at: iso(kept.expiresAtMs),
  })

/** Says, once, that a call is over and all its parts are settled. */
export async function writeCompleted(ctx: Ctx, state: CallState): Promise<void> {
  const mine = and(eq(calls.id, state.callId), eq(calls.tenantId, ctx.tenantId))
  const [row] = await ctx.db
    .select({ transcriptStatus: calls.transcriptStatus, reportedAtMs: calls.reportedAtMs })
    .from(calls)
    .where(mine)
    .limit(1)
  if (!row || row.reportedAtMs !== null) return
  const recordingStatus = recordingStatusOf(state)
  const data = {
    ...told(state),
    outcome: outcomeOf(state),
    transcript_status: row.transcriptStatus,
    recording_status: recordingStatus,
  }
  await ctx.db.batch([
    ctx.db.update(calls).set({ recordingStatus, reportedAtMs: ctx.nowMs, updatedAtMs: ctx.nowMs }).where(mine),
    emit(ctx, state.status === 'completed' ? 'call.completed' : 'call.failed', data),
  ])
  await wakeQuietly(ctx)
}
