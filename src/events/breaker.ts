/**
 * An endpoint's circuit breaker. Values start from Convoy's, the only published ones: 70 % failed of at least 10 within
 * 5 minutes opens it. Opening does not use up attempts; what is due waits.
 */
export interface Breaker {
  readonly state: 'closed' | 'open' | 'half_open'
  /** Times it opened without a success in between. */
  readonly trips: number
  /** Until when nothing is sent; null unless open. */
  readonly untilMs: number | null
  /** Why it opened, in words for the business. */
  readonly reason: string | null
  /** Recent outcomes, oldest first: what the threshold is measured on. */
  readonly recent: readonly { readonly atMs: number; readonly failed: boolean }[]
}

const WINDOW_MS = 5 * 60 * 1000
const REQUESTS_MIN = 10
const FAILED_SHARE_MIN = 0.7
const OPEN_MS = 30 * 1000
const OPEN_MS_MAX = 30 * 60 * 1000
const RECENT_MAX = 50

export const CLOSED: Breaker = { state: 'closed', trips: 0, untilMs: null, reason: null, recent: [] }

/** How many deliveries may be in flight at once: `lanesMax`, none while open, one to probe when that time is over. */
export function lanesOf(breaker: Breaker, lanesMax: number, nowMs: number): number {
  if (breaker.state === 'closed') return lanesMax
  return breaker.state === 'open' && nowMs < (breaker.untilMs ?? 0) ? 0 : 1
}

/** The breaker as a delivery begins: the first after the open time is the probe. */
export const atStart = (breaker: Breaker): Breaker =>
  breaker.state === 'open' ? { ...breaker, state: 'half_open', untilMs: null } : breaker

/** The breaker after an outcome. One success of a probe closes it; a failure opens it for twice as long. */
export function afterOutcome(breaker: Breaker, failed: boolean, nowMs: number): Breaker {
  if (breaker.state === 'half_open') return failed ? open(breaker, 'the probe failed as well', nowMs) : CLOSED
  // Sent before it opened, answered after: says nothing new.
  if (breaker.state === 'open') return breaker

  const recent = [...breaker.recent, { atMs: nowMs, failed }]
    .filter(({ atMs }) => atMs > nowMs - WINDOW_MS)
    .slice(-RECENT_MAX)
  const failures = recent.filter((outcome) => outcome.failed).length
  const trips = failed ? breaker.trips : 0
  if (recent.length < REQUESTS_MIN || failures / recent.length < FAILED_SHARE_MIN) return { ...CLOSED, trips, recent }
  return open(breaker, `${failures} of the last ${recent.length} attempts failed`, nowMs)
}

function open({ trips }: Breaker, reason: string, nowMs: number): Breaker {
  const openMs = Math.min(OPEN_MS * 2 ** trips, OPEN_MS_MAX)
  return { state: 'open', trips: trips + 1, untilMs: nowMs + openMs, reason, recent: [] }
}
