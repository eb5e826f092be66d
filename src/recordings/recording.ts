import type { CarrierApi } from '../providers/telephony/contract.ts'
import type { recordings } from '../records/recordings/table.ts'

/** A recording that the carrier has finished, and for whom it is to be kept. */
export interface FinishedRecording {
  readonly callId: string
  readonly personId: string | null
  /** Whose key seals it: the person's id, or the call's for a hidden caller. */
  readonly keySubject: string
  /** Of the whole call, or of what the caller left after the tone. */
  readonly kind: RecordingRow['kind']
  /** The carrier's id of the recording, `RE…`. */
  readonly recordingId: string
  readonly accountSid: string
  readonly carrier: CarrierApi
  readonly durationSeconds: number | null
  readonly channels: number | null
  /** Of a voicemail: whether it is to be written down. Absent: nobody is there who could. */
  readonly transcript?: 'pending' | 'not_kept' | 'not_transcribed'
  /** 0: it is deleted at the carrier and never fetched. */
  readonly keepDays: number
}

export type RecordingRow = typeof recordings.$inferSelect

/** Why a recording is not kept yet. */
export interface KeepFailure {
  readonly reason: 'carrier' | 'cut_short' | 'too_large' | 'not_verified'
  /** The carrier's answer, or the reason again: for the log, never a message. */
  readonly code: string
  /** False when asking again cannot help: let go of it then. */
  readonly retryable: boolean
  readonly retryAfterMs: number | null
}
