import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { toBase64 } from '../kernel/bytes.ts'
import { newId } from '../kernel/ids.ts'
import { errorName, log } from '../kernel/log.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { calls } from '../records/calls/table.ts'
import { recordings } from '../records/recordings/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { CHUNK_BYTES } from '../vault/chunks.ts'
import { personKey } from '../vault/person-keys.ts'
import { oweDeletion } from './delete-at-carrier.ts'
import { deleteNow, dropCopy, dropRecording } from './let-go.ts'
import type { FinishedRecording, KeepFailure, RecordingRow } from './recording.ts'
import { audioBlobKey } from './sealed-audio.ts'
import { takeIn, type TakenAudio } from './take-in.ts'

/**
 * Takes a finished recording from the carrier into our own keeping, sealed with the person's key.
 *
 * In this order: fetch, hash and seal as it streams; read the sealed object back and compare; then row, event and the
 * owed deletion at the carrier in one batch; only then the deletion. So the audio is never nowhere, and dying anywhere
 * leaves something that repeating completes: the object's name is the same for every try, and the row is there once.
 *
 * The value is null when it was not to be kept.
 */
export async function keepRecording(
  ctx: Ctx,
  recording: FinishedRecording,
): Promise<Result<RecordingRow | null, KeepFailure>> {
  const { recordingId, carrier, keepDays } = recording
  const kept = await recordingOf(ctx, recording)
  if (kept) {
    // A repeat, or a second recording of one call: either way the carrier's copy must go.
    if (kept.carrierRecordingId !== recordingId) log.warn('recording.second', { callId: kept.callId, recordingId })
    await ctx.db.batch([oweDeletion(ctx, recording)])
    await deleteNow(ctx, carrier, recordingId)
    return ok(kept)
  }
  if (keepDays === 0) {
    // What becomes of the recording of a call is said on the call; a voicemail has nothing to be said of it on.
    await (recording.kind === 'call' ? dropRecording(ctx, recording) : dropCopy(ctx, carrier, recording))
    return ok(null)
  }
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, recording.keySubject)
  const taken = await takeIn(ctx, key, recording)
  if (!taken.ok) return taken

  const row = rowFor(ctx, recording, taken.value)
  const stored = await store(ctx, row, recording)
  if (!stored) return err({ reason: 'not_verified', code: 'row_missing', retryable: true, retryAfterMs: null })
  await wakeQuietly(ctx)
  await deleteNow(ctx, carrier, recordingId)
  return ok(stored)
}

/** The recording of its kind that is kept of a call, if there is one. */
const recordingOf = (
  { db, tenantId }: Ctx,
  { callId, kind }: Pick<RecordingRow, 'callId' | 'kind'>,
): Promise<RecordingRow | undefined> =>
  db
    .select()
    .from(recordings)
    .where(and(eq(recordings.callId, callId), eq(recordings.tenantId, tenantId), eq(recordings.kind, kind)))
    .get()

function rowFor(ctx: Ctx, recording: FinishedRecording, taken: TakenAudio): RecordingRow {
  const { callId, kind, personId, keySubject, recordingId, durationSeconds, channels, keepDays } = recording
  return {
    id: newId('rec', ctx.nowMs),
    callId,
    kind,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    personId,
    keySubject,
    blobKey: audioBlobKey(ctx.tenantId, callId, recordingId),
    contentType: taken.contentType,
    plainBytes: taken.bytes,
    sha256: taken.sha256,
    chunkBytes: CHUNK_BYTES,
    durationSeconds,
    channels,
    peaks: taken.peaks === null ? null : toBase64(taken.peaks),
    carrierRecordingId: recordingId,
    transcriptStatus: kind === 'voicemail' ? (recording.transcript ?? 'not_transcribed') : null,
    createdAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(ctx.nowMs, keepDays),
  }
}

/** One batch. When another try was faster its row refuses ours, and its event is the only one. */
async function store(ctx: Ctx, row: RecordingRow, recording: FinishedRecording): Promise<RecordingRow | undefined> {
  try {
    await ctx.db.batch([ctx.db.insert(recordings).values(row), oweDeletion(ctx, recording), ...toldOf(ctx, row)])
    return row
  } catch (error) {
    const faster = await recordingOf(ctx, row)
    if (!faster) throw error
    log.info('recording.twice', { callId: row.callId, error: errorName(error) })
    return faster
  }
}

/** What is said of it: on the call, and to whoever wants to know. */
function toldOf(ctx: Ctx, { id, kind, callId, personId, durationSeconds, expiresAtMs }: RecordingRow) {
  const told = {
    call_id: callId,
    recording_id: id,
    duration_seconds: durationSeconds,
    expires_at: new Date(expiresAtMs).toISOString(),
  }
  if (kind === 'voicemail') return [emit(ctx, 'voicemail.received', { ...told, person_id: personId })]
  const its = and(eq(calls.id, callId), eq(calls.tenantId, ctx.tenantId))
  const kept = ctx.db.update(calls).set({ recordingStatus: 'stored', updatedAtMs: ctx.nowMs }).where(its)
  return [kept, emit(ctx, 'recording.ready', told)]
}
