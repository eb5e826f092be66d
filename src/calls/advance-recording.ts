import type { CallEvent, CallStatus } from './call.ts'
import { withTimer, type CallState } from './call-state.ts'
import { voicemailHeard } from './voicemail/advance-voicemail.ts'

/** Of a call that was never answered none of our answer was carried out, so nothing was recorded. */
export function recordingAfter(
  { answeredAtMs, recording, outbound }: CallState,
  status: CallStatus,
): CallState['recording'] {
  // Of a call that we make nothing is carried out before it is picked up, and we are asked what.
  const unanswered = answeredAtMs === null && (outbound !== undefined || NEVER_ANSWERED.has(status))
  return unanswered && recording.is === 'expected' ? { is: 'settled', as: 'absent' } : recording
}

const NEVER_ANSWERED = new Set<CallStatus>(['busy', 'no_answer', 'canceled'])

type RecordingEvent = Extract<CallEvent, { type: 'recording' }>

/** What the carrier tells of a voicemail. What nobody waits for must not stay there. */
export function voicemailReported(
  state: CallState,
  event: Extract<CallEvent, { type: 'voicemail' }>,
  nowMs: number,
): CallState {
  const heard = voicemailHeard(state, event, nowMs)
  return heard ?? (event.status === 'completed' ? strayHeard(state, event.recordingId, nowMs) : state)
}

/** Whether nothing is known yet of the recording that was asked for, or nothing that a later report may not better. */
const isAwaited = ({ recording, rows }: CallState): boolean =>
  recording.is === 'expected' ||
  (recording.is === 'settled' && (recording.as === 'absent' || recording.as === 'failed') && !rows.completed)

/** What the carrier tells of the recording of the call. */
export function recordingHeard(state: CallState, event: RecordingEvent, nowMs: number): CallState {
  // What was never announced is none of ours: neither kept nor deleted.
  if (event.status === 'in_progress' || state.recording.is === 'none') return state
  if (!isAwaited(state)) return event.status === 'completed' ? strayHeard(state, event.recordingId, nowMs) : state
  if (state.recording.is === 'settled' && event.status !== 'completed') return state
  const { recordingId, durationSeconds, channels } = event
  const recording =
    event.status === 'completed'
      ? { is: 'ready' as const, recordingId, durationSeconds, channels }
      : { is: 'settled' as const, as: event.status === 'absent' ? ('absent' as const) : ('failed' as const) }
  return { ...state, recording, timers: withTimer(state.timers, 'work', nowMs) }
}

const STRAYS_MAX = 20

/** A second recording of the call, or one reported too late: it is not kept, and must not stay with the carrier. */
function strayHeard(state: CallState, recordingId: string, nowMs: number): CallState {
  const { recording, strayRecordings } = state
  const isKnown = recording.is === 'ready' && recording.recordingId === recordingId
  if (isKnown || strayRecordings.includes(recordingId) || strayRecordings.length >= STRAYS_MAX) return state
  return {
    ...state,
    strayRecordings: [...strayRecordings, recordingId],
    timers: withTimer(state.timers, 'work', nowMs),
  }
}
