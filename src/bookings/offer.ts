import { availability, inOrder, namedIn, SLOTS_MAX } from './availability.ts'
import { DAY_MS, HOUR_MS, type Interval, type ResourceRule, type ServiceRule, type Slot } from './booking.ts'
import { wallTimeAt } from './wall-clock.ts'

/** A resource that may serve, and what is taken of it. */
export interface Candidate {
  readonly resource: ResourceRule
  /** Occupied intervals of bookings and of others' holds. */
  readonly busy: readonly Interval[]
  /** When each of its bookings in view begins: the load that `assign` evens out. */
  readonly bookedAtMs: readonly number[]
}

export interface OfferQuery {
  readonly service: ServiceRule
  readonly candidates: readonly Candidate[]
  readonly windows: readonly Interval[] | null
  /** Instants asked for by name, where `windows` are only a piece of what was asked; unless given, as the windows say. */
  readonly named?: readonly number[]
  readonly nowMs: number
  readonly count: number
  /** Offered starts lie at least this far apart. */
  readonly spreadHours: number
  readonly latestFirst?: boolean
  /** The start chosen before these, from an earlier part of the same search. */
  readonly previousMs?: number | undefined
}

/**
 * Up to `count` free slots, in the order asked for, at least `spreadHours` apart.
 *
 * Pure. Where several resources are free at one start, the one with the least work is offered: `round_robin` counts
 * all the bookings in view, the others those of the same local day; ties go by the service's own order. A resource is
 * only ever offered when it is free for the whole of the service.
 */
export function offerSlots(query: OfferQuery): Slot[] {
  const { service, candidates, windows, nowMs, count, spreadHours, latestFirst = false } = query
  const named = query.named ?? namedIn(windows)
  const free = new Map<number, { slot: Slot; load: number }>()
  for (const candidate of candidates) {
    const { resource, busy } = candidate
    const slots = availability({ service, resource, busy, nowMs, windows, named, limit: SLOTS_MAX, latestFirst })
    const loadAt = loadOf(service, candidate)
    for (const slot of slots) {
      const load = loadAt(slot.startsAtMs)
      const other = free.get(slot.startsAtMs)
      if (other === undefined || load < other.load) free.set(slot.startsAtMs, { slot, load })
    }
  }
  const chosen: number[] = []
  for (const startsAtMs of inOrder(free.keys(), latestFirst)) {
    const last = chosen.at(-1) ?? query.previousMs
    if (last !== undefined && Math.abs(startsAtMs - last) < spreadHours * HOUR_MS) continue
    chosen.push(startsAtMs)
    if (chosen.length >= count) break
  }
  return chosen.flatMap((startsAtMs) => free.get(startsAtMs)?.slot ?? [])
}

/** How much work a candidate has already, from the view of a start. */
function loadOf({ assign, hours }: ServiceRule, { bookedAtMs }: Candidate): (startsAtMs: number) => number {
  if (assign === 'round_robin') return () => bookedAtMs.length
  const days = new Map<number, number>()
  for (const atMs of bookedAtMs) {
    const { day } = wallTimeAt(hours.tz, atMs)
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  return (startsAtMs) => days.get(wallTimeAt(hours.tz, startsAtMs).day) ?? 0
}

/** A search goes through time in pieces of these lengths, the last one repeating, so that a busy year is never read whole. */
const PIECE_DAYS = [4, 10, 28] as const

/** `windows` in pieces of some days each, in the order of the search. */
export function* piecesOf(windows: readonly Interval[], latestFirst: boolean): Generator<readonly Interval[]> {
  const [first, last] = [windows.at(0), windows.at(-1)]
  if (first === undefined || last === undefined) return
  let at = latestFirst ? last.toMs : first.fromMs
  for (let nth = 0; latestFirst ? at > first.fromMs : at < last.toMs; nth += 1) {
    const lengthMs = (PIECE_DAYS[Math.min(nth, PIECE_DAYS.length - 1)] ?? 1) * DAY_MS
    const piece = latestFirst ? { fromMs: at - lengthMs, toMs: at } : { fromMs: at, toMs: at + lengthMs }
    const within = windows
      .filter(({ fromMs, toMs }) => toMs > piece.fromMs && fromMs < piece.toMs)
      .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, piece.fromMs), toMs: Math.min(toMs, piece.toMs) }))
    if (within.length > 0) yield within
    at = latestFirst ? piece.fromMs : piece.toMs
  }
}
