import { isOver, STATUS_RANK, type CallEvent, type EndedBy, type EndReason } from './call.ts'
import { withTimer, type CallPins, type CallState, type Timers } from './call-state.ts'

/** A socket that died is replaced this often; after that the caller is told to call again. */
export const RECONNECTS_MAX = 5

/** With no socket by then, the call is written down all the same. */
const FIRST_ROW_WAIT_MS = 20_000
/** After the last sign of the call, how long its final status may take before we end it ourselves. */
const LOST_WAIT_MS = 45_000

/** The longest a carrier lets a transferred call be. */
const TRANSFER_MS_MAX = 4 * 60 * 60_000 + LOST_WAIT_MS

/** What the door is to answer the carrier with; the words are put in from the agent document. */
export type Answer =
  | { readonly type: 'greet'; readonly epoch: number; readonly recorded: boolean }
  | { readonly type: 'resume'; readonly epoch: number; readonly stopRecording: boolean }
  | { readonly type: 'dial'; readonly number: string }
  | { readonly type: 'apologise' }
  | { readonly type: 'hang_up' }
  | { readonly type: 'nothing' }

export interface Step {
  readonly state: CallState
  readonly answer: Answer
}

/** A call at its first ring. */
export function admitted(callId: string, pins: CallPins, nowMs: number): CallState {
  return {
    callId,
    pins,
    status: 'ringing',
    startedAtMs: nowMs,
    answeredAtMs: null,
    endedAtMs: null,
    durationSeconds: null,
    endedBy: null,
    endReason: null,
    epoch: 1,
    redeemed: 0,
    reconnects: 0,
    personId: null,
    keySubject: null,
    returning: false,
    recording: pins.recorded ? { is: 'expected' } : { is: 'none' },
    recordingRefused: false,
    strayRecordings: [],
    stopOwed: false,
    rows: { first: false, last: false, completed: false },
    failures: 0,
    recordingAsked: 0,
    ending: null,
    silences: 0,
    turns: 0,
    replyMs: [],
    outcomes: [],
    playReported: false,
    timers: { work: nowMs + FIRST_ROW_WAIT_MS, tooLong: nowMs + pins.maxMinutes * 60_000 },
  }
}

/**
 * The call after `event`, and what to answer.
 *
 * Pure. Carriers repeat and reorder: an event that no longer applies changes nothing, and a repeat gets the answer it
 * got before.
 */
export function advance(state: CallState, event: CallEvent, nowMs: number): Step {
  switch (event.type) {
    case 'incoming':
      return isOver(state.status) ? { state, answer: { type: 'hang_up' } } : { state, answer: greeting(state) }
    case 'fallback':
      return fallenBack(state, nowMs)
    case 'status':
      return { state: statusHeard(state, event, nowMs), answer: { type: 'nothing' } }
    case 'relay_ended':
      return relayEnded(state, event, nowMs)
    case 'recording':
      return { state: recordingHeard(state, event, nowMs), answer: { type: 'nothing' } }
  }
}

const greeting = (state: CallState): Answer =>
  state.redeemed === 0
    ? { type: 'greet', epoch: state.epoch, recorded: state.pins.recorded && !state.recordingRefused }
    : { type: 'resume', epoch: state.epoch, stopRecording: false }

/** The carrier could not run our answer. Once more with a fresh socket, then an apology. */
function fallenBack(state: CallState, nowMs: number): Step {
  if (isOver(state.status)) return { state, answer: { type: 'hang_up' } }
  // Nothing was ever said on a socket: the caller has still to be told that this is an AI, and that it records.
  if (state.redeemed === 0) return { state, answer: greeting(state) }
  return reconnect(state, nowMs, false)
}

function reconnect(state: CallState, nowMs: number, stopRecording: boolean): Step {
  if (state.reconnects >= RECONNECTS_MAX) {
    const ended = over(state, { by: 'system', reason: 'relay_failed' }, nowMs)
    return { state: ended, answer: { type: 'apologise' } }
  }
  // Nothing of this epoch has been redeemed: this is a repeat of the event that handed it out.
  if (state.epoch > state.redeemed) return { state, answer: { type: 'resume', epoch: state.epoch, stopRecording } }
  const epoch = state.epoch + 1
  const timers = withTimer(state.timers, 'lost', null)
  return {
    state: {
      ...state,
      epoch,
      reconnects: state.reconnects + 1,
      ending: null,
      timers: withTimer(timers, 'hangUp', null),
    },
    answer: { type: 'resume', epoch, stopRecording },
  }
}

type StatusEvent = Extract<CallEvent, { type: 'status' }>

function statusHeard(state: CallState, event: StatusEvent, nowMs: number): CallState {
  const { status, durationSeconds } = event
  if (isOver(state.status)) {
    // The duration may come after our own ending of the call.
    return durationSeconds === null || state.durationSeconds !== null || state.rows.last
      ? state
      : { ...state, durationSeconds }
  }
  if (STATUS_RANK[status] <= STATUS_RANK[state.status]) return state
  if (!isOver(status)) return { ...state, status, answeredAtMs: state.answeredAtMs ?? nowMs }
  const how = ENDING_OF_STATUS[status] ?? { by: 'caller', reason: 'customer_hangup' }
  const ended = {
    ...over(state, agentsEnding(state) ?? how, nowMs),
    status,
    durationSeconds: durationSeconds ?? durationOf(state, nowMs),
  }
  return { ...ended, recording: recordingAfter(state, status) }
}

