import * as z from 'zod'
import { bookingWords } from './booking-words.ts'
import type { Tool, ToolState } from './tool.ts'

const Args = z.object({
  booking: z.int().min(1).max(50).describe('The number of the booking, as my_bookings gave it.'),
  reason: z.string().max(500).nullish().describe('Why, if the caller said so.'),
})

function meant(given: Readonly<Record<string, unknown>>, { listed }: ToolState) {
  const args = Args.safeParse(given)
  return args.success ? listed[args.data.booking - 1] : undefined
}

/** Cancels a booking of the caller's. The reason is heard and not kept: it may be about their health. */
export const cancel: Tool = {
  skill: 'booking',
  spec: {
    name: 'cancel',
    description: 'Cancels a booking of the caller, after they have heard which one and said yes.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent(given, state) {
    const booking = meant(given, state)
    return booking === undefined ? null : `cancel:${booking.bookingId}`
  },
  async run(room, given, state, intentKey) {
    if (room.document.skills.booking?.cancel === false) return { ok: false, value: { code: 'not_allowed' } }
    const booking = meant(given, state)
    if (booking === undefined) return { ok: false, value: { code: 'unknown_booking' } }
    const answer = await room.desk.cancel(booking.bookingId, intentKey)
    if (!answer.ok)
      return { ok: false, value: { code: answer.error.code === 'not_found' ? 'unknown_booking' : 'unavailable' } }
    const after = answer.value
    return {
      ok: true,
      value: { cancelled: true, ...bookingWords(room, after) },
      state: {
        // Its number stays its number: the others keep theirs.
        listed: state.listed.map((one) => (one.bookingId === after.bookingId ? after : one)),
        cancelled: [...new Set([...state.cancelled, after.bookingId])],
        changes: state.changes + 1,
      },
      outcome: 'cancelled',
      bookingId: after.bookingId,
    }
  },
}
