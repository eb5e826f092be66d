import type { Answer, Step } from '../answer.ts'
import { isOver, type CallEvent, type Outcome } from '../call.ts'
import { LOST_WAIT_MS, withTimer, type CallState, type VoicemailState } from '../call-state.ts'

/** What a caller has to say to somebody who is not there. */
export const VOICEMAIL_SECONDS_MAX = 180

const HANG_UP: Answer = { type: 'hang_up' }

/** The caller is asked to speak after the tone. Asked once a call: a repeat gets the same answer. */
export function beginVoicemail(state: CallState, nowMs: number): Step {
  // What the caller leaves there has its own recording: that of the call has heard all it was announced for.
  const answer: Answer = { type: 'voicemail', stopRecording: state.pins.recorded && !state.recordingRefused }
  if (state.voicemail !== null) return { state, answer }
  const timers = withTimer(withTimer(withTimer(state.timers, 'tooLong', null), 'hangUp', null), 'idle', null)
  const lostAtMs = nowMs + VOICEMAIL_SECONDS_MAX * 1000 + LOST_WAIT_MS
  const begun = {
    ...state,
    voicemail: { is: 'expected' as const, asked: 0 },
    ending: null,
    endedBy: null,
    endReason: null,
    timers: withTimer(timers, 'lost', lostAtMs),
  }
  return { state: begun, answer }
}

/** The caller has spoken, or has hung up. */
export function voicemailEnded(
  state: CallState,
  { callerPresent }: Extract<CallEvent, { type: 'voicemail_ended' }>,
  nowMs: number,
): Step {
  const answer: Answer = callerPresent ? { type: 'voicemail_taken' } : HANG_UP
  if (isOver(state.status) || state.voicemail === null) return { state, answer: HANG_UP }
  const timers = withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS)
  const endedBy = callerPresent ? ('agent' as const) : ('caller' as const)
  return { state: { ...state, endedBy, endReason: 'voicemail', timers }, answer }
}

type Report = Extract<CallEvent, { type: 'voicemail' }>

/** Whether a report of the carrier is about a voicemail that is still waited for, or may still be bettered. */
const isAwaited = (voicemail: VoicemailState, state: CallState): boolean =>
  voicemail.is === 'expected' ||
  (voicemail.is === 'settled' && (voicemail.as === 'absent' || voicemail.as === 'failed') && !state.rows.completed)

/**
 * The call with what the carrier has of its voicemail; null when it is about none that is waited for, and then what it
 * has is not ours to keep.
 */
export function voicemailHeard(state: CallState, report: Report, nowMs: number): CallState | null {
  const voicemail = state.voicemail ?? (report.askedFor === undefined ? null : { is: 'expected', asked: 0 })
  if (voicemail === null) return null
  // What is on its way out there already cannot be kept any more.
  if (report.status === 'in_progress' || state.strayRecordings.includes(report.recordingId)) return state
  if (!isAwaited(voicemail, state)) {
    const isKnown = voicemail.is === 'ready' && voicemail.recordingId === report.recordingId
    return isKnown || report.status !== 'completed' ? state : null
  }
  if (report.status !== 'completed') {
    const as = report.status === 'absent' ? ('absent' as const) : ('failed' as const)
    return { ...state, voicemail: { is: 'settled', as }, timers: withTimer(state.timers, 'work', nowMs) }
  }
  const { recordingId, durationSeconds, channels } = report
  return {
    ...state,
    voicemail: { is: 'ready', recordingId, durationSeconds, channels },
    outcomes: withOutcome(state.outcomes),
    timers: withTimer(state.timers, 'work', nowMs),
  }
}

const withOutcome = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.includes('voicemail_left') ? outcomes : [...outcomes, 'voicemail_left']
