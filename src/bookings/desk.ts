import type { Window } from '../dialogue/when/windows-of.ts'
import type { Result } from '../kernel/result.ts'

/** A time on a resource, as offered. `resourceName` is what a caller is told. */
export interface DeskSlot {
  readonly serviceSlug: string
  readonly resourceId: string
  readonly resourceName: string
  readonly startsAtMs: number
  readonly endsAtMs: number
  /** The booking this was offered to be moved here: its own time counted as free. */
  readonly movesBookingId?: string
}

/** A booking as its row says, read back. */
export interface DeskBooking extends DeskSlot {
  readonly bookingId: string
  readonly status: 'requested' | 'confirmed' | 'cancelled'
  readonly serviceName: string
}

export interface SlotQuery {
  readonly serviceSlug: string
  /** A slot's start must lie in one of these; null for any time within the horizon. */
  readonly windows: readonly Window[] | null
  /** Only this resource, by name as the caller said it. */
  readonly resourceName: string | null
  readonly count: number
  /** Offered slots lie at least this far apart. */
  readonly spreadHours: number
  /** Begin with the last of the windows instead of the first. */
  readonly latestFirst?: boolean
  /** The booking to be moved: its own time does not stand in its way. */
  readonly movesBookingId?: string | null
}

export interface BookingOrder {
  readonly slot: DeskSlot
  readonly name: string
  readonly phone: string | null
  readonly fields: Readonly<Record<string, string>>
  /** The same key again is the same booking. */
  readonly intentKey: string
}

/** Why the desk says no. `unavailable`: storage is in trouble, nothing is known to have happened. */
export type DeskFailure = {
  readonly code:
    | 'slot_taken'
    | 'unavailable'
    | 'unknown_service'
    | 'unknown_resource'
    | 'not_found'
    | 'outside_hours'
    | 'too_soon'
    | 'too_far'
}

/**
 * What the agent's booking tools may do. The real desk is bookings/call-desk.ts; a sandbox of the same semantics, which
 * stores nothing, serves an agent's scripted tests.
 */
export interface BookingDesk {
  findSlots(query: SlotQuery): Promise<Result<readonly DeskSlot[], DeskFailure>>
  /** Keeps a slot for this caller for some minutes. The same caller holding it again prolongs it; another slot replaces it. */
  hold(slot: DeskSlot): Promise<Result<void, DeskFailure>>
  book(order: BookingOrder): Promise<Result<DeskBooking, DeskFailure>>
  /** The caller's own bookings to come, soonest first; empty when nothing identifies the caller. */
  upcoming(): Promise<Result<readonly DeskBooking[], DeskFailure>>
  reschedule(bookingId: string, slot: DeskSlot, intentKey: string): Promise<Result<DeskBooking, DeskFailure>>
  cancel(bookingId: string, intentKey: string): Promise<Result<DeskBooking, DeskFailure>>
  /** Lets go of whatever this caller holds. */
  release(): Promise<void>
}
