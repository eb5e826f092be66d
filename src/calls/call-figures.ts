/** Sums of counters by name, for some stretch of time. */
export type Sums = ReadonlyMap<string, number>

/** What calls came to in some stretch of time. */
export interface CallFigures {
  readonly calls: number
  readonly callSeconds: number
  /** Null when there were no calls. */
  readonly averageSeconds: number | null
  readonly outcomes: Readonly<Record<string, number>>
  readonly contained: number
  /** Share of calls that ended without a person of the business having to act, 0 to 1; null without calls. */
  readonly containment: number | null
  readonly replies: ReplyFigures
}

export interface ReplyFigures {
  readonly count: number
  /** How many replies took at most so many milliseconds, bucket by bucket (not cumulative); `over` for the rest. */
  readonly histogram: Readonly<Record<string, number>>
  /** Upper bound of the bucket the median lies in; null without replies, or when it lies beyond the last bound. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

const OUTCOME = 'calls.outcome.'
const REPLY = 'reply_ms.'

/** The figures that `sums` add up to. Made of counters alone: no call is looked at. */
export function callFigures(sums: Sums): CallFigures {
  const of = (name: string): number => sums.get(name) ?? 0
  const calls = of('calls')
  return {
    calls,
    callSeconds: of('call_seconds'),
    averageSeconds: calls === 0 ? null : Math.round(of('call_seconds') / calls),
    outcomes: namedAfter(sums, OUTCOME),
    contained: of('calls.contained'),
    containment: calls === 0 ? null : of('calls.contained') / calls,
    replies: replyFigures(namedAfter(sums, REPLY)),
  }
}

const namedAfter = (sums: Sums, prefix: string): Record<string, number> =>
  Object.fromEntries(
    [...sums].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  )

/** `le_250` holds replies of at most 250 ms and more than the bound before. */
function replyFigures(histogram: Readonly<Record<string, number>>): ReplyFigures {
  const buckets = Object.entries(histogram)
    .map(([name, count]) => ({
      boundMs: name === 'over' ? Number.POSITIVE_INFINITY : Number(name.slice('le_'.length)),
      count,
    }))
    .toSorted((a, b) => a.boundMs - b.boundMs)
  const count = buckets.reduce((total, bucket) => total + bucket.count, 0)
  const percentile = (share: number): number | null => {
    let seen = 0
    for (const bucket of buckets) {
      seen += bucket.count
      if (seen > 0 && seen >= share * count) return Number.isFinite(bucket.boundMs) ? bucket.boundMs : null
    }
    return null
  }
  return { count, histogram, p50Ms: percentile(0.5), p95Ms: percentile(0.95) }
}
