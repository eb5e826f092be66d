import type { BookingDesk, DeskBooking } from '../../bookings/desk.ts'
import type { TaskOrder } from '../../dialogue/tools/tool.ts'

/** What a talk has written down, in the order it was done. */
export interface Effects {
  /** By booking id, as each stands now. */
  readonly bookings: Map<string, { readonly booking: DeskBooking; readonly name: string }>
  /** By intent: the same wish filed again is one task. */
  readonly tasks: Map<string, TaskOrder>
  /** How often a booking was given another time. */
  moves: number
}

export const noEffects = (): Effects => ({ bookings: new Map(), tasks: new Map(), moves: 0 })

/** The bookings that are not cancelled, oldest first. */
export const standingIn = ({ bookings }: Effects) =>
  [...bookings.values()].filter(({ booking }) => booking.status !== 'cancelled')

export const cancelledIn = ({ bookings }: Effects) =>
  [...bookings.values()].filter(({ booking }) => booking.status === 'cancelled')

/** The same desk, and all that is done on it is noted. */
export function notedDesk(desk: BookingDesk, effects: Effects): BookingDesk {
  const note = (booking: DeskBooking, name: string): void =>
    void effects.bookings.set(booking.bookingId, { booking, name })
  const nameOf = (bookingId: string): string => effects.bookings.get(bookingId)?.name ?? ''
  return {
    ...desk,
    async book(order) {
      const booked = await desk.book(order)
      if (booked.ok) note(booked.value, order.name)
      return booked
    },
    async reschedule(bookingId, slot, intentKey) {
      const moved = await desk.reschedule(bookingId, slot, intentKey)
      if (moved.ok) note(moved.value, nameOf(bookingId))
      if (moved.ok) effects.moves += 1
      return moved
    },
    async cancel(bookingId, intentKey) {
      const cancelled = await desk.cancel(bookingId, intentKey)
      if (cancelled.ok) note(cancelled.value, nameOf(bookingId))
      return cancelled
    },
  }
}
