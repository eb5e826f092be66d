import type { AgentDocument } from '../agents/agent-document.ts'
import type { Ctx } from '../context.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { book } from './book.ts'
import type { ResourceRule } from './booking.ts'
import { cancel } from './cancel.ts'
import { findOffering, resourceIdsOf, type Offering } from './catalog.ts'
import type { BookingDesk, BookingOrder, DeskBooking, DeskFailure, DeskSlot, SlotQuery } from './desk.ts'
import { failClosed } from './fail-closed.ts'
import { findSlots } from './find-slots.ts'
import { hold, releaseHolds } from './hold.ts'
import { matchResources } from './match-resource.ts'
import { readBooking, type BookingRow } from './read-booking.ts'
import { reschedule } from './reschedule.ts'
import { describeBooking, upcomingOf } from './upcoming.ts'

/** An offer stands at least this long: a start that notice would forbid before the caller can answer is not offered. */
const OFFER_STANDS_MINUTES = 3

/** The caller as the call knows them, or the person who writes. */
export interface DeskCaller {
  /** Null in writing. */
  readonly callId: string | null
  /** Whose slots are kept under: the conversation's id. Absent: the call's. */
  readonly holder?: string
  /** Null for a caller who hid who they are. */
  readonly personId: string | null
  /** Whose key seals what they say. */
  readonly keySubject: string
}

interface Desk {
  readonly ctx: Ctx
  readonly caller: DeskCaller
  /** The services this agent may book, by slug. */
  readonly slugs: ReadonlySet<string>
}

/** Whoever holds a slot: one conversation keeps one at a time. */
const holderOf = ({ holder, callId, keySubject }: DeskCaller): string => holder ?? callId ?? keySubject

/**
 * The booking desk of one conversation: the real diaries, for this caller only.
 *
 * Which services there are is the agent document's word, how long they take and when they are is the catalogue's: the
 * API books by the same rules. Cheap to make, keeps nothing between turns.
 */
export function callDesk(ctx: Ctx, caller: DeskCaller, document: AgentDocument): BookingDesk {
  const slugs = new Set(document.skills.booking?.services.map(({ id }) => id) ?? [])
  const desk: Desk = { ctx, caller, slugs }
  return {
    findSlots: (query) => failClosed(ctx, 'find_slots', () => find(desk, query)),
    hold: (slot) => failClosed(ctx, 'hold', () => holdSlot(desk, slot)),
    book: (order) => failClosed(ctx, 'book', () => bookSlot(desk, order)),
    upcoming: () => failClosed(ctx, 'upcoming', () => upcoming(desk)),
    reschedule: (bookingId, slot) => failClosed(ctx, 'reschedule', () => move(desk, bookingId, slot)),
    cancel: (bookingId) => failClosed(ctx, 'cancel', () => cancelOwn(desk, bookingId)),
    release: () => release(desk, null),
  }
}

async function offeringOf({ ctx, slugs }: Desk, slug: string): Promise<Result<Offering, DeskFailure>> {
  const offering = slugs.has(slug) ? await findOffering(ctx, { slug }) : null
  return offering === null ? err({ code: 'unknown_service' }) : ok(offering)
}

async function find(desk: Desk, query: SlotQuery): Promise<Result<readonly DeskSlot[], DeskFailure>> {
  const found = await offeringOf(desk, query.serviceSlug)
  if (!found.ok) return found
  const { service } = found.value
  const resources =
    query.resourceName === null ? found.value.resources : matchResources(query.resourceName, found.value.resources)
  if (query.resourceName !== null && resources.length === 0) return err({ code: 'unknown_resource' })

  const noticeMinutes = service.noticeMinutes + OFFER_STANDS_MINUTES
  const movesBookingId = query.movesBookingId ?? null
  const offering = { ...found.value, service: { ...service, noticeMinutes } }
  const slots = await findSlots(desk.ctx, {
    ...query,
    offering,
    resources,
    movesBookingId,
    holder: holderOf(desk.caller),
  })
  if (!slots.ok) return slots
  const nameOf = new Map(resources.map(({ id, name }) => [id, name]))
  return ok(
    slots.value.map((slot) => ({
      ...slot,
      serviceSlug: service.slug,
      resourceName: nameOf.get(slot.resourceId) ?? '',
      ...(movesBookingId !== null && { movesBookingId }),
    })),
  )
}

