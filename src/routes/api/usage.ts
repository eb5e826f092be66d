import * as z from 'zod'
import { localDate } from '../../kernel/local-date.ts'
import { readCounters, type HourSum } from '../../records/counters/read.ts'
import { sumsOf } from './analytics.ts'
import { resource } from './operation.ts'
import { spanFields, spanOf } from './span-query.ts'
import { time, Time } from './shape.ts'

const DAYS_MAX = 100
const SECONDS_PER_MINUTE = 60

const Count = z.int().min(0)
const Amounts = {
  calls: Count,
  call_minutes: z.number().min(0).describe('To a tenth.'),
  messages_received: Count,
  messages_sent: Count,
  bookings: Count,
  tasks: Count,
}

const UsageObject = z
  .object({
    object: z.literal('usage'),
    livemode: z.boolean(),
    from: Time,
    to: Time,
    time_zone: z.string(),
    total: z.object(Amounts),
    data: z.array(z.object({ date: z.string(), ...Amounts })),
  })
  .meta({ id: 'Usage' })

function amounts(rows: readonly HourSum[]) {
  const sums = sumsOf(rows)
  const of = (name: string): number => sums.get(name) ?? 0
  return {
    calls: of('calls'),
    call_minutes: Math.round((of('call_seconds') / SECONDS_PER_MINUTE) * 10) / 10,
    messages_received: of('messages.inbound'),
    messages_sent: of('messages.outbound'),
    bookings: of('bookings.confirmed') + of('bookings.requested'),
    tasks: of('tasks'),
  }
}

export const usage = resource('usage').get(
  '/',
  {
    summary: 'What was used, day by day',
    description: 'Made of hourly counters only. Days without anything are left out.',
    scope: 'read',
    query: z.strictObject(spanFields),
    response: UsageObject,
  },
  async ({ ctx, query }) => {
    const { time_zone } = query
    const span = spanOf(query, ctx.nowMs, DAYS_MAX)
    const rows = await readCounters(ctx, span)
    const days = Map.groupBy(rows, ({ hourAtMs }) => localDate(hourAtMs, time_zone))
    const data = [...days].map(([date, same]) => ({ date, ...amounts(same) }))
    const asked = { livemode: ctx.livemode, from: time(span.fromMs), to: time(span.toMs), time_zone }
    return { object: 'usage' as const, ...asked, total: amounts(rows), data }
  },
)
