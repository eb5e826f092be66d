import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { bookings } from '../records/bookings/table.ts'
import { ownedBy } from '../records/owned-by.ts'

export type BookingRow = typeof bookings.$inferSelect

/** The booking of this tenant and mode, or null. Another tenant's id is the same null. */
export async function readBooking(ctx: Ctx, bookingId: string): Promise<BookingRow | null> {
  return one(ctx, eq(bookings.id, bookingId))
}

/** The booking made under an intent, or null. */
export async function bookingByIntent(ctx: Ctx, intentKey: string): Promise<BookingRow | null> {
  return one(ctx, eq(bookings.intentKey, intentKey))
}

async function one(ctx: Ctx, which: ReturnType<typeof eq>): Promise<BookingRow | null> {
  const own = and(ownedBy(ctx, bookings), which)
  const [row] = await ctx.db.select().from(bookings).where(own).limit(1)
  return row ?? null
}
