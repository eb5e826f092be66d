import * as z from 'zod'
import type { DeskBooking } from '../../bookings/desk.ts'
import { bookingWords } from './booking-words.ts'
import type { Tool, ToolRoom, ToolState } from './tool.ts'

const Args = z.object({})

/** Those made in this conversation first: "can we make that Thursday" means the one just booked. */
function inOrder(bookings: readonly DeskBooking[], { confirmed }: ToolState): DeskBooking[] {
  const made = (one: DeskBooking) => confirmed.indexOf(one.bookingId)
  return [...bookings].sort((a, b) => made(b) - made(a) || a.startsAtMs - b.startsAtMs)
}

/** The caller's bookings to come. A caller with no number has those of this conversation only. */
async function theirs(room: ToolRoom, state: ToolState): Promise<readonly DeskBooking[] | null> {
  if (room.caller.phone === null && room.caller.isKnown !== true) {
    return state.listed.filter(({ status, startsAtMs }) => status !== 'cancelled' && startsAtMs > room.nowMs)
  }
  const found = await room.desk.upcoming()
  return found.ok ? found.value : null
}

/** Lists the caller's own bookings to come, by number. */
export const myBookings: Tool = {
  skill: 'booking',
  spec: {
    name: 'my_bookings',
    description:
      "Lists the caller's own upcoming bookings, found by the number they call from. Empty when there are none.",
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent: () => null,
  async run(room, _, state) {
    const found = await theirs(room, state)
    if (found === null) return { ok: false, value: { code: 'unavailable' } }
    const listed = inOrder(found, state)
    const bookings = listed.map((one, index) => ({
      booking: index + 1,
      status: one.status,
      ...bookingWords(room, one),
    }))
    return { ok: true, value: { bookings }, state: { listed } }
  },
}
