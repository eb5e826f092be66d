import type { CallEvent, CallReply } from '../../calls/call.ts'
import { errorName, log } from '../../kernel/log.ts'
import { SORRY, type Door } from './voice-door.ts'

/** What the fallback says when the call's own object cannot be asked. */
export async function withoutCall(
  door: Door,
  _event: Extract<CallEvent, { type: 'fallback' }>,
  error: unknown,
): Promise<CallReply> {
  log.error('hook.fallback_failed', { provider: door.carrier.name, error: errorName(error) })
  return SORRY
}
