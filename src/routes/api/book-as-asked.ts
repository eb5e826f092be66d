import * as z from 'zod'
import { book } from '../../bookings/book.ts'
import { CELL_MS } from '../../bookings/booking.ts'
import { failureAt } from '../../bookings/failure-of.ts'
import { findSlots } from '../../bookings/find-slots.ts'
import { bookingByIntent, type BookingRow } from '../../bookings/read-booking.ts'
import type { Ctx } from '../../context.ts'
import { sha256Hex } from '../../kernel/digest.ts'
import { createPerson } from '../../people/create.ts'
import { offeringFor, refusedBooking, resourcesFor, type Wanted } from './booking-refusal.ts'
import { Phone } from './phone-field.ts'
import { Id, Name } from './shape.ts'

const FIELDS_MAX = 30

export const NewBooking = z.strictObject({
  service_id: Id,
  starts_at: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  resource_id: Id.optional().describe('Where unsaid: whoever is free and has least to do.'),
  person: z
    .strictObject({ name: Name.optional(), phone: Phone.optional(), email: z.email().max(254).optional() })
    .refine((person) => Object.keys(person).length > 0, 'Give at least one of name, phone and email.'),
  fields: z
    .record(z.string().min(1).max(64), z.string().max(2000))
    .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, `At most ${FIELDS_MAX} fields.`)
    .default({})
    .describe('What the service asks for, by field.'),
})

type Order = z.output<typeof NewBooking>

interface Asked {
  readonly idempotencyKey: string | null
  readonly requestId: string
}

/** Names what is meant by a request: its key where it has one, and what it is for, so that a key used again next month is another. */
async function intentOf(
  { actor }: Ctx,
  { service_id, starts_at }: Order,
  { idempotencyKey, requestId }: Asked,
): Promise<string> {
  if (idempotencyKey === null) return `api:${requestId}`
  const owner = actor.type === 'api_key' ? actor.keyId : actor.type
  // Hashed, because it lies in the clear: clients make their keys of names and numbers.
  return `api:${await sha256Hex(`${owner} ${idempotencyKey} ${service_id} ${starts_at}`)}`
}

/**
 * Books what a request asks for, or throws the refusal it earns.
 *
 * A time that is taken is refused before anybody is added to the people the business knows.
 */
export async function bookAsAsked(ctx: Ctx, order: Order, asked: Asked): Promise<BookingRow> {
  const intentKey = await intentOf(ctx, order, asked)
  const there = await bookingByIntent(ctx, intentKey)
  if (there !== null) return there

  const offering = await offeringFor(ctx, order.service_id, '/service_id')
  const startsAtMs = order.starts_at
  const asking = { offering, resources: resourcesFor(offering, order.resource_id, '/resource_id'), startsAtMs }
  const resources = await inTurn(ctx, asking)
  const { name, phone, email } = order.person
  const { personId } = await createPerson(ctx, {
    ...(name !== undefined && { name }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
  })
  const booked = await book(ctx, {
    service: offering.service,
    resources,
    startsAtMs,
    holder: asked.requestId,
    booker: { personId, callId: null, keySubject: personId },
    details: { name: name ?? null, phone: phone ?? null, email: email ?? null, fields: order.fields },
    intentKey,
  })
  if (!booked.ok) throw await refusedBooking(ctx, booked.error, asking)
  return booked.value
}

/** The resources that will do, the one whose turn it is first. */
async function inTurn(ctx: Ctx, { offering, resources, startsAtMs }: Wanted) {
  const windows = [{ fromMs: startsAtMs, toMs: startsAtMs + CELL_MS }]
  const found = await findSlots(ctx, { offering, resources, windows, count: 1, spreadHours: 0, holder: null })
  if (!found.ok) throw await refusedBooking(ctx, found.error, { offering, resources, startsAtMs })
  const first = found.value.find((slot) => slot.startsAtMs === startsAtMs)?.resourceId
  if (first === undefined) {
    const failure = failureAt(offering.service, resources, { startsAtMs, nowMs: ctx.nowMs })
    throw await refusedBooking(ctx, failure, { offering, resources, startsAtMs })
  }
  return resources.toSorted((a, b) => Number(b.id === first) - Number(a.id === first))
}
