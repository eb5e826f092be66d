import type { OutboxEvent } from './advance-outbox.ts'
import type { Channel, Outgoing, SendError } from './message.ts'
import type { OutboxRow } from './outbox-rows.ts'
import { msUntilPace } from './send-pace.ts'
import { stopFor, type Stop } from './stops.ts'
import { mayWriteFreely } from './window.ts'

/** The one confirmation of an opt-out goes at once, or not at all (47 CFR 64.1200(a)(12): presumed fine within five minutes). */
export const CONFIRMATION_MS_MAX = 5 * 60_000

/** A message that is about to start. */
export interface AskedToSend {
  readonly row: OutboxRow
  readonly content: Outgoing
  readonly stops: readonly Stop[]
}

/** Why a message does not start now, or null when it may. Reads storage only: nothing can come between it and the start. */
export function heldBack(
  storage: Pick<DurableObjectStorage, 'kv'>,
  { row, content, stops }: AskedToSend,
  nowMs: number,
): OutboxEvent | null {
  const { channel, line, about, state } = row
  const isConfirmation = about.isConfirmation && nowMs < about.createdAtMs + CONFIRMATION_MS_MAX
  const counted = isConfirmation ? stops.filter(({ scope }) => scope !== 'all') : stops
  if (stopFor(counted, { channel, purpose: about.purpose }) !== null) return { type: 'held', code: 'suppressed' }
  if (nowMs >= state.expiresAtMs || (about.isConfirmation && !isConfirmation)) return { type: 'held', code: 'expired' }
  if (!mayWriteFreely(storage, { channel, line, content }, nowMs)) return { type: 'held', code: 'window_closed' }
  const waitMs = msUntilPace(storage, row, nowMs)
  return waitMs > 0 ? { type: 'postponed', untilAtMs: nowMs + waitMs } : null
}

/** What a platform's refusal puts an end to. A carrier's own opt-out is a word that the person sent it: START takes it back. */
export function carrierStop(scope: NonNullable<SendError['suppress']>, channel: Channel): Omit<Stop, 'atMs'> {
  if (scope === 'marketing') return { scope: 'marketing', endsBy: 'resume' }
  if (scope === 'channel') return { scope: channel, endsBy: 'writing' }
  return { scope: 'all', endsBy: channel === 'sms' ? 'start_sms' : 'nothing' }
}
