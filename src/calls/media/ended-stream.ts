import type { CallState } from '../call-state.ts'
import type { CallEvent } from '../call.ts'

/**
 * The end of an audio stream, with what we ended it for. The carrier only tells that it is over; a stream that we did not
 * end was lost.
 */
export function endedStream(event: CallEvent, { handedOff, redeemed }: CallState): CallEvent {
  if (event.type !== 'relay_ended' || event.how !== 'lost' || handedOff === undefined) return event
  if (handedOff.epoch !== (event.epoch ?? redeemed)) return event
  return { ...event, how: 'ended_by_us', handoff: handedOff.handoff }
}
