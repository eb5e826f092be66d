import { newSid } from './sid.ts'
import type { Segment, WavPlan } from './wav.ts'

export type RecordingStatus = 'in-progress' | 'stopped' | 'processing' | 'completed' | 'absent' | 'deleted'

export interface RecordingOptions {
  readonly name: string | null
  readonly channels: 1 | 2
  readonly callbackUrl: string | null
  readonly callbackMethod: 'GET' | 'POST'
  readonly events: readonly string[]
  /** `RecordVerb`: what a caller left after a tone. The recording of a call when it is left out. */
  readonly source?: 'RecordVerb'
}

/** A recording as the carrier has it. The audio is made from what was said whenever somebody asks for it. */
export interface Recording {
  readonly sid: string
  readonly callSid: string
  readonly options: RecordingOptions
  readonly startedAtMs: number
  readonly segments: readonly Segment[]
  readonly durationMs: number
  readonly status: RecordingStatus
}

/** A silence shorter than this is no recording. */
const KEPT_MS_MIN = 1000

export const newRecording = (callSid: string, options: RecordingOptions, startedAtMs: number): Recording => ({
  sid: newSid('RE'),
  callSid,
  options,
  startedAtMs,
  segments: [],
  durationMs: 0,
  status: 'in-progress',
})

/** The attributes of `<Start><Recording>`. */
export function recordingOptions(attributes: Readonly<Record<string, string>>): RecordingOptions {
  return {
    name: attributes['name'] ?? null,
    channels: attributes['channels'] === 'mono' ? 1 : 2,
    callbackUrl: attributes['recordingStatusCallback'] ?? null,
    callbackMethod: attributes['recordingStatusCallbackMethod']?.toUpperCase() === 'GET' ? 'GET' : 'POST',
    events: (attributes['recordingStatusCallbackEvent'] ?? 'completed').split(' '),
  }
}

/** `recording` with something said on the line at these epoch milliseconds. */
export function withSpeech(recording: Recording, speech: Segment): Recording {
  const at = (epochMs: number): number => Math.max(0, epochMs - recording.startedAtMs)
  const segment = { ...speech, fromMs: at(speech.fromMs), toMs: at(speech.toMs) }
  return segment.toMs === 0 ? recording : { ...recording, segments: [...recording.segments, segment] }
}

export const stopped = (recording: Recording, nowMs: number): Recording => ({
  ...recording,
  durationMs: nowMs - recording.startedAtMs,
  status: 'processing',
})

export const processed = (recording: Recording): Recording => ({
  ...recording,
  status: recording.segments.length === 0 && recording.durationMs < KEPT_MS_MIN ? 'absent' : 'completed',
})

export const isKept = ({ status }: Recording): boolean => status !== 'deleted'

/** Seconds as Twilio counts them: never zero for something that was recorded. */
export const secondsOf = ({ durationMs }: Recording): number => Math.max(1, Math.round(durationMs / 1000))

export const wavPlanOf = (
  { segments, durationMs, options }: Recording,
  channels: 1 | 2 = options.channels,
): WavPlan => ({
  segments,
  durationMs,
  channels,
})

/** As the carrier names what made a recording. */
export const sourceOf = ({ options }: Recording): string => options.source ?? 'StartCallRecordingTwiML'

/** The form of a recording's status callback, beside the account's and the call's ids. */
export function recordingParams(recording: Recording, recordingUrl: string): Record<string, string> {
  const done = recording.status === 'completed'
  return {
    RecordingSid: recording.sid,
    RecordingUrl: recordingUrl,
    RecordingStatus: recording.status,
    ...(done && { RecordingDuration: String(secondsOf(recording)) }),
    RecordingChannels: String(recording.options.channels),
    RecordingStartTime: new Date(recording.startedAtMs).toUTCString().replace('GMT', '+0000'),
    RecordingSource: sourceOf(recording),
    RecordingTrack: 'both',
    ErrorCode: '0',
  }
}
