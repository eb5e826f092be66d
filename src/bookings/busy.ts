import { and, asc, eq, gt, inArray, lt, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { bookings } from '../records/bookings/table.ts'
import { OCCUPIED_MS_MAX, type Interval } from './booking.ts'

/** More bookings than this in one piece of a search, and the answer would be guesswork. */
const ROWS_MAX = 10_000

/** The time one booking takes of one resource. */
export interface Taking extends Interval {
  readonly resourceId: string
  readonly startsAtMs: number
}

/**
 * What bookings take of some resources within `range`: requested ones too, for they occupy until they are declined.
 *
 * @param exceptBookingId  the booking being moved, which does not stand in its own way.
 * @throws when the bookings cannot be read, or not all of them: the caller must then offer nothing.
 */
export async function readTakings(
  ctx: Ctx,
  resourceIds: readonly string[],
  range: Interval,
  exceptBookingId: string | null = null,
): Promise<Taking[]> {
  if (resourceIds.length === 0) return []
  const rows = await ctx.db
    .select({
      resourceId: bookings.resourceId,
      startsAtMs: bookings.startsAtMs,
      fromMs: bookings.occupiedFromMs,
      toMs: bookings.occupiedToMs,
    })
    .from(bookings)
    .where(
      and(
        inArray(bookings.resourceId, [...resourceIds]),
        ne(bookings.status, 'cancelled'),
        // The index is by beginning; nothing begins earlier than this and still reaches into the range.
        gt(bookings.occupiedFromMs, range.fromMs - OCCUPIED_MS_MAX),
        lt(bookings.occupiedFromMs, range.toMs),
        gt(bookings.occupiedToMs, range.fromMs),
        exceptBookingId === null ? undefined : ne(bookings.id, exceptBookingId),
        eq(bookings.tenantId, ctx.tenantId),
      ),
    )
    .orderBy(asc(bookings.occupiedFromMs))
    .limit(ROWS_MAX + 1)
  if (rows.length > ROWS_MAX) throw new Error(`more than ${ROWS_MAX} bookings in one range`)
  return rows
}
