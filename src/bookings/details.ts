import type { Ctx } from '../context.ts'
import { findPersonKey, personKey } from '../vault/person-keys.ts'
import { open, seal, type Place } from '../vault/seal.ts'
import type { BookingRow } from './read-booking.ts'

/** Who a booking is for, as it was said. Kept sealed with the person's key. */
export interface BookingDetails {
  readonly name: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly fields: Readonly<Record<string, string>>
}

const placeOf = (ctx: Ctx, bookingId: string): Place => ({
  tenantId: ctx.tenantId,
  table: 'bookings',
  recordId: bookingId,
  field: 'details',
})

/** @param subject  whose key seals it: the person, or the call of somebody who hid who they are. */
export async function sealDetails(
  ctx: Ctx,
  bookingId: string,
  subject: string,
  details: BookingDetails,
): Promise<string> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, subject)
  return seal(key, placeOf(ctx, bookingId), JSON.stringify(details))
}

/** The details of a booking, or null when there are none or their key is gone. */
export async function openDetails(ctx: Ctx, row: BookingRow): Promise<BookingDetails | null> {
  const subject = row.personId ?? row.callId
  if (row.sealedDetails === null || subject === null) return null
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, subject)
  const opened = key === null ? null : await open(key, placeOf(ctx, row.id), row.sealedDetails)
  return opened === null ? null : (JSON.parse(opened) as BookingDetails)
}
