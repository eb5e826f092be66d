import { CLOSED, afterOutcome, type Breaker } from './breaker.ts'
import type { DisabledReason } from './catalogue/platform-events.ts'
import type { DeliveryStatus, Outcome } from './delivery.ts'
import { afterFailure, type FailingStreak } from './failing-streak.ts'
import { readRetryAfter, retryDelayMs } from './retry-schedule.ts'

/** How an endpoint has fared lately. */
export interface Health {
  readonly breaker: Breaker
  readonly streak: FailingStreak | null
}

export const HEALTHY: Health = { breaker: CLOSED, streak: null }

export interface Step {
  readonly status: DeliveryStatus
  /** When to try again; null unless pending. */
  readonly nextAttemptAtMs: number | null
  readonly health: Health
  /** Why the endpoint is to be disabled, or null. */
  readonly disable: DisabledReason | null
  /** How far the endpoint has come on the way to being disabled, when a step was passed just now. */
  readonly warnPercent: number | null
}

/** Gateways and limits that say "slow down", beside a timeout. */
const OVERWHELMED = new Set([429, 502, 504])
const GONE = 410

const isDelivered = (outcome: Outcome): boolean =>
  outcome.kind === 'answered' && outcome.statusCode >= 200 && outcome.statusCode < 300

/**
 * What becomes of a delivery and its endpoint after one attempt.
 *
 * Pure: the same outcome at the same time with the same `random` gives the same step. A redirect is a failure like any
 * other, because nobody follows it.
 *
 * @param tries  attempts since the delivery was queued or last replayed, this one included
 * @param random  in [0, 1), for the jitter
 */
export function advanceDelivery(
  tries: number,
  health: Health,
  outcome: Outcome,
  now: { nowMs: number; random: number },
): Step {
  const { nowMs, random } = now
  if (isDelivered(outcome)) {
    const breaker = afterOutcome(health.breaker, false, nowMs)
    return {
      status: 'delivered',
      nextAttemptAtMs: null,
      health: { breaker, streak: null },
      disable: null,
      warnPercent: null,
    }
  }

  const { streak, over, warnPercent } = afterFailure(health.streak, nowMs)
  const failed = { health: { breaker: afterOutcome(health.breaker, true, nowMs), streak }, warnPercent }
  const disable = outcome.kind === 'answered' && outcome.statusCode === GONE ? 'gone' : over ? 'only_failures' : null
  if (disable !== null) return { ...failed, status: 'held', nextAttemptAtMs: null, disable }

  const delayMs = retryDelayMs(failureOf(outcome, tries, nowMs), random)
  const status = delayMs === null ? 'failed' : 'pending'
  return { ...failed, status, nextAttemptAtMs: delayMs === null ? null : nowMs + delayMs, disable }
}

function failureOf(outcome: Outcome, tries: number, nowMs: number) {
  if (outcome.kind === 'not_answered') return { tries, overwhelmed: outcome.error === 'timeout', retryAfterMs: null }
  return {
    tries,
    overwhelmed: OVERWHELMED.has(outcome.statusCode),
    retryAfterMs: readRetryAfter(outcome.retryAfter, nowMs),
  }
}
