/** What a campaign may begin just now: flows in evenly, and little of it is saved up. */
export interface Pace {
  readonly tokens: number
  readonly atMs: number
}

const SAVED_MS = 6_000

/** The pace with what has flowed in since. A clock that went back adds nothing. */
export function paceNow(pace: Pace | null, perMinute: number, nowMs: number): Pace {
  const savedMax = Math.max(1, (perMinute * SAVED_MS) / 60_000)
  if (pace === null) return { tokens: savedMax, atMs: nowMs }
  const inflow = (Math.max(0, nowMs - pace.atMs) * perMinute) / 60_000
  return { tokens: Math.min(savedMax, pace.tokens + inflow), atMs: nowMs }
}

/** When there is something to begin with again. */
export const paceAtMs = ({ tokens, atMs }: Pace, perMinute: number): number =>
  tokens >= 1 ? atMs : atMs + Math.ceil(((1 - tokens) * 60_000) / perMinute)
