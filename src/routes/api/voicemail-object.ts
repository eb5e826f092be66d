import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import type { RecordingRow } from '../../recordings/recording.ts'
import { readWords } from '../../recordings/voicemail-words.ts'
import { time, Time } from './shape.ts'

const REASONS = ['no_transcriber', 'not_kept', 'no_speech', 'too_large', 'refused', 'failed'] as const

/** How far the words of a voicemail have come. */
export const VoicemailTranscript = z
  .object({
    status: z.enum(['pending', 'stored', 'not_transcribed']),
    reason: z
      .enum(REASONS)
      .nullable()
      .describe('Why there are no words and will be none: `no_transcriber` is no provider who could write them down.'),
  })
  .meta({ id: 'VoicemailTranscript' })

/** The state of a voicemail's words, as it is shown wherever the voicemail is. */
export function voicemailTranscript({ transcriptStatus }: Pick<RecordingRow, 'transcriptStatus'>) {
  if (transcriptStatus === 'pending' || transcriptStatus === 'stored') return { status: transcriptStatus, reason: null }
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
    duration_seconds: z.int().nullable(),
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
    }),
    created_at: Time,
    expires_at: Time.describe('When audio and words are deleted.'),
  })
  .meta({ id: 'Voicemail' })

/** A voicemail with its words, for whoever may read them. */
export async function voicemailObject(ctx: Ctx, row: RecordingRow, mayRead: boolean) {
  const words = mayRead ? await readWords(ctx, row) : null
  return {
    object: 'voicemail' as const,
    call_id: row.callId,
    recording_id: row.id,
    livemode: row.livemode,
    duration_seconds: row.durationSeconds,
    transcript: {
      ...voicemailTranscript(row),
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
    },
    created_at: time(row.createdAtMs),
    expires_at: time(row.expiresAtMs),
  }
}

/** Whether JSON is asked for, and not the audio. */
export const asksForJson = (accept: string | undefined): boolean =>
  accept !== undefined && /\bapplication\/json\b/i.test(accept) && !/\baudio\//i.test(accept)
