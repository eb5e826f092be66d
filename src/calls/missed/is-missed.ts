import type { CallPins, CallState } from '../call-state.ts'
import { isOver, type EndReason } from '../call.ts'
import { wantsNothingMore } from '../transfer/nobody-came.ts'

/** A text about a call comes while the caller still has the phone in hand, or not at all. */
const AFTER_MS_MAX = 15 * 60_000

/** How a call ends that its caller wanted and did not get. Who was only silent on the line may be no person at all. */
const UNSERVED: ReadonlySet<EndReason> = new Set<EndReason>([
  'customer_hangup',
  'no_answer',
  'busy',
  'canceled',
  'agent_missing',
  'relay_failed',
  'provider_llm_error',
  'carrier_error',
])

/** Nobody of the business took the caller when they were passed on, who has not said since that they want nothing more. */
export const wasNotTaken = (state: CallState): boolean => state.transfer?.is === 'nobody' && !wantsNothingMore(state)

/**
 * Whether a call is over from which its caller got nothing, as far as its state tells, or not the person they asked for.
 * Whether they said a word is in its turns.
 *
 * Not of a caller who hides their number, nor of one whose number does not hold before the carriers: it may be anybody's.
 */
export function isMissed(state: CallState, nowMs: number): boolean {
  const { endReason, endedAtMs, outcomes, personId, pins, rows, status, voicemail } = state
  if (!isOver(status) || !rows.last || endedAtMs === null || nowMs > endedAtMs + AFTER_MS_MAX) return false
  if (personId === null || !mayBeTold(pins) || endReason === null) return false
  const gotNothing = outcomes.length === 0 && voicemail === null && state.callbackOwed === undefined
  return wasNotTaken(state) || (gotNothing && UNSERVED.has(endReason))
}

/** Whom we called, wanted nothing of us. */
const mayBeTold = ({ phoneToken, verdict, outbound }: CallPins): boolean =>
  phoneToken !== null && verdict !== 'failed' && outbound === undefined
