import { recordingAfter, recordingHeard, voicemailReported } from './advance-recording.ts'
import type { Answer, Step } from './answer.ts'
import { isOver, STATUS_RANK, type CallEvent, type EndedBy, type EndReason } from './call.ts'
import {
  LOST_WAIT_MS,
  withTimer,
  type CallPins,
  type CallState,
  type Timers,
  type TransferPerson,
} from './call-state.ts'
import { isDocumentRefused, isRelayRefused } from './carrier-errors.ts'
import { giveUp, stillFailing } from './failing/give-up.ts'
import { answerOfGather, beginGather } from './gather/advance-gather.ts'
import { readHandoff } from './handoff.ts'
import { judged, pickedUp } from './outbound/advance-outbound.ts'
import {
  answerOfTransfer,
  beginTransfer,
  dialEnded,
  isTaken,
  legAnswered,
  legJudged,
} from './transfer/advance-transfer.ts'
import { beginVoicemail, voicemailEnded } from './voicemail/advance-voicemail.ts'

/** A socket that died is replaced this often; after that the talk goes on without one. */
export const RECONNECTS_MAX = 5

/** With no socket by then, the call is written down all the same. */
const FIRST_ROW_WAIT_MS = 20_000
/** However long others were rung for the caller, the agent who takes them back has this long for them. */
const TAKEN_BACK_MS_MIN = 3 * 60_000

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
    transfer: null,
    voicemail: null,
    gather: null,
    timers: { work: nowMs + FIRST_ROW_WAIT_MS, tooLong: nowMs + pins.maxMinutes * 60_000 },
  }
}

/**
 * The call after `event`, and what to answer.
 *
 * Pure. Carriers repeat and reorder: an event that no longer applies changes nothing, and a repeat gets the answer it
 * got before.
 *
 * @param people  whom to ring, where the event is one that passes the caller on.
 */
export const advance = (
  state: CallState,
  event: CallEvent,
  nowMs: number,
  people: readonly TransferPerson[] = [],
): Step => stillFailing(stepOf(state, event, nowMs, people), nowMs)

function stepOf(state: CallState, event: CallEvent, nowMs: number, people: readonly TransferPerson[]): Step {
  switch (event.type) {
    case 'incoming':
      return begun(state)
    case 'fallback':
      return fallenBack(state, event, nowMs)
    case 'status':
      return { state: statusHeard(state, event, nowMs), answer: { type: 'nothing' } }
    case 'relay_ended':
      return relayEnded(state, event, nowMs, people)
    case 'recording':
      return { state: recordingHeard(state, event, nowMs), answer: { type: 'nothing' } }
    case 'answered':
      return begun(pickedUp(state, event, nowMs))
    case 'judged':
      return { state: judged(state, event), answer: { type: 'nothing' } }
    default:
      return byHand(state, event, nowMs)
  }
}

type ByHand = Exclude<
  CallEvent,
  { type: 'incoming' | 'fallback' | 'status' | 'relay_ended' | 'recording' | 'answered' | 'judged' }
>

/** What happens off the socket: others are rung, a voicemail is left, keys and speech are gathered. */
function byHand(state: CallState, event: ByHand, nowMs: number): Step {
  switch (event.type) {
    case 'dial_ended':
      return dialEnded(state, event, nowMs)
    case 'leg_answered':
      return legAnswered(state, event)
    case 'leg_judged':
      return legJudged(state, event)
    case 'voicemail_ended':
      return voicemailEnded(state, event, nowMs)
    case 'voicemail':
      return { state: voicemailReported(state, event, nowMs), answer: { type: 'nothing' } }
    case 'gathered':
      // The turn is the talk's: by the time this is asked it has been worked.
      return { state, answer: isOver(state.status) ? { type: 'hang_up' } : answerOfGather(state) }
  }
}

const HANG_UP: Answer = { type: 'hang_up' }
const begun = (state: CallState): Step => ({ state, answer: isOver(state.status) ? HANG_UP : greeting(state) })

const greeting = (state: CallState): Answer =>
  state.redeemed === 0
    ? { type: 'greet', epoch: state.epoch, recorded: state.pins.recorded && !state.recordingRefused }
    : { type: 'resume', epoch: state.epoch, stopRecording: false }

type FallenBack = Extract<CallEvent, { type: 'fallback' }>

