import type { Received } from '../receiver.ts'

/** What a chat came to, by the events it led to: the first of these that was told of. */
const OUTCOMES: readonly (readonly [type: string, outcome: string])[] = [
  ['person.opted_out', 'opted_out'],
  ['booking.rescheduled', 'rescheduled'],
  ['booking.cancelled', 'cancelled'],
  ['booking.confirmed', 'booked'],
  ['task.created', 'passed_on'],
  ['message.sent', 'answered'],
  ['message.delivered', 'answered'],
  ['message.read', 'answered'],
]

/** Null when nothing came of it. */
export const chatOutcome = (events: readonly Pick<Received, 'type'>[]): string | null =>
  OUTCOMES.find(([type]) => events.some((event) => event.type === type))?.[1] ?? null
