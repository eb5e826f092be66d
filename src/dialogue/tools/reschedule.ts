import * as z from 'zod'
import { notBooked } from './book.ts'
import { bookingWords, optionsOf, slotWords } from './booking-words.ts'
import type { Tool, ToolState } from './tool.ts'

const Args = z.object({
  booking: z.int().min(1).max(50).describe('The number of the booking, as my_bookings gave it.'),
  option: z.int().min(1).max(20).describe('The number of the option it is to be moved to.'),
})

/** The booking and the slot that are meant, where both exist. */
function meant(given: Readonly<Record<string, unknown>>, { listed, offered }: ToolState) {
  const args = Args.safeParse(given)
  const booking = args.success ? listed[args.data.booking - 1] : undefined
  const slot = args.success ? offered[args.data.option - 1] : undefined
  return { booking: booking?.status === 'cancelled' ? undefined : booking, slot }
}

/** Moves a booking of the caller's to an offered slot: the old time is given back only with the new one taken. */
export const reschedule: Tool = {
  skill: 'booking',
  spec: {
    name: 'reschedule',
    description: 'Moves a booking of the caller to an option, after they have heard the new time and said yes.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent(given, state) {
    const { booking, slot } = meant(given, state)
    if (booking === undefined || slot === undefined) return null
    return `move:${booking.bookingId}:${slot.serviceSlug}:${slot.resourceId}:${slot.startsAtMs}:${state.changes}`
  },
  async run(room, given, state, intentKey) {
    if (room.document.skills.booking?.reschedule === false)
      return { ok: false, value: { code: 'not_allowed', options: [] } }
    const { booking, slot } = meant(given, state)
    if (booking === undefined) return { ok: false, value: { code: 'unknown_booking', options: [] } }
    if (slot === undefined)
      return { ok: false, value: { code: 'unknown_option', options: optionsOf(room, state.offered) } }

    const answer = await room.desk.reschedule(booking.bookingId, slot, intentKey)
    if (!answer.ok && answer.error.code === 'not_found')
      return { ok: false, value: { code: 'unknown_booking', options: [] } }
    if (!answer.ok) return notBooked(room, slot, answer.error)
    const after = answer.value
    return {
      ok: true,
      value: { moved: true, status: after.status, ...bookingWords(room, after), from: slotWords(room, booking).say },
      state: {
        held: null,
        listed: state.listed.map((one) => (one.bookingId === after.bookingId ? after : one)),
        moved: [...new Set([...state.moved, after.bookingId])],
        changes: state.changes + 1,
      },
      outcome: 'rescheduled',
      bookingId: after.bookingId,
    }
  },
}
