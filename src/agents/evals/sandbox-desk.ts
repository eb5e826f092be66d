import {
  DAY_MS,
  MINUTE_MS,
  occupiedBy,
  type Misfit,
  type ResourceRule,
  type ServiceRule,
} from '../../bookings/booking.ts'
import { misfitOf } from '../../bookings/availability.ts'
import type { BookingDesk, BookingOrder, DeskBooking, DeskFailure, DeskSlot, SlotQuery } from '../../bookings/desk.ts'
import { matchResources } from '../../bookings/match-resource.ts'
import { offerSlots, piecesOf } from '../../bookings/offer.ts'
import { common, merged } from '../../bookings/opening.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { AgentDocument, AgentService } from '../agent-document.ts'
import { textIn } from '../text-in.ts'

interface Sandbox {
  readonly document: AgentDocument
  readonly resources: readonly ResourceRule[]
  readonly nowMs: number
  /** Every booking made here, by id, in order. */
  readonly bookings: Map<string, DeskBooking>
  /** Booking ids by intent: the same intent again is the same booking. */
  readonly intents: Map<string, string>
}

/** The rule of a service as publishing would write it; the resources go by the names the document gives them. */
function ruleOf({ document, resources }: Sandbox, service: AgentService): ServiceRule {
  const named = service.resources.flatMap((name) => resources.find((one) => isCalled(one, name))?.id ?? [])
  return {
    id: service.id,
    slug: service.id,
    name: textIn(service.name, document.languages.default),
    minutes: service.minutes,
    bufferBeforeMinutes: service.bufferBefore,
    bufferAfterMinutes: service.bufferAfter,
    noticeMinutes: service.noticeMinutes,
    horizonDays: service.horizonDays,
    mode: service.mode,
    assign: service.assign,
    resourceIds: named,
    hours: document.hours,
  }
}

const isCalled = ({ id, name }: ResourceRule, wanted: string): boolean =>
  id === wanted || name.toLowerCase() === wanted.toLowerCase()

/** The resources that a document names, as if the business had just these and they kept its own hours. */
export function resourcesNamed({ skills }: AgentDocument): ResourceRule[] {
  const names = (skills.booking?.services ?? []).flatMap(({ resources }) => resources)
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]))
  return [...byName.values()].map((name) => ({ id: name, name, hours: null }))
}

/**
 * A booking desk that stores nothing: the same rules and the same answers as the real one, over an empty diary of its
 * own. An agent can be tried out on it without touching anybody's appointments.
 */
export function sandboxDesk(document: AgentDocument, resources: readonly ResourceRule[], nowMs: number): BookingDesk {
  const sandbox: Sandbox = { document, resources, nowMs, bookings: new Map(), intents: new Map() }
  return {
    findSlots: async (query) => findSlots(sandbox, query),
    hold: async (slot) => checked(sandbox, slot, slot.movesBookingId ?? null),
    book: async (order) => book(sandbox, order),
    upcoming: async () => ok(upcoming(sandbox)),
    reschedule: async (bookingId, slot) => reschedule(sandbox, bookingId, slot),
    cancel: async (bookingId) => cancel(sandbox, bookingId),
    release: async () => undefined,
  }
}

const standing = ({ bookings }: Sandbox): DeskBooking[] =>
  [...bookings.values()].filter(({ status }) => status !== 'cancelled')

const upcoming = (sandbox: Sandbox): DeskBooking[] =>
  standing(sandbox)
    .filter(({ startsAtMs }) => startsAtMs > sandbox.nowMs)
    .sort((a, b) => a.startsAtMs - b.startsAtMs)

const serviceOf = ({ document }: Sandbox, slug: string): AgentService | undefined =>
  document.skills.booking?.services.find(({ id, mode }) => id === slug && mode !== 'off')

/** What stands on a resource, but for the booking that is to be moved. */
function busyOn(sandbox: Sandbox, resourceId: string, exceptId: string | null) {
  return standing(sandbox)
    .filter((one) => one.resourceId === resourceId && one.bookingId !== exceptId)
    .flatMap((one) => {
      const service = serviceOf(sandbox, one.serviceSlug)
      return service ? [{ ...occupiedBy(ruleOf(sandbox, service), one.startsAtMs), startsAtMs: one.startsAtMs }] : []
    })
}

