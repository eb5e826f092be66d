import * as z from 'zod'
import { callFigures, type Sums } from '../../calls/call-figures.ts'
import { localDate } from '../../kernel/local-date.ts'
import { readCounters, type HourSum } from '../../records/counters/read.ts'
import { resource } from './operation.ts'
import { spanFields, spanOf } from './span-query.ts'
import { time, Time } from './shape.ts'

const DAYS_MAX = { hour: 31, day: 100 } as const

const Count = z.int().min(0)

const Figures = {
  calls: Count,
  call_seconds: Count,
  average_seconds: Count.nullable(),
  outcomes: z.record(z.string(), Count),
  contained: Count,
  containment: z.number().nullable().describe('Share of calls after which nobody at the business had to act, 0 to 1.'),
  replies: z.object({
    count: Count,
    histogram: z
      .record(z.string(), Count)
      .describe('`le_250`: replies begun within 250 ms and after the bound before it.'),
    p50_ms: Count.nullable().describe('Upper bound of the bucket the median lies in; null when beyond the last.'),
    p95_ms: Count.nullable(),
  }),
}

const AnalyticsObject = z
  .object({
    object: z.literal('analytics'),
    livemode: z.boolean(),
    from: Time,
    to: Time,
    interval: z.enum(['hour', 'day']),
    time_zone: z.string(),
    total: z.object(Figures),
    data: z.array(
      z.object({ starts_at: Time, date: z.string().describe('The day in the time zone asked for.'), ...Figures }),
    ),
  })
  .meta({ id: 'Analytics' })

function figures(sums: Sums) {
  const { replies, ...rest } = callFigures(sums)
  return {
    calls: rest.calls,
    call_seconds: rest.callSeconds,
    average_seconds: rest.averageSeconds,
    outcomes: rest.outcomes,
    contained: rest.contained,
    containment: rest.containment,
    replies: { count: replies.count, histogram: replies.histogram, p50_ms: replies.p50Ms, p95_ms: replies.p95Ms },
  }
}

/** Adds up the values of each name. */
export function sumsOf(rows: readonly HourSum[]): Sums {
  const sums = new Map<string, number>()
  for (const { name, value } of rows) sums.set(name, (sums.get(name) ?? 0) + value)
  return sums
}

export const analytics = resource('analytics').get(
  '/',
  {
    summary: 'Figures of calls over time',
    description:
      'Made of hourly counters only: no call, number or name is looked at. Hours and days without anything are left out.',
    scope: 'read',
    query: z.strictObject({ ...spanFields, interval: z.enum(['hour', 'day']).default('day') }),
    response: AnalyticsObject,
  },
  async ({ ctx, query }) => {
    const { interval, time_zone } = query
    const span = spanOf(query, ctx.nowMs, DAYS_MAX[interval])
    const rows = await readCounters(ctx, span)
    const bucketOf = ({ hourAtMs }: HourSum) => (interval === 'hour' ? hourAtMs : localDate(hourAtMs, time_zone))
    const data = [...Map.groupBy(rows, bucketOf).values()].map((same) => {
      const startsAtMs = same[0]?.hourAtMs ?? span.fromMs
      return { starts_at: time(startsAtMs), date: localDate(startsAtMs, time_zone), ...figures(sumsOf(same)) }
    })
    const total = figures(sumsOf(rows))
    const asked = { livemode: ctx.livemode, from: time(span.fromMs), to: time(span.toMs), interval, time_zone }
    return { object: 'analytics' as const, ...asked, total, data }
  },
)
