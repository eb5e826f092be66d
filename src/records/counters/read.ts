import { and, asc, gte, lt } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { ownedBy } from '../owned-by.ts'
import { counters } from './table.ts'

export interface CounterSpan {
  /** From the hour this lies in. */
  readonly fromMs: number
  /** Up to, but not with, the hour that begins here or later. */
  readonly toMs: number
}

export interface HourSum {
  readonly hourAtMs: number
  readonly name: string
  readonly value: number
}

const HOUR_MS = 3_600_000

/** The tenant's sums hour by hour, oldest first. The caller bounds the span. */
export function readCounters(ctx: Ctx, { fromMs, toMs }: CounterSpan): Promise<HourSum[]> {
  const from = Math.floor(fromMs / HOUR_MS) * HOUR_MS
  return ctx.db
    .select({ hourAtMs: counters.hourAtMs, name: counters.name, value: counters.value })
    .from(counters)
    .where(and(ownedBy(ctx, counters), gte(counters.hourAtMs, from), lt(counters.hourAtMs, toMs)))
    .orderBy(asc(counters.hourAtMs))
}
