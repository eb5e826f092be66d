import { eq } from 'drizzle-orm'
import { describeBooking } from '../../bookings/upcoming.ts'
import { readBooking } from '../../bookings/read-booking.ts'
import type { Ctx } from '../../context.ts'
import { tenants } from '../../records/accounts/table.ts'
import { contentOf, type CampaignRow, type MemberRow, type Target } from './campaign.ts'
import { timeFields } from './time-fields.ts'

/** What the words of an attempt are filled with, as things are now. Null when the appointment it is about is not there any more. */
export async function attemptFields(
  ctx: Ctx,
  campaign: CampaignRow,
  { bookingId }: MemberRow,
  target: Target,
): Promise<Readonly<Record<string, string>> | null> {
  const { language, slot } = contentOf(campaign)
  const [tenant] = await ctx.directory
    .select({ name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId))
    .limit(1)
  const fields = { ...target.fields, business: tenant?.name ?? '' }
  if (slot !== undefined) return { ...fields, ...timeFields(slot.startsAtMs, slot.timeZone, language) }
  if (bookingId === null) return fields
  const booking = await readBooking(ctx, bookingId)
  if (booking === null || booking.status === 'cancelled' || booking.startsAtMs <= ctx.nowMs) return null
  const named = await describeBooking(ctx, bookingId)
  return {
    name: '',
    service: named?.serviceName ?? '',
    with: named?.resourceName ?? '',
    ...fields,
    ...timeFields(booking.startsAtMs, booking.timeZone, language),
  }
}
