import type { FoundCall } from '../../providers/telephony/contract.ts'

/** A carrier tells the second only, by a clock of its own. */
const BEFORE_MS_MAX = 3_000
/** Longer than that no request is under way that is carried out in the end. */
const AFTER_MS_MAX = 15_000

/** Of the calls between two numbers those that are ours: the one to go on with, and others that were made for it too. */
export interface OurCalls {
  readonly found: string | null
  readonly twice: readonly string[]
}

/**
 * Takes for each request that nobody answered at most one call: the nearest that was made within seconds of it. Any other is
 * somebody else's who shares the account, and is let alone. One that the carrier gives no date to is still in its queue: it is
 * taken where there is no better one, and never ended.
 */
export function ourCalls(calls: readonly FoundCall[], askedAtMs: readonly number[]): OurCalls {
  const taken: string[] = []
  for (const atMs of askedAtMs) {
    const near = calls.flatMap(({ carrierCallId, createdAtMs }) => {
      const lateMs = createdAtMs === null ? Infinity : createdAtMs - atMs
      const isNear = lateMs >= -BEFORE_MS_MAX && lateMs <= AFTER_MS_MAX && !taken.includes(carrierCallId)
      return isNear ? [{ carrierCallId, offMs: Math.abs(lateMs) }] : []
    })
    const nearest = near.toSorted((one, other) => one.offMs - other.offMs)[0]
    if (nearest !== undefined) taken.push(nearest.carrierCallId)
  }
  const [first, ...twice] = taken
  const queued = calls.find(({ createdAtMs }) => createdAtMs === null)
  return { found: first ?? queued?.carrierCallId ?? null, twice }
}