/** The service and the resource of a slot that was offered earlier, as they are now. */
async function placeOf(
  desk: Desk,
  slot: DeskSlot,
): Promise<Result<Offering & { resource: ResourceRule }, DeskFailure>> {
  const found = await offeringOf(desk, slot.serviceSlug)
  if (!found.ok) return found
  const resource = found.value.resources.find(({ id }) => id === slot.resourceId)
  return resource === undefined ? err({ code: 'unknown_resource' }) : ok({ ...found.value, resource })
}

async function holdSlot(desk: Desk, slot: DeskSlot): Promise<Result<void, DeskFailure>> {
  const place = await placeOf(desk, slot)
  if (!place.ok) return place
  const { ctx, caller } = desk
  const { service, resource } = place.value
  const { startsAtMs, movesBookingId = null } = slot
  const held = await hold(ctx, { service, resource, startsAtMs, holder: holderOf(caller), movesBookingId })
  if (held.ok) await release(desk, resource.id)
  return held
}

async function bookSlot(desk: Desk, order: BookingOrder): Promise<Result<DeskBooking, DeskFailure>> {
  const place = await placeOf(desk, order.slot)
  if (!place.ok) return place
  const { name, phone, fields, intentKey } = order
  const { service, resource } = place.value
  const booked = await book(desk.ctx, {
    service,
    resources: [resource],
    startsAtMs: order.slot.startsAtMs,
    holder: holderOf(desk.caller),
    booker: desk.caller,
    details: { name, phone, email: null, fields },
    intentKey,
  })
  return booked.ok ? ok(toldOf(booked.value, place.value)) : booked
}

/** A booking as a caller is told of it. */
function toldOf(
  row: BookingRow,
  { service, resource }: Pick<Offering, 'service'> & { resource: ResourceRule },
): DeskBooking {
  return {
    bookingId: row.id,
    status: row.status,
    serviceSlug: service.slug,
    serviceName: service.name,
    resourceId: row.resourceId,
    resourceName: resource.name,
    startsAtMs: row.startsAtMs,
    endsAtMs: row.endsAtMs,
  }
}

async function upcoming({ ctx, caller }: Desk): Promise<Result<readonly DeskBooking[], DeskFailure>> {
  return ok(caller.personId === null ? [] : await upcomingOf(ctx, caller.personId))
}

/** Whether a booking is this caller's: their own, or made in this very call. Anybody else's is not found. */
async function isOwn({ ctx, caller }: Desk, bookingId: string): Promise<boolean> {
  const row = await readBooking(ctx, bookingId)
  if (row === null) return false
  return (
    (row.callId !== null && row.callId === caller.callId) || (row.personId !== null && row.personId === caller.personId)
  )
}

async function move(desk: Desk, bookingId: string, slot: DeskSlot): Promise<Result<DeskBooking, DeskFailure>> {
  if (!(await isOwn(desk, bookingId))) return err({ code: 'not_found' })
  const place = await placeOf(desk, slot)
  if (!place.ok) return place
  const { service, resource } = place.value
  const { startsAtMs } = slot
  const request = { bookingId, service, resources: [resource], startsAtMs, holder: holderOf(desk.caller) }
  const moved = await reschedule(desk.ctx, request)
  return moved.ok ? ok(toldOf(moved.value, place.value)) : moved
}

async function cancelOwn(desk: Desk, bookingId: string): Promise<Result<DeskBooking, DeskFailure>> {
  if (!(await isOwn(desk, bookingId))) return err({ code: 'not_found' })
  const cancelled = await cancel(desk.ctx, bookingId, 'caller')
  if (!cancelled.ok) return cancelled
  const told = await describeBooking(desk.ctx, bookingId)
  return told === null ? err({ code: 'not_found' }) : ok(told)
}

/** Lets go of what this caller holds anywhere but on `exceptId`: a caller keeps one slot at a time. Never fails. */
async function release({ ctx, caller, slugs }: Desk, exceptId: string | null): Promise<void> {
  await failClosed(ctx, 'release', async () => {
    const ids = [...(await resourceIdsOf(ctx, slugs))].filter((id) => id !== exceptId)
    return ok(await releaseHolds(ctx, holderOf(caller), ids))
  })
}
