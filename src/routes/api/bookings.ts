import { and, eq, gte, lt } from 'drizzle-orm'
import * as z from 'zod'
import { cancel } from '../../bookings/cancel.ts'
import { confirm } from '../../bookings/confirm.ts'
import { readBooking, type BookingRow } from '../../bookings/read-booking.ts'
import { reschedule } from '../../bookings/reschedule.ts'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { bookings as table } from '../../records/bookings/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { bookAsAsked, NewBooking } from './book-as-asked.ts'
import { BOOKING_STATUSES, BookingObject, bookingObject, OpenedBooking, openedBooking } from './booking-object.ts'
import { offeringFor, refusedBooking, resourcesFor } from './booking-refusal.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { found, Id, Instant } from './shape.ts'

const BookingQuery = listQuery({
  status: z.enum(BOOKING_STATUSES).optional(),
  from: Instant.optional().describe('Starts from then on.'),
  to: Instant.optional().describe('Starts before then.'),
  person_id: Id.optional(),
  call_id: Id.optional(),
  service_id: Id.optional(),
  resource_id: Id.optional(),
})

const Move = z.strictObject({
  starts_at: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  resource_id: Id.optional().describe(
    'Where unsaid: the one it is with, or another that is free if the service does not mind.',
  ),
})

function filter(ctx: Ctx, query: z.output<typeof BookingQuery>) {
  const { status, from, to, person_id, call_id, service_id, resource_id } = query
  return and(
    ownedBy(ctx, table),
    status && eq(table.status, status),
    from === undefined ? undefined : gte(table.startsAtMs, from),
    to === undefined ? undefined : lt(table.startsAtMs, to),
    person_id === undefined ? undefined : eq(table.personId, person_id),
    call_id === undefined ? undefined : eq(table.callId, call_id),
    service_id === undefined ? undefined : eq(table.serviceId, service_id),
    resource_id === undefined ? undefined : eq(table.resourceId, resource_id),
  )
}

const rowOf = async (ctx: Ctx, id: string): Promise<BookingRow> =>
  found((await readBooking(ctx, id)) ?? undefined, 'booking')

/** The booking, which must not have been cancelled. */
async function liveRowOf(ctx: Ctx, id: string): Promise<BookingRow> {
  const row = await rowOf(ctx, id)
  if (row.status === 'cancelled') throw new Refusal('conflict', 'This booking was cancelled.')
  return row
}

export const bookings = resource('bookings')
  .post(
    '/',
    {
      summary: 'Book a time',
      description:
        'With an `Idempotency-Key` the same request is one booking, however often it is sent. A time that is taken answers 409 `slot_taken` with `alternatives`.',
      scope: 'write',
      body: NewBooking,
      response: OpenedBooking,
      status: 201,
      example: {
        service_id: 'svc_01k5m3x8q2v7w9y0z1a2b3c4d5',
        starts_at: '2026-12-01T15:30:00Z',
        person: { name: 'Ann Lee', phone: '+1 212 555 0142' },
      },
    },
    async ({ ctx, body, c }) => {
      const idempotencyKey = c.req.header('idempotency-key') ?? null
      return openedBooking(ctx, await bookAsAsked(ctx, body, { idempotencyKey, requestId: c.get('requestId') }))
    },
  )
  .get(
    '/',
    {
      summary: 'List bookings',
      description: 'Without who they are for, which is sealed: get one booking to read it.',
      scope: 'read',
      query: BookingQuery,
      response: listOf(BookingObject),
    },
    ({ ctx, query }) => listPage({ db: ctx.db, table, where: filter(ctx, query), query }, bookingObject),
  )
  .get('/:id', { summary: 'Get a booking', scope: 'read', response: OpenedBooking }, async ({ ctx, params }) =>
    openedBooking(ctx, await rowOf(ctx, params.id)),
  )
  .post(
    '/:id/reschedule',
    {
      summary: 'Move a booking',
      description: 'Its old time is given back in the same moment that the new one is taken. Its id stays.',
      scope: 'write',
      body: Move,
      response: OpenedBooking,
      example: { starts_at: '2026-12-02T15:30:00Z' },
    },
    async ({ ctx, params, body, c }) => {
      const row = await liveRowOf(ctx, params.id)
      const offering = await offeringFor(ctx, row.serviceId, '/service_id')
      const asked = resourcesFor(offering, body.resource_id, '/resource_id')
      const own = asked.filter(({ id }) => id === row.resourceId)
      const others = asked.filter(({ id }) => id !== row.resourceId)
      const isFixed = body.resource_id === undefined && offering.service.assign === 'ask' && own.length > 0
      const resources = isFixed ? own : [...own, ...others]
      const { service } = offering
      const holder = c.get('requestId')
      const request = { bookingId: row.id, service, resources, startsAtMs: body.starts_at, holder }
      const moved = await reschedule(ctx, request)
      if (!moved.ok) throw await refusedBooking(ctx, moved.error, { offering, resources, startsAtMs: body.starts_at })
      return openedBooking(ctx, moved.value)
    },
  )
  .post(
    '/:id/confirm',
    {
      summary: 'Say yes to a requested booking',
      description: 'To say no, cancel it. Its time has been kept since it was requested.',
      scope: 'write',
      response: OpenedBooking,
    },
    async ({ ctx, params }) => {
      await liveRowOf(ctx, params.id)
      const confirmed = await confirm(ctx, params.id)
      if (!confirmed.ok) throw await refusedBooking(ctx, confirmed.error)
      return openedBooking(ctx, confirmed.value)
    },
  )
  .post(
    '/:id/cancel',
    {
      summary: 'Cancel a booking',
      description: 'Its time is free at once. One that is cancelled already stays as it is.',
      scope: 'write',
      body: z.strictObject({
        reason: z
          .string()
          .max(500)
          .optional()
          .describe(
            '`caller` when it was their wish; anything else counts as the business’s and its words are not kept.',
          ),
      }),
      response: OpenedBooking,
      example: { reason: 'caller' },
    },
    async ({ ctx, params, body }) => {
      const cancelled = await cancel(ctx, params.id, body.reason === 'caller' ? 'caller' : 'business')
      if (!cancelled.ok) throw await refusedBooking(ctx, cancelled.error)
      return openedBooking(ctx, cancelled.value)
    },
  )
