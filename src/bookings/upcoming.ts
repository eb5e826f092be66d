import { and, asc, eq, gt, ne, type SQL } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { bookings } from '../records/bookings/table.ts'
import { resources, services } from '../records/catalog/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { DeskBooking } from './desk.ts'

/** More than a caller can be told. */
const UPCOMING_MAX = 10

/** A person's bookings to come, soonest first. */
export function upcomingOf(ctx: Ctx, personId: string): Promise<DeskBooking[]> {
  const theirs = and(
    eq(bookings.personId, personId),
    ne(bookings.status, 'cancelled'),
    gt(bookings.startsAtMs, ctx.nowMs),
  )
  return told(ctx, theirs)
}

/** One booking as a caller is told of it, or null. */
export async function describeBooking(ctx: Ctx, bookingId: string): Promise<DeskBooking | null> {
  const [booking] = await told(ctx, eq(bookings.id, bookingId))
  return booking ?? null
}

/** Bookings with the names of what they are of; a service or resource that was put away since keeps its name. */
function told(ctx: Ctx, which: SQL | undefined): Promise<DeskBooking[]> {
  return ctx.db
    .select({
      bookingId: bookings.id,
      status: bookings.status,
      serviceSlug: services.slug,
      serviceName: services.name,
      resourceId: bookings.resourceId,
      resourceName: resources.name,
      startsAtMs: bookings.startsAtMs,
      endsAtMs: bookings.endsAtMs,
    })
    .from(bookings)
    .innerJoin(services, eq(services.id, bookings.serviceId))
    .innerJoin(resources, eq(resources.id, bookings.resourceId))
    .where(and(ownedBy(ctx, bookings), which))
    .orderBy(asc(bookings.startsAtMs))
    .limit(UPCOMING_MAX)
}
