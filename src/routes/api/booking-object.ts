import * as z from 'zod'
import { openDetails } from '../../bookings/details.ts'
import type { BookingRow } from '../../bookings/read-booking.ts'
import type { Ctx } from '../../context.ts'
import { time, Time } from './shape.ts'

export const BOOKING_STATUSES = ['requested', 'confirmed', 'cancelled'] as const

/** A booking as lists show it: who it is for is sealed. */
export const BookingObject = z
  .object({
    object: z.literal('booking'),
    id: z.string(),
    status: z.enum(BOOKING_STATUSES),
    service_id: z.string(),
    resource_id: z.string(),
    person_id: z.string().nullable(),
    call_id: z.string().nullable().describe('The call it was made in, if it was.'),
    starts_at: Time,
    ends_at: Time,
    time_zone: z.string(),
    cancel_reason: z.enum(['caller', 'business', 'moved']).nullable(),
    revision: z.int().describe('Counts changes.'),
    livemode: z.boolean(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Booking' })

export const OpenedBooking = z
  .object({
    ...BookingObject.shape,
    person: z
      .object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() })
      .nullable()
      .describe('Who it is for, as it was said; null when their key is gone.'),
    fields: z.record(z.string(), z.string()).nullable(),
  })
  .meta({ id: 'OpenedBooking' })

export const bookingObject = (row: BookingRow) => ({
  object: 'booking' as const,
  id: row.id,
  status: row.status,
  service_id: row.serviceId,
  resource_id: row.resourceId,
  person_id: row.personId,
  call_id: row.callId,
  starts_at: time(row.startsAtMs),
  ends_at: time(row.endsAtMs),
  time_zone: row.timeZone,
  cancel_reason: row.cancelReason,
  revision: row.revision,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

export async function openedBooking(ctx: Ctx, row: BookingRow) {
  const details = await openDetails(ctx, row)
  const person = details === null ? null : { name: details.name, phone: details.phone, email: details.email }
  return { ...bookingObject(row), person, fields: details?.fields ?? null }
}
