import { and, eq, isNotNull } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { oweDeletion } from '../recordings/delete-at-carrier.ts'
import { calls } from '../records/calls/table.ts'
import { oneOf } from '../records/expired.ts'
import { messageBodies } from '../records/message-bodies/table.ts'
import { messageMedia } from '../records/message-media/table.ts'
import { recordings } from '../records/recordings/table.ts'
import { tasks } from '../records/tasks/table.ts'
import { transcripts } from '../records/transcripts/table.ts'
import { voicemailWords } from '../records/transcripts/voicemail-words-table.ts'

/** What lies in R2 of these calls and messages. */
async function blobsOf({ db, tenantId }: Ctx, ids: readonly string[]): Promise<readonly string[]> {
  const [spoken, heard, files] = await db.batch([
    db
      .select({ key: transcripts.blobKey })
      .from(transcripts)
      .where(and(eq(transcripts.tenantId, tenantId), oneOf(transcripts.callId, ids))),
    db
      .select({ key: recordings.blobKey })
      .from(recordings)
      .where(and(eq(recordings.tenantId, tenantId), oneOf(recordings.callId, ids))),
    db
      .select({ key: messageMedia.blobKey })
      .from(messageMedia)
      .where(
        and(eq(messageMedia.tenantId, tenantId), oneOf(messageMedia.messageId, ids), isNotNull(messageMedia.blobKey)),
      ),
  ])
  return [...spoken, ...heard, ...files].flatMap(({ key }) => key ?? [])
}

async function vendorCopies(ctx: Ctx, ids: readonly string[]): Promise<readonly BatchItem<'sqlite'>[]> {
  const kept = await ctx.db
    .select({ callId: calls.id, recordingId: recordings.carrierRecordingId, accountSid: calls.accountSid })
    .from(recordings)
    .innerJoin(calls, eq(calls.id, recordings.callId))
    .where(and(eq(recordings.tenantId, ctx.tenantId), oneOf(recordings.callId, ids)))
  return kept.map((copy) => oweDeletion(ctx, copy))
}

/**
 * Deletes what these calls and messages said, objects before rows: transcripts, summaries, recordings, texts, files, and the tasks made of a call. That they
 * were stays, without a word. Safe to repeat. `more` is in the same batch.
 */
export async function deleteContent(
  ctx: Ctx,
  ids: readonly string[],
  more: readonly BatchItem<'sqlite'>[],
): Promise<void> {
  const { db, tenantId, nowMs } = ctx
  const [keys, owed] = await Promise.all([blobsOf(ctx, ids), vendorCopies(ctx, ids)])
  if (keys.length > 0) await ctx.blobs.delete([...keys])
  const mine = and(eq(calls.tenantId, tenantId), oneOf(calls.id, ids))
  await db.batch([
    db.delete(transcripts).where(and(eq(transcripts.tenantId, tenantId), oneOf(transcripts.callId, ids))),
    db.delete(recordings).where(and(eq(recordings.tenantId, tenantId), oneOf(recordings.callId, ids))),
    db.delete(voicemailWords).where(and(eq(voicemailWords.tenantId, tenantId), oneOf(voicemailWords.callId, ids))),
    db.delete(tasks).where(and(eq(tasks.tenantId, tenantId), oneOf(tasks.callId, ids))),
    db.delete(messageBodies).where(and(eq(messageBodies.tenantId, tenantId), oneOf(messageBodies.messageId, ids))),
    db.delete(messageMedia).where(and(eq(messageMedia.tenantId, tenantId), oneOf(messageMedia.messageId, ids))),
    db
      .update(calls)
      .set({ transcriptStatus: 'deleted', updatedAtMs: nowMs })
      .where(and(mine, eq(calls.transcriptStatus, 'stored'))),
    db
      .update(calls)
      .set({ recordingStatus: 'deleted', updatedAtMs: nowMs })
      .where(and(mine, eq(calls.recordingStatus, 'stored'))),
    ...owed,
    ...more,
  ])
}
