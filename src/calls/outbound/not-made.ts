import { over } from '../advance.ts'
import type { CallState } from '../call-state.ts'
import { isOver, type CallStatus, type EndedBy, type EndReason } from '../call.ts'
import { isBound } from './advance-outbound.ts'

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
