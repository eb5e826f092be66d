import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { counters } from '../records/counters/table.ts'

const HOUR_MS = 60 * 60 * 1000

/** A row binds five values and D1 takes at most 100 a statement. */
const NAMES_MAX = 20

/**
 * Adds to the tenant's sums of the hour of `ctx.nowMs`, as a statement for the batch of what is counted.
 *
 * Names are dotted words (`calls.outcome.booked`), never about a person. Not idempotent: count in the batch whose
 * change happens once.
 *
 * @throws RangeError for no name at all or more than 20.
 */
export function count(ctx: Ctx, amounts: Readonly<Record<string, number>>): BatchItem<'sqlite'> {
  const rows = Object.entries(amounts).map(([name, value]) => ({
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    hourAtMs: Math.floor(ctx.nowMs / HOUR_MS) * HOUR_MS,
    name,
    value,
  }))
  if (rows.length === 0 || rows.length > NAMES_MAX) throw new RangeError(`count takes 1 to ${NAMES_MAX} names`)
  return ctx.db
    .insert(counters)
    .values(rows)
    .onConflictDoUpdate({
      target: [counters.tenantId, counters.livemode, counters.hourAtMs, counters.name],
      set: { value: sql`${counters.value} + excluded.value` },
    })
}
