import type { CallEvent, CallStatus } from './call.ts'
import { withTimer, type CallState } from './call-state.ts'
import { voicemailHeard } from './voicemail/advance-voicemail.ts'

/**
 * Of a call that was never answered none of our answer was carried out, so nothing was recorded. One of ours that ended while it
 * was said who calls had not come to that yet; should there be a recording after all, it is heard of.
 */
export function recordingAfter(state: CallState, status: CallStatus): CallState['recording'] {
  const { answeredAtMs, recording, outbound } = state
  if (recording.is !== 'expected' || recording.isMade === true) return recording
  // Of a call that we make nothing is carried out before it is picked up, and we are asked what.
  const unanswered = answeredAtMs === null && (outbound !== undefined || NEVER_ANSWERED.has(status))
  return unanswered || (outbound !== undefined && isAtFirstWords(state)) ? { is: 'settled', as: 'absent' } : recording
}

/** Nothing was heard yet of what comes after the announcement in our first answer. */
const isAtFirstWords = ({ epoch, redeemed, gather, transfer, voicemail }: CallState): boolean =>
  epoch === 1 && redeemed === 0 && gather === null && transfer === null && voicemail === null

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
  if (state.recording.is === 'none') return state
  if (event.status === 'in_progress')
    return state.recording.is === 'expected' ? { ...state, recording: { is: 'expected', isMade: true } } : state
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
