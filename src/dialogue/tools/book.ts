import * as z from 'zod'
import type { DeskFailure, DeskSlot } from '../../bookings/desk.ts'
import { bookingWords, optionsOf } from './booking-words.ts'
import { othersThan } from './slot-search.ts'
import type { Tool, ToolOutcome, ToolRoom, ToolState } from './tool.ts'

const FIELDS_MAX = 30

const Args = z.object({
  option: z.int().min(1).max(20).describe('The number of the option that was chosen and confirmed.'),
  name: z.string().trim().max(200).describe('Who it is for, as they said it.'),
  phone: z
    .string()
    .trim()
    .max(40)
    .nullish()
    .describe('A number to reach them at, if they gave another than they call from.'),
  fields: z
    .record(z.string().max(64), z.string().trim().max(500))
    .refine((fields) => Object.keys(fields).length <= FIELDS_MAX)
    .default({})
    .describe('What else the service asks for, by field id.'),
})

type Order = z.infer<typeof Args>

/** Which slot, and how often plans have changed: the same slot booked anew after a cancellation is another intent. */
const intentOf = (slot: DeskSlot, { changes }: ToolState): string =>
  `book:${slot.serviceSlug}:${slot.resourceId}:${slot.startsAtMs}:${changes}`

/** The first thing that the service requires and was not given, or null. */
function missingField(room: ToolRoom, slot: DeskSlot, { name, phone, fields }: Order): string | null {
  if (name === '') return 'name'
  const given: Readonly<Record<string, string>> = {
    ...fields,
    name,
    phone: phone || room.caller.phone || fields['phone'] || '',
  }
  const service = room.document.skills.booking?.services.find(({ id }) => id === slot.serviceSlug)
  return service?.fields.find(({ id, required }) => required && !given[id])?.id ?? null
}

/** Books an option. What it answers is what the stored booking says. */
export const book: Tool = {
  skill: 'booking',
  spec: {
    name: 'book',
    description:
      'Books an option, after the caller has heard it read back and said yes. Only then may it be called booked.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent(given, state) {
    const args = Args.safeParse(given)
    const slot = args.success ? state.offered[args.data.option - 1] : undefined
    return slot === undefined ? null : intentOf(slot, state)
  },
  async run(room, given, state, intentKey) {
    const args = Args.safeParse(given)
    if (!args.success) return { ok: false, value: { code: 'missing_field', field: 'name', options: [] } }
    const slot = state.offered[args.data.option - 1]
    if (slot === undefined) return { ok: false, value: { code: 'not_held', options: optionsOf(room, state.offered) } }
    const field = missingField(room, slot, args.data)
    if (field !== null) return { ok: false, value: { code: 'missing_field', field, options: [] } }

    const { name, fields } = args.data
    const phone = args.data.phone || room.caller.phone
    const booked = await room.desk.book({ slot, name, phone, fields, intentKey })
    if (!booked.ok) return notBooked(room, slot, booked.error)
    const booking = booked.value
    const { status, bookingId } = booking
    const isConfirmed = status === 'confirmed'
    return {
      ok: true,
      value: { booked: true, status, ...bookingWords(room, booking), name },
      state: {
        held: null,
        callerName: name,
        listed: [booking, ...state.listed.filter((one) => one.bookingId !== bookingId)],
        ...(isConfirmed && { confirmed: [...new Set([...state.confirmed, bookingId])] }),
      },
      outcome: 'booked',
      bookingId,
    }
  },
}

/** The slot is gone, and what is left; or nothing is known, and nothing may be claimed. */
export async function notBooked(room: ToolRoom, slot: DeskSlot, { code }: DeskFailure): Promise<ToolOutcome> {
  if (code === 'unavailable') return { ok: false, value: { code, options: [] } }
  const offered = await othersThan(room, slot)
  return { ok: false, value: { code: 'slot_taken', options: optionsOf(room, offered) }, state: { offered, held: null } }
}
