import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import type { RecordingRow } from '../../recordings/recording.ts'
import { readWords, wordsOfCall, type VoicemailWords } from '../../recordings/voicemail-words.ts'
import { time, Time, timeOrNull } from './shape.ts'

const REASONS = ['no_transcriber', 'not_kept', 'no_speech', 'too_large', 'refused', 'failed'] as const

/** How far the words of a voicemail have come. */
export const VoicemailTranscript = z
  .object({
    status: z
      .enum(['pending', 'stored', 'not_transcribed', 'deleted'])
      .describe('`deleted`: there were words, and their keep time is over.'),
    reason: z
      .enum(REASONS)
      .nullable()
      .describe('Why there are no words and will be none: `no_transcriber` is no provider who could write them down.'),
  })
  .meta({ id: 'VoicemailTranscript' })

/** The state of a voicemail's words, as it is shown wherever the voicemail is. */
export function voicemailTranscript({ transcriptStatus }: Pick<RecordingRow, 'transcriptStatus'>) {
  if (transcriptStatus === 'pending' || transcriptStatus === 'stored' || transcriptStatus === 'deleted')
    return { status: transcriptStatus, reason: null }
  const reason =
    transcriptStatus === null || transcriptStatus === 'not_transcribed' ? ('no_transcriber' as const) : transcriptStatus
  return { status: 'not_transcribed' as const, reason }
}

export const VoicemailObject = z
  .object({
    object: z.literal('voicemail'),
    call_id: z.string(),
    recording_id: z.string(),
    livemode: z.boolean(),
    duration_seconds: z.int().nullable().describe('Null when it is not known, or the audio is deleted.'),
    transcript: z.object({
      ...VoicemailTranscript.shape,
      text: z
        .string()
        .nullable()
        .describe('What was said. Null while there are no words, and for a key that may not read transcripts.'),
      language: z.string().nullable().describe('BCP-47, as the provider heard it.'),
      confidence: z.number().min(0).max(1).nullable(),
      transcribed_by: z.string().nullable().describe('The provider: `openai` or `workers-ai`.'),
      segments: z.array(
        z.object({
          text: z.string(),
          start_ms: z.int().describe('From the beginning of the audio.'),
          end_ms: z.int(),
          confidence: z.number().min(0).max(1).nullable(),
        }),
      ),
      expires_at: Time.nullable().describe('When the words are deleted: after the keep time of transcripts.'),
    }),
    created_at: Time,
    expires_at: Time.describe('When the audio is deleted; where it has been, when the words are.'),
  })
  .meta({ id: 'Voicemail' })

/** The voicemail of a call with its words, for whoever may read them; null when neither it nor they are kept. */
export async function voicemailObject(ctx: Ctx, callId: string, audio: RecordingRow | undefined, mayRead: boolean) {
  const written = await wordsOfCall(ctx, callId)
  const kept = audio ?? written
  if (kept === undefined) return null
  const words = mayRead && written !== undefined ? await readWords(ctx, written) : null
  return {
    object: 'voicemail' as const,
    call_id: callId,
    recording_id: 'id' in kept ? kept.id : kept.recordingId,
    livemode: kept.livemode,
    duration_seconds: audio?.durationSeconds ?? null,
    transcript: {
      ...voicemailTranscript(audio ?? { transcriptStatus: 'stored' }),
      ...wordsShown(words),
      expires_at: timeOrNull(written?.expiresAtMs ?? null),
    },
    created_at: time(kept.createdAtMs),
    expires_at: time(kept.expiresAtMs),
  }
}

const wordsShown = (words: VoicemailWords | null) => ({
  text: words?.text ?? null,
  language: words?.language ?? null,
  confidence: words?.confidence ?? null,
  transcribed_by: words?.by ?? null,
  segments: (words?.segments ?? []).map(({ text, startMs, endMs, confidence }) => ({
    text,
    start_ms: startMs,
    end_ms: endMs,
    confidence,
  })),
})

/** Whether JSON is asked for, and not the audio. */
export const asksForJson = (accept: string | undefined): boolean =>
  accept !== undefined && /\bapplication\/json\b/i.test(accept) && !/\baudio\//i.test(accept)