/** The carrier could not run our answer. Once more with a fresh socket; without any, where it is the socket it cannot do. */
function fallenBack(state: CallState, { errorCode }: FallenBack, nowMs: number): Step {
  if (isOver(state.status)) return { state, answer: { type: 'hang_up' } }
  if (state.transfer !== null && state.transfer.epoch >= state.redeemed)
    return { state, answer: answerOfTransfer(state) }
  if (state.gather !== null) return { state, answer: answerOfGather(state) }
  if (isRelayRefused(errorCode)) return withoutSocket(state, nowMs)
  // Nothing was ever said on a socket: the caller has still to be told that this is an AI, and that it records.
  if (state.redeemed === 0 && isDocumentRefused(errorCode))
    return beginGather(state, { says: 'greeting', announces: true, stopRecording: false }, nowMs)
  if (state.redeemed === 0) return { state, answer: greeting(state) }
  return reconnect(state, nowMs, false)
}

const withoutSocket = (state: CallState, nowMs: number): Step =>
  beginGather(
    state,
    { says: state.redeemed === 0 ? 'greeting' : 'resumed', announces: false, stopRecording: false },
    nowMs,
  )

/** The socket died, or was never there. */
function socketFailed(state: CallState, { epoch, errorCode }: RelayEnded, nowMs: number): Step {
  if (state.gather !== null) return { state, answer: answerOfGather(state) }
  const neverOpened = epoch !== undefined && epoch === state.epoch && epoch > state.redeemed
  const refused = epoch === undefined && state.redeemed === 0 && isRelayRefused(errorCode)
  return neverOpened || refused ? withoutSocket(state, nowMs) : reconnect(state, nowMs, false)
}

function reconnect(state: CallState, nowMs: number, stopRecording: boolean): Step {
  if (state.reconnects >= RECONNECTS_MAX && state.epoch <= state.redeemed)
    return beginGather(state, { says: 'resumed', announces: false, stopRecording }, nowMs)
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

/** An ending without a reason leads back into the call: whoever ends it now ends it. Passed on is passed on. */
function agentsEnding(state: CallState): Ending | null {
  const { ending, endReason } = state
  if (isTaken(state)) return { by: 'agent', reason: 'transferred' }
  if (state.voicemail !== null) return { by: 'caller', reason: 'voicemail' }
  return ending === null || endReason === null ? null : { by: 'agent', reason: endReason }
}

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
  const timers: Timers = { work: nowMs, ...(state.owedWords !== undefined && { words: nowMs }) }
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

function relayEnded(state: CallState, event: RelayEnded, nowMs: number, people: readonly TransferPerson[]): Step {
  if (event.how === 'caller_hung_up' || !event.callerPresent) {
    // Its status callback follows and knows the duration; without one the timer ends the call.
    const timers = isOver(state.status) ? state.timers : withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS)
    return { state: { ...state, timers }, answer: { type: 'hang_up' } }
  }
  if (isOver(state.status)) return { state, answer: { type: 'hang_up' } }
  if (event.how === 'lost') return socketFailed(state, event, nowMs)
  const handoff = readHandoff(event.handoff)
  if (handoff.reason === 'without_recording') return reconnect(state, nowMs, true)
  if (handoff.reason === 'failed') return giveUp(state, nowMs)
  if (handoff.reason === 'voicemail') return beginVoicemail(state, nowMs)
  if (handoff.reason === 'transfer') return passOn(state, event, nowMs, people)
  return {
    state: { ...state, timers: withTimer(state.timers, 'lost', nowMs + LOST_WAIT_MS) },
    answer: { type: 'hang_up' },
  }
}

/** Once for every socket that ended so: a repeat is answered by how far it has come. */
function passOn(state: CallState, { epoch }: RelayEnded, nowMs: number, people: readonly TransferPerson[]): Step {
  const isRepeat =
    state.transfer !== null && (epoch === undefined ? state.ending === null : epoch <= state.transfer.epoch)
  return isRepeat ? { state, answer: answerOfTransfer(state) } : beginTransfer(state, people, nowMs)
}

/** The socket is gone. Somebody will say why; if nobody does, the call is over. */
export const socketLost = (state: CallState, nowMs: number): CallState =>
  // Of a caller who was passed on, or is listened to without it, the socket has done its part.
  isOver(state.status) || state.transfer?.epoch === state.redeemed || state.gather !== null
    ? state
    : { ...state, timers: withTimer(withTimer(state.timers, 'idle', null), 'lost', nowMs + LOST_WAIT_MS) }

/** The caller is on the line. */
export function connected(state: CallState, epoch: number, nowMs: number): CallState {
  const timers = withTimer(withTimer(state.timers, 'lost', null), 'tooLong', tooLongAt(state, nowMs))
  return { ...state, redeemed: epoch, status: 'in_progress', answeredAtMs: state.answeredAtMs ?? nowMs, timers }
}

function tooLongAt(state: CallState, nowMs: number): number {
  const atMs = (state.answeredAtMs ?? nowMs) + state.pins.maxMinutes * 60_000
  return state.transfer === null ? atMs : Math.max(atMs, nowMs + TAKEN_BACK_MS_MIN)
}
