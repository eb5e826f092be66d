import * as z from 'zod'
import { DAY_MS } from '../../bookings/booking.ts'
import { findSlots } from '../../bookings/find-slots.ts'
import { offeringFor, refusedBooking, resourcesFor } from './booking-refusal.ts'
import { resource } from './operation.ts'
import { Id, Instant, oneWrong, time, Time } from './shape.ts'

const SPAN_DAYS_MAX = 62
const SPAN_DAYS_DEFAULT = 7
const SLOTS_MAX = 500

const AvailabilityQuery = z.strictObject({
  service_id: Id,
  from: Instant.optional().describe('Starts from then on; now unless said.'),
  to: Instant.optional().describe('Starts before then; a week after `from` unless said.'),
  resource_id: Id.optional().describe('Only with this one.'),
  limit: z.coerce.number().int().min(1).max(SLOTS_MAX).default(100),
})

const SlotObject = z.object({ starts_at: Time, ends_at: Time, resource_id: z.string() }).meta({ id: 'Slot' })

const Slots = z.object({
  object: z.literal('list'),
  data: z.array(SlotObject),
  has_more: z.boolean().describe('Whether there is more: ask again from after the last.'),
  next_cursor: z.null(),
})

export const availability = resource('availability').get(
  '/',
  {
    summary: 'Find free times',
    description:
      'Each start once, soonest first, with the resource that would take it. What is listed here can be booked as long as nobody else books it: both ask the same rules.',
    scope: 'read',
    query: AvailabilityQuery,
    response: Slots,
  },
  async ({ ctx, query }) => {
    const offering = await offeringFor(ctx, query.service_id, 'service_id')
    const resources = resourcesFor(offering, query.resource_id, 'resource_id')
    const fromMs = Math.max(query.from ?? ctx.nowMs, ctx.nowMs)
    const toMs = query.to ?? fromMs + SPAN_DAYS_DEFAULT * DAY_MS
    if ((query.from ?? 0) >= toMs) throw oneWrong('to', 'not_after_from', 'This must lie after from.')
    if (toMs - fromMs > SPAN_DAYS_MAX * DAY_MS)
      throw oneWrong('to', 'too_long', `At most ${SPAN_DAYS_MAX} days at once.`)

    const windows = [{ fromMs, toMs }]
    const search = { offering, resources, windows, count: query.limit + 1, spreadHours: 0, holder: null }
    const found = await findSlots(ctx, search)
    if (!found.ok) throw await refusedBooking(ctx, found.error)
    const data = found.value.slice(0, query.limit).map(({ startsAtMs, endsAtMs, resourceId }) => ({
      starts_at: time(startsAtMs),
      ends_at: time(endsAtMs),
      resource_id: resourceId,
    }))
    return { object: 'list' as const, data, has_more: found.value.length > query.limit, next_cursor: null }
  },
)
