import type { StatusNote } from '../records/messages/table.ts'
import type { MessageStatus } from './message.ts'

/** What the business is told of a message, each at most once. */
export type Told = 'delayed' | 'sent' | 'delivered' | 'read' | 'failed'

/**
 * How far a message of ours is.
 *
 * `waiting`: not sent, or to be sent again. `out`: a request is under way. `unknown`: a request was made, and nobody knows
 * whether it was taken. `done`: the platform has it, or it ended.
 */
export interface Outgone {
  readonly phase: 'waiting' | 'out' | 'unknown' | 'done'
  readonly status: Exclude<MessageStatus, 'received'>
  /** Refusals in a row that say "later". */
  readonly tries: number
  /** Requests whose outcome nobody knows. */
  readonly unknowns: number
  readonly longWaits: number
  /** Waits for so long that what was wanted after it goes first. */
  readonly parked: boolean
  /** How often it was put off because it came too late for the hour it was meant for; none when it is not said. */
  readonly timesPutOff?: number
  /** The platform did not answer when it was asked whether it is there. */
  readonly wasAway: boolean
  /** Goes as its fallback. */
  readonly asTemplate: boolean
  /** What its platform calls it, as `platform-id.ts` keeps it. */
  readonly providerMessageId: string | null
  /** What the platform calls attempts that it has called failed: nothing it says of them counts any more. */
  readonly failedIds: readonly string[]
  readonly errorCode: string | null
  /** The last of what the platform said. */
  readonly history: readonly StatusNote[]
  readonly told: readonly Told[]
  /** When it is to be looked at next; null when there is nothing to do. */
  readonly dueAtMs: number | null
  /** Not sent any more from then on. */
  readonly expiresAtMs: number
}

/** A message that could not be sent for so long is not sent any more. */
export const EXPIRES_MS = 24 * 60 * 60 * 1000

export const newOutgone = (nowMs: number): Outgone => ({
  phase: 'waiting',
  status: 'queued',
  tries: 0,
  unknowns: 0,
  longWaits: 0,
  parked: false,
  wasAway: false,
  asTemplate: false,
  providerMessageId: null,
  failedIds: [],
  errorCode: null,
  history: [],
  told: [],
  dueAtMs: nowMs,
  expiresAtMs: nowMs + EXPIRES_MS,
})

/** A message that does not go before `untilAtMs`: what is wanted after it goes first. */
export const waitingUntil = (message: Outgone, untilAtMs: number): Outgone => ({
  ...message,
  parked: true,
  dueAtMs: untilAtMs,
  expiresAtMs: Math.max(message.expiresAtMs, untilAtMs + EXPIRES_MS),
})
