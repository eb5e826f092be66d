import { admitted, over } from '../advance.ts'
import { withTimer, type CallPins, type CallState } from '../call-state.ts'
import { isOver, type CallEvent, type CallStatus, type EndedBy, type EndReason } from '../call.ts'

/** A carrier that has taken a call may let it wait before it rings; after that it is none any more. */
const QUEUED_MS_MAX = 10 * 60_000
/** With no other word by then, the first row is tried again. */
const ROW_WAIT_MS = 20_000

/** A call that is to be made: nobody has been asked to ring it yet. It waits for that as long as it must. */
export function prepared(callId: string, pins: CallPins, nowMs: number): CallState {
  return {
    ...admitted(callId, pins, nowMs),
    outbound: { judged: null, told: 'nothing', isRowBound: false },
    timers: { work: nowMs + ROW_WAIT_MS },
  }
}

/** Whether the carrier has named the call. */
export const isBound = ({ pins, callId }: CallState): boolean => pins.carrierCallId !== callId

/** Whether it speaks of another call than ours: one that was made twice has one too many. */
export function isForeign(state: CallState, event: CallEvent): boolean {
  if (state.outbound === undefined || event.type === 'leg_answered' || event.type === 'leg_judged') return false
  return isBound(state) && event.call.carrierCallId !== state.pins.carrierCallId
}

/** The carrier has named the call: by its answer, or by its first word of it, whichever comes first. */
export function bound(state: CallState, carrierCallId: string, nowMs: number): CallState {
  if (state.outbound === undefined || isBound(state)) return state
  const named = { ...state, pins: { ...state.pins, carrierCallId } }
  if (isOver(state.status)) return { ...named, timers: withTimer(state.timers, 'work', nowMs) }
  const tooLong = nowMs + QUEUED_MS_MAX + state.pins.maxMinutes * 60_000
  return { ...named, startedAtMs: nowMs, timers: { ...state.timers, tooLong, work: nowMs } }
}

type Answered = Extract<CallEvent, { type: 'answered' }>
type Judged = Extract<CallEvent, { type: 'judged' }>

/** Somebody or something has picked up. */
export function pickedUp(state: CallState, { by }: Answered, nowMs: number): CallState {
  if (isOver(state.status)) return state
  const answeredAtMs = state.answeredAtMs ?? nowMs
  const timers = withTimer(state.timers, 'tooLong', answeredAtMs + state.pins.maxMinutes * 60_000)
  return { ...withJudgement(state, by), status: 'in_progress', answeredAtMs, timers }
}

/** The carrier has made up its mind, or changed it. */
export const judged = (state: CallState, { by }: Judged): CallState => withJudgement(state, by)

const withJudgement = (state: CallState, by: Judged['by'] | null): CallState =>
  by === null || state.outbound === undefined ? state : { ...state, outbound: { ...state.outbound, judged: by } }

/** Why a call of ours was not made. */
export type NotMade = 'cancelled' | 'refused' | 'number_invalid' | 'carrier' | 'outcome_unknown' | 'nobody'

interface Ended {
  readonly status: CallStatus
  readonly by: EndedBy
  readonly reason: EndReason
}

const ENDED: Readonly<Record<NotMade, Ended>> = {
  cancelled: { status: 'canceled', by: 'system', reason: 'canceled' },
  refused: { status: 'failed', by: 'system', reason: 'contact_refused' },
  number_invalid: { status: 'failed', by: 'carrier', reason: 'number_invalid' },
  carrier: { status: 'failed', by: 'carrier', reason: 'carrier_error' },
  outcome_unknown: { status: 'failed', by: 'carrier', reason: 'outcome_unknown' },
  // A test reaches nobody.
  nobody: { status: 'no_answer', by: 'carrier', reason: 'no_answer' },
}

/** It is not made. One that the carrier has spoken of was. */
export function notMade(state: CallState, why: NotMade, nowMs: number): CallState {
  if (isOver(state.status) || isBound(state)) return state
  const { status, by, reason } = ENDED[why]
  const ended = over({ ...state, status }, { by, reason }, nowMs)
  return { ...ended, recording: state.recording.is === 'expected' ? { is: 'settled', as: 'absent' } : state.recording }
}