function findSlots(sandbox: Sandbox, query: SlotQuery): Result<readonly DeskSlot[], DeskFailure> {
  const named = serviceOf(sandbox, query.serviceSlug)
  if (named === undefined) return err({ code: 'unknown_service' })
  const service = ruleOf(sandbox, named)
  const own = sandbox.resources.filter(({ id }) => service.resourceIds.includes(id))
  const wanted = query.resourceName === null ? own : matchResources(query.resourceName, own)
  if (query.resourceName !== null && wanted.length === 0) return err({ code: 'unknown_resource' })
  const candidates = wanted.map((resource) => {
    const busy = busyOn(sandbox, resource.id, query.movesBookingId ?? null)
    return { resource, busy, bookedAtMs: busy.map(({ startsAtMs }) => startsAtMs) }
  })
  const { nowMs } = sandbox
  const whole = [{ fromMs: nowMs, toMs: nowMs + (service.horizonDays + 2) * DAY_MS }]
  const scope = query.windows === null ? whole : common(merged(query.windows), whole)
  const found: DeskSlot[] = []
  for (const windows of piecesOf(scope, query.latestFirst ?? false)) {
    const previousMs = found.at(-1)?.startsAtMs
    const slots = offerSlots({
      ...query,
      service,
      candidates,
      windows,
      nowMs,
      count: query.count - found.length,
      previousMs,
    })
    found.push(...slots.map((slot) => ({ ...slot, ...told(wanted, service.slug, slot.resourceId), ...movedBy(query) })))
    if (found.length >= query.count) break
  }
  return ok(found)
}

const movedBy = ({ movesBookingId }: SlotQuery) => (movesBookingId ? { movesBookingId } : {})

const told = (resources: readonly ResourceRule[], serviceSlug: string, resourceId: string) => ({
  serviceSlug,
  resourceName: resources.find(({ id }) => id === resourceId)?.name ?? '',
})

const FAILURES: Readonly<Record<Misfit, DeskFailure['code']>> = {
  off_grid: 'outside_hours',
  outside_hours: 'outside_hours',
  too_soon: 'too_soon',
  too_far: 'too_far',
  taken: 'slot_taken',
}

/** Whether a slot can be had now: the question every commit asks. */
function checked(sandbox: Sandbox, slot: DeskSlot, exceptId: string | null): Result<void, DeskFailure> {
  const service = serviceOf(sandbox, slot.serviceSlug)
  const resource = sandbox.resources.find(({ id }) => id === slot.resourceId)
  if (service === undefined) return err({ code: 'unknown_service' })
  if (resource === undefined) return err({ code: 'unknown_resource' })
  const busy = busyOn(sandbox, resource.id, exceptId)
  const misfit = misfitOf({ service: ruleOf(sandbox, service), resource, busy, nowMs: sandbox.nowMs }, slot.startsAtMs)
  return misfit === null ? ok(undefined) : err({ code: FAILURES[misfit] })
}

function book(sandbox: Sandbox, { slot, intentKey }: BookingOrder): Result<DeskBooking, DeskFailure> {
  const known = sandbox.bookings.get(sandbox.intents.get(intentKey) ?? '')
  if (known) return ok(known)
  const free = checked(sandbox, slot, null)
  if (!free.ok) return free
  const bookingId = `bkg_sandbox_${sandbox.bookings.size + 1}`
  sandbox.intents.set(intentKey, bookingId)
  const isRequest = serviceOf(sandbox, slot.serviceSlug)?.mode === 'request'
  return ok(keep(sandbox, { ...placed(sandbox, slot), bookingId, status: isRequest ? 'requested' : 'confirmed' }))
}

function placed(sandbox: Sandbox, { serviceSlug, resourceId, resourceName, startsAtMs }: DeskSlot) {
  const service = serviceOf(sandbox, serviceSlug)
  const serviceName = service ? textIn(service.name, sandbox.document.languages.default) : serviceSlug
  const endsAtMs = startsAtMs + (service?.minutes ?? 0) * MINUTE_MS
  return { serviceSlug, serviceName, resourceId, resourceName, startsAtMs, endsAtMs }
}

function keep(sandbox: Sandbox, booking: DeskBooking): DeskBooking {
  sandbox.bookings.set(booking.bookingId, booking)
  return booking
}

function reschedule(sandbox: Sandbox, bookingId: string, slot: DeskSlot): Result<DeskBooking, DeskFailure> {
  const known = sandbox.bookings.get(bookingId)
  if (known === undefined || known.status === 'cancelled') return err({ code: 'not_found' })
  const free = checked(sandbox, slot, bookingId)
  return free.ok ? ok(keep(sandbox, { ...known, ...placed(sandbox, slot) })) : free
}

function cancel(sandbox: Sandbox, bookingId: string): Result<DeskBooking, DeskFailure> {
  const known = sandbox.bookings.get(bookingId)
  return known === undefined ? err({ code: 'not_found' }) : ok(keep(sandbox, { ...known, status: 'cancelled' }))
}
