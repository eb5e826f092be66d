import * as z from 'zod'
import { ANSWERED_BY, CALL_STATUSES, CALLER_VERDICTS, ENDED_BY, END_REASONS, OUTCOMES } from '../../calls/call.ts'
import type { MadeSummary } from '../../calls/transcript.ts'
import { PURPOSES } from '../../consent/contact.ts'
import type { RecordingRow } from '../../recordings/recording.ts'
import type { calls } from '../../records/calls/table.ts'
import type { CallParts } from '../../records/calls/read.ts'
import { time, Time, timeOrNull } from './shape.ts'
import { voicemailTranscript, VoicemailTranscript } from './voicemail-object.ts'

export type CallRow = typeof calls.$inferSelect

const RECORDING_STATUSES = ['none', 'pending', 'stored', 'refused', 'not_kept', 'absent', 'failed', 'deleted'] as const

/** What the agent document's `capture` asks for, by field id. */
export const SummaryFields = z
  .record(z.string(), z.string())
  .describe('What was said of the agent document’s `capture` fields, by id.')

export const CallObject = z
  .object({
    object: z.literal('call'),
    id: z.string(),
    status: z.enum(CALL_STATUSES),
    direction: z.enum(['inbound', 'outbound']),
    from: z
      .string()
      .nullable()
      .describe('Null when the number was withheld. In lists the other side’s number is masked.'),
    to: z.string().nullable(),
    caller_verdict: z
      .enum(CALLER_VERDICTS)
      .nullable()
      .describe(
        'How far carriers vouch for the caller’s number (STIR/SHAKEN). `failed`: it may be forged. Null: nothing was said.',
      ),
    carrier: z.string(),
    account_sid: z.string(),
    purpose: z.enum(PURPOSES).nullable().describe('What a call of yours is for; null of a call that came in.'),
    campaign_id: z.string().nullable(),
    answered_by: z
      .enum(ANSWERED_BY)
      .nullable()
      .describe('Who or what picked up a call of yours, as far as anybody can tell.'),
    carrier_call_id: z.string().nullable().describe('Null until the carrier has taken a call of yours.'),
    agent_id: z.string().nullable(),
    agent_version: z.int().nullable().describe('The published version the call began with.'),
    person_id: z.string().nullable(),
    started_at: Time,
    answered_at: Time.nullable(),
    ended_at: Time.nullable(),
    duration_seconds: z.int().nullable(),
    outcome: z.enum(OUTCOMES).nullable(),
    ended_by: z.enum(ENDED_BY).nullable(),
    end_reason: z.enum(END_REASONS).nullable(),
    turn_count: z.int(),
    reply_ms_p50: z.int().nullable().describe('Median time from the caller’s last word to our first.'),
    transcript: z.object({
      status: z.enum(['pending', 'stored', 'not_kept', 'failed', 'deleted']),
      expires_at: Time.nullable(),
    }),
    recording: z.object({
      status: z.enum(RECORDING_STATUSES),
      expires_at: Time.nullable(),
      carrier_copy: z
        .object({ status: z.enum(['pending', 'deleted', 'gave_up']), deleted_at: Time.nullable() })
        .nullable()
        .describe('The receipt for the copy at the carrier; null when there is none to delete.'),
    }),
    voicemail: z
      .object({
        recording_id: z.string(),
        duration_seconds: z.int().nullable(),
        transcript: VoicemailTranscript,
        expires_at: Time,
      })
      .nullable()
      .describe('What the caller left after the tone; null when they left nothing, or its audio is deleted.'),
    summary: z
      .object({
        text: z.string(),
        follow_ups: z.array(z.string()),
        fields: SummaryFields,
        sensitive_fields: z
          .record(z.string(), z.string())
          .describe('What the caller gave for fields marked `sensitive`, by id. It is shown here and nowhere else.'),
        summary_by: z.enum(['rules', 'model']),
      })
      .nullable()
      .describe('What the call came to. Only when one call is got, with a key that may read transcripts.'),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Call' })

function voicemailOf(row: RecordingRow | undefined) {
  if (row === undefined) return null
  const { id, durationSeconds, expiresAtMs } = row
  return {
    recording_id: id,
    duration_seconds: durationSeconds,
    transcript: voicemailTranscript(row),
    expires_at: time(expiresAtMs),
  }
}

export const fieldsById = (fields: MadeSummary['fields']): Record<string, string> =>
  Object.fromEntries(fields.map(({ id, value }) => [id, value]))

const summaryOf = ({ text, followUps, fields, secrets = [], generatedBy }: MadeSummary) => ({
  text,
  follow_ups: [...followUps],
  fields: fieldsById(fields),
  sensitive_fields: fieldsById(secrets),
  summary_by: generatedBy,
})

/** What is not on a call's row: the other side's number, masked or in full, and the summary for who may read it. */
export interface CallOpened {
  /** Null when it was withheld. */
  readonly otherNumber: string | null
  readonly summary?: MadeSummary | null
}

/** A call as the API shows it. */
export function callObject(row: CallRow, parts: CallParts, { otherNumber, summary = null }: CallOpened) {
  const copy = parts.carrierCopies.get(row.id)
  const inbound = row.direction === 'inbound'
  return {
    object: 'call' as const,
    id: row.id,
    status: row.status,
    direction: row.direction,
    from: inbound ? otherNumber : row.ourNumber,
    to: inbound ? row.ourNumber : otherNumber,
    caller_verdict: row.callerVerdict,
    carrier: row.carrier,
    account_sid: row.accountSid,
    purpose: PURPOSES.find((purpose) => purpose === row.purpose) ?? null,
    campaign_id: row.campaignId,
    answered_by: row.answeredBy,
    carrier_call_id: row.carrierCallId === row.id ? null : row.carrierCallId,
    agent_id: row.agentId,
    agent_version: row.agentVersion,
    person_id: row.personId,
    started_at: time(row.startedAtMs),
    answered_at: timeOrNull(row.answeredAtMs),
    ended_at: timeOrNull(row.endedAtMs),
    duration_seconds: row.durationSeconds,
    outcome: row.outcome,
    ended_by: row.endedBy,
    end_reason: row.endReason,
    turn_count: row.turnCount,
    reply_ms_p50: row.replyMsP50,
    transcript: {
      status: row.transcriptStatus,
      expires_at: timeOrNull(parts.transcriptExpiresAtMs.get(row.id) ?? null),
    },
    recording: {
      status: row.recordingStatus,
      expires_at: timeOrNull(parts.recordingExpiresAtMs.get(row.id) ?? null),
      carrier_copy: copy ? { status: copy.status, deleted_at: timeOrNull(copy.deletedAtMs) } : null,
    },
    voicemail: voicemailOf(parts.voicemails.get(row.id)),
    summary: summary && summaryOf(summary),
    livemode: row.livemode,
    created_at: time(row.startedAtMs),
  }
}
