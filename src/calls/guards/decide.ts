import type { Limits } from '../../tenants/limits.ts'

/** Why a caller is turned away. */
export const REFUSED_FOR = [
  'blocked',
  'forged_number',
  'caller_rate',
  'concurrent_calls',
  'minutes',
  'model_tokens',
] as const
export type RefusedFor = (typeof REFUSED_FOR)[number]

/** What there is already when a call rings. */
export interface Load {
  /** The business blocks this caller. */
  readonly isBlocked: boolean
  /** Their calls of the last hour, without this one; 0 where nobody knows who calls. */
  readonly callerCalls: number
  /** Calls in progress, without this one. */
  readonly liveCalls: number
  /** Of the day of UTC. */
  readonly usedSeconds: number
  readonly usedTokens: number
}

/** Why a call with this load before it is turned away, or null. Pure. What is about this caller comes first. */
export function decide(load: Load, limits: Limits): RefusedFor | null {
  if (load.isBlocked) return 'blocked'
  if (load.callerCalls >= limits.callsPerCallerPerHour) return 'caller_rate'
  if (load.liveCalls >= limits.concurrentCalls) return 'concurrent_calls'
  if (load.usedSeconds >= limits.minutesPerDay * 60) return 'minutes'
  return load.usedTokens >= limits.modelTokensPerDay ? 'model_tokens' : null
}
