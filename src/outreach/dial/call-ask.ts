import type { ContactAsk } from '../../consent/contact.ts'
import type { WantedCall } from './wanted-call.ts'

/** What the gate is asked of a call: when it is taken, and in the step in which it starts. */
export const callAsk = (
  { to, purpose, line }: Pick<WantedCall, 'to' | 'purpose' | 'line'>,
  atMs: number,
): ContactAsk => ({
  channel: 'voice',
  purpose,
  phone: to,
  atMs,
  ...(line.hours && { hours: line.hours }),
})
