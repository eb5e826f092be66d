import * as z from 'zod'
import { optionsOf, slotWords } from './booking-words.ts'
import { othersThan } from './slot-search.ts'
import type { Tool } from './tool.ts'

const Args = z.object({ option: z.int().min(1).max(20).describe('The number of the option that was chosen.') })

/** Keeps an offered slot while the caller gives a name and says yes. */
export const holdSlot: Tool = {
  skill: 'booking',
  spec: {
    name: 'hold_slot',
    description:
      'Keeps an option for some minutes while the caller gives their name and confirms. Nothing is booked yet.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  // Holding again prolongs it, so a repeat must reach the desk.
  intent: () => null,
  async run(room, given, state) {
    const args = Args.safeParse(given)
    const slot = args.success ? state.offered[args.data.option - 1] : undefined
    if (!args.success || slot === undefined) {
      return { ok: false, value: { code: 'unknown_option', options: optionsOf(room, state.offered) } }
    }
    const held = await room.desk.hold(slot)
    if (held.ok) {
      const { option } = args.data
      return { ok: true, value: { held: true, option, ...slotWords(room, slot) }, state: { held: slot } }
    }
    if (held.error.code === 'unavailable') return { ok: false, value: { code: 'unavailable', options: [] } }
    const offered = await othersThan(room, slot)
    return {
      ok: false,
      value: { code: 'slot_taken', options: optionsOf(room, offered) },
      state: { offered, held: null },
    }
  },
}
