import type { FarEnds, Secrets } from '../../env.ts'
import type { Result } from '../../kernel/result.ts'

/** More than a voicemail may be, in time and in both its channels; what is longer is not sent to anybody. */
export const TRANSCRIBE_MINUTES_MAX = 5
export const TRANSCRIBE_BYTES_MAX = 8 * 1024 * 1024

/** Words of more than these are no voicemail: what comes behind is left out. */
export const TRANSCRIPT_CHARS_MAX = 10_000
export const SEGMENTS_MAX = 500

/** What was recorded, as it is read from where it is kept. */
export interface AudioSource {
  /** Media type, `audio/x-wav`. */
  readonly contentType: string
  /** The exact length of what `chunks` gives. */
  readonly bytes: number
  readonly durationSeconds: number | null
  /** From its first byte, each time. What it throws is the store's trouble, and passed on as it is. */
  chunks(): AsyncIterable<Uint8Array>
}

/** What is asked of a transcriber. */
export interface Dictation {
  readonly audio: AudioSource
  /** BCP-47, when there is only one it can be; null lets the vendor hear which it is. */
  readonly language: string | null
  readonly nowMs: number
}

/** A stretch of speech. Times are milliseconds from the beginning of the audio. */
export interface SpokenSegment {
  readonly text: string
  readonly startMs: number
  readonly endMs: number
  /** 0 to 1, or null where the vendor does not say. */
  readonly confidence: number | null
}

export interface Transcription {
  /** Empty when nobody spoke. */
  readonly text: string
  /** BCP-47, or null where the vendor does not say. */
  readonly language: string | null
  readonly durationSeconds: number | null
  /** In order; empty where the vendor gives none. */
  readonly segments: readonly SpokenSegment[]
  /** Of the whole, 0 to 1, or null where the vendor does not say. */
  readonly confidence: number | null
}

/**
 * How a vendor failed.
 *
 * - `refused`: the key, the request or the audio is not accepted.
 * - `too_large`: longer or larger than we send, or than the vendor takes.
 * - `unreachable`: no connection, one that broke, or a server in trouble (5xx).
 * - `timed_out`: no whole answer in time.
 * - `rate_limited`: 429.
 * - `malformed`: what came is no transcription.
 */
export const TRANSCRIBE_FAILURES = [
  'refused',
  'too_large',
  'unreachable',
  'timed_out',
  'rate_limited',
  'malformed',
] as const

/** Says how it failed and quotes nothing. Asking again does nothing twice: a vendor only listens. */
export interface TranscribeFailure {
  readonly reason: (typeof TRANSCRIBE_FAILURES)[number]
  /** The HTTP status behind it, or null. */
  readonly status: number | null
  /** Whether asking again, later, may help. */
  readonly retryable: boolean
  /** How long the vendor asks to be left alone, or null when it does not say. */
  readonly retryAfterMs: number | null
}

/** Audio in, text out. One attempt; ends soon after `signal` aborts, and that is `timed_out`. */
export interface Transcriber {
  transcribe(dictation: Dictation, signal: AbortSignal): Promise<Result<Transcription, TranscribeFailure>>
}

export interface Transcribe {
  /** What TRANSCRIBE_PROVIDER says. Never renamed. */
  readonly name: string
  /** The transcriber, or null when its secrets are unset or its binding is absent. Throws on malformed ones. */
  open(secrets: Secrets, farEnds?: FarEnds): Transcriber | null
}
