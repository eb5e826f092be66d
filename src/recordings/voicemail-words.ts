import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { discloseToProvider } from '../egress/disclose-to-provider.ts'
import { emitWhile } from '../events/emit-while.ts'
import { wakeQuietly } from '../events/wake.ts'
import type { AudioSource, Transcription } from '../providers/transcribe/contract.ts'
import { ownedBy } from '../records/owned-by.ts'
import { recordings } from '../records/recordings/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { voicemailWords } from '../records/transcripts/voicemail-words-table.ts'
import { findPersonKey } from '../vault/person-keys.ts'
import { open, seal, type Place } from '../vault/seal.ts'
import type { RecordingRow } from './recording.ts'
import { audioPlace, openAudio } from './sealed-audio.ts'

/** The words of a voicemail, and who wrote them down. */
export interface VoicemailWords extends Transcription {
  /** The provider's name: `openai`. */
  readonly by: string
}

/** Why there are none, and will be none. */
export type Wordless = 'not_transcribed' | 'not_kept' | 'no_speech' | 'too_large' | 'refused' | 'failed'

/** What the transcription of a voicemail came to. */
export type WordsOutcome =
  | { readonly is: 'stored'; readonly words: VoicemailWords }
  | { readonly is: 'none'; readonly why: Wordless }

export type WordsRow = typeof voicemailWords.$inferSelect

const placeOf = (tenantId: string, recordingId: string): Place => ({
  tenantId,
  table: 'recordings',
  recordId: recordingId,
  field: 'transcript',
})

const isPending = (ctx: Ctx, recordingId: string) =>
  and(eq(recordings.id, recordingId), eq(recordings.tenantId, ctx.tenantId), eq(recordings.transcriptStatus, 'pending'))

/** The voicemail, while it waits to be written down. */
export const pendingVoicemail = (ctx: Ctx, recordingId: string): Promise<RecordingRow | undefined> =>
  ctx.db.select().from(recordings).where(isPending(ctx, recordingId)).get()

/** The plain audio of a recording, read as it is asked for; null when the audio or its key is gone. */
export async function audioOf(ctx: Ctx, row: RecordingRow): Promise<AudioSource | null> {
  const key = await findPersonKey(ctx.vault, ctx.blobs, row.tenantId, row.keySubject)
  const place = audioPlace(row.tenantId, row.callId, row.carrierRecordingId)
  const audio = key && (await openAudio(ctx, row.blobKey, key, place))
  if (!audio) return null
  const { plainBytes: bytes } = audio
  const { contentType, durationSeconds } = row
  return { contentType, bytes, durationSeconds, chunks: () => audio.range(0, bytes) }
}

/**
 * Writes down what the transcription of a voicemail came to, sealed with the key of its audio, and tells of the words, which are
 * kept `keepDays` from when it was left.
 *
 * In one batch that holds only while the voicemail waits for it: done twice, or for one that is deleted, it does nothing.
 */
export async function settleWords(ctx: Ctx, row: RecordingRow, outcome: WordsOutcome, keepDays: number): Promise<void> {
  const its = isPending(ctx, row.id)
  const key = outcome.is === 'stored' ? await findPersonKey(ctx.vault, ctx.blobs, row.tenantId, row.keySubject) : null
  if (outcome.is === 'none' || key === null) {
    // Without its key there is nothing that could be read any more.
    const transcriptStatus = outcome.is === 'none' ? outcome.why : 'failed'
    await ctx.db.update(recordings).set({ transcriptStatus }).where(its)
    return
  }
  const sealedWords = await seal(key, placeOf(row.tenantId, row.id), JSON.stringify(outcome.words))
  const expiresAtMs = expiryOf(row.createdAtMs, keepDays)
  const told = {
    call_id: row.callId,
    recording_id: row.id,
    person_id: row.personId,
    language: outcome.words.language,
    expires_at: new Date(expiresAtMs).toISOString(),
  }
  await ctx.db.batch([
    emitWhile(ctx, 'voicemail.transcribed', told, { table: recordings, condition: its }),
    // The columns are in the order of the table.
    ctx.db.insert(voicemailWords).select(
      sql`SELECT id, call_id, tenant_id, livemode, person_id, key_subject, ${sealedWords}, created_at_ms, ${expiresAtMs}
        FROM ${recordings} WHERE ${its}`,
    ),
    ctx.db.update(recordings).set({ transcriptStatus: 'stored' }).where(its),
    ...discloseToProvider(ctx, {
      personId: row.personId,
      provider: outcome.words.by,
      purpose: 'transcribe',
      fields: ['voice'],
      occasion: row.callId,
    }),
  ])
  await wakeQuietly(ctx)
}

/** The words that are kept of the voicemail of a call, sealed. */
export const wordsOfCall = (ctx: Ctx, callId: string): Promise<WordsRow | undefined> =>
  ctx.db
    .select()
    .from(voicemailWords)
    .where(and(ownedBy(ctx, voicemailWords), eq(voicemailWords.callId, callId)))
    .get()

/** The words of a voicemail, or null when their key is gone. */
export async function readWords(ctx: Ctx, row: WordsRow): Promise<VoicemailWords | null> {
  const { tenantId, recordingId, keySubject, sealedWords } = row
  const key = await findPersonKey(ctx.vault, ctx.blobs, tenantId, keySubject)
  const text = key === null ? null : await open(key, placeOf(tenantId, recordingId), sealedWords)
  return text === null ? null : (JSON.parse(text) as VoicemailWords)
}
