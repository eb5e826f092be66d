import { withTimer, type CallState } from '../call-state.ts'
import { isOver, type CallEvent } from '../call.ts'

/** A carrier that has taken a call may let it wait before it rings; after that it is none any more. */
const QUEUED_MS_MAX = 10 * 60_000

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