/** An ending without a reason leads back into the call: whoever ends it now ends it. */
const agentsEnding = ({ ending, endReason }: CallState): Ending | null =>
  ending === null || endReason === null ? null : { by: 'agent', reason: endReason }

/** Of a call that was never answered none of our answer was carried out, so nothing was recorded. */
function recordingAfter({ answeredAtMs, recording }: CallState, status: StatusEvent['status']): CallState['recording'] {
  const unanswered = answeredAtMs === null && NEVER_ANSWERED.has(status)
  return unanswered && recording.is === 'expected' ? { is: 'settled', as: 'absent' } : recording
}

const NEVER_ANSWERED = new Set<StatusEvent['status']>(['busy', 'no_answer', 'canceled'])

const ENDING_OF_STATUS: Partial<Record<StatusEvent['status'], Ending>> = {
  failed: { by: 'carrier', reason: 'carrier_error' },
  busy: { by: 'carrier', reason: 'busy' },
  no_answer: { by: 'carrier', reason: 'no_answer' },
  canceled: { by: 'caller', reason: 'canceled' },
}

interface Ending {
  readonly by: EndedBy
  readonly reason: EndReason
}

const durationOf = (state: CallState, nowMs: number): number | null =>
  state.answeredAtMs === null ? null : Math.max(0, Math.round((nowMs - state.answeredAtMs) / 1000))

/** The call is over, by whatever sign came first; what is owed is due at once. */
export function over(state: CallState, ending: Ending, nowMs: number): CallState {
  if (state.endedAtMs !== null) return state
  const status = isOver(state.status) ? state.status : state.answeredAtMs === null ? 'failed' : 'completed'
  const timers: Timers = { work: nowMs }
  return {
    ...state,
    status,
    endedAtMs: nowMs,
    endedBy: state.endedBy ?? ending.by,
    endReason: state.endReason ?? ending.reason,
    durationSeconds: state.durationSeconds ?? durationOf(state, nowMs),
    ending: null,
    timers,
  }
}

type RelayEnded = Extract<CallEvent, { type: 'relay_ended' }>

function relayEnded(state: CallState, event: RelayEnded, nowMs: number): Step {
  if (event.how === 'caller_hung_up' || !event.callerPresent) {
    // Its status callback follows and knows the duration; without one the timer ends the call.
    const timers = isOver(state.status) ? state.timers : withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS)
    return { state: { ...state, timers }, answer: { type: 'hang_up' } }
  }
  if (isOver(state.status)) return { state, answer: { type: 'hang_up' } }
  if (event.how === 'lost') return reconnect(state, nowMs, false)
  const handoff = readHandoff(event.handoff)
  if (handoff.reason === 'without_recording') return reconnect(state, nowMs, true)
  if (handoff.reason === 'transfer' && handoff.to)
    return { state: transferred(state, nowMs), answer: { type: 'dial', number: handoff.to } }
  return {
    state: { ...state, timers: withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS) },
    answer: { type: 'hang_up' },
  }
}

/** People talk now, as long as they like: the call's own status tells of its end. */
const transferred = (state: CallState, nowMs: number): CallState => ({
  ...state,
  timers: withTimer(withTimer(state.timers, 'tooLong', null), 'lost', nowMs + TRANSFER_MS_MAX),
})

function readHandoff(text: string | null): { reason?: string; to?: string } {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    const { reason, to } = value as Record<string, unknown>
    return { ...(typeof reason === 'string' && { reason }), ...(typeof to === 'string' && { to }) }
  } catch {
    return {}
  }
}

type RecordingEvent = Extract<CallEvent, { type: 'recording' }>

/** Whether nothing is known yet of the recording that was asked for, or nothing that a later report may not better. */
const isAwaited = ({ recording, rows }: CallState): boolean =>
  recording.is === 'expected' ||
  (recording.is === 'settled' && (recording.as === 'absent' || recording.as === 'failed') && !rows.completed)

function recordingHeard(state: CallState, event: RecordingEvent, nowMs: number): CallState {
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

/** The socket is gone. Somebody will say why; if nobody does, the call is over. */
export const socketLost = (state: CallState, nowMs: number): CallState =>
  isOver(state.status)
    ? state
    : { ...state, timers: withTimer(withTimer(state.timers, 'idle', null), 'lost', nowMs + LOST_WAIT_MS) }

/** The caller is on the line. */
export function connected(state: CallState, epoch: number, nowMs: number): CallState {
  const timers = withTimer(withTimer(state.timers, 'lost', null), 'tooLong', tooLongAt(state, nowMs))
  return { ...state, redeemed: epoch, status: 'in_progress', answeredAtMs: state.answeredAtMs ?? nowMs, timers }
}

const tooLongAt = (state: CallState, nowMs: number): number =>
  (state.answeredAtMs ?? nowMs) + state.pins.maxMinutes * 60_000
