import * as z from 'zod'
import type { DeskFailure } from '../../bookings/desk.ts'
import { readWhen } from '../when/read-when.ts'
import { refineWish } from '../when/refine-wish.ts'
import { sayWish } from '../when/say-wish.ts'
import { shiftWish } from '../when/shift-wish.ts'
import { exactAtMs, windowsOf } from '../when/windows-of.ts'
import type { Wish } from '../when/wish.ts'
import { optionsOf, serviceMeant } from './booking-words.ts'
import { searchSlots, type Found, type Search } from './slot-search.ts'
import { inOpenHours } from './guessed-half.ts'
import type { Tool, ToolOutcome, ToolRoom, ToolState } from './tool.ts'

const FAR_DAYS = 400

const Args = z.object({
  service: z.string().min(1).max(200).describe('The id of the service.'),
  when: z
    .string()
    .max(500)
    .nullish()
    .describe('What the caller said about the time, in their own words; null if nothing.'),
  refine: z
    .enum(['new', 'refine', 'earlier', 'later', 'another_day'])
    .default('new')
    .describe(
      'new: a first search. refine: what was just said changes the wish. The rest: relative to what was offered.',
    ),
  resource: z.string().max(200).nullish().describe('The person or place asked for by name, or null.'),
  booking: z
    .int()
    .min(1)
    .max(50)
    .nullish()
    .describe('The number of the booking to be moved, when this is for moving one.'),
})

type Asked = z.infer<typeof Args>

interface Heard {
  readonly wish: Wish
  /** Only a moment that is gone was named. */
  readonly past: boolean
}

/** The wish after what was said: new, or laid over the one before. */
function hear(room: ToolRoom, { when, refine }: Asked, { wish, offered }: ToolState): Heard {
  const expecting = refine === 'new' ? null : 'time'
  const reading = when ? readWhen(when, room, expecting) : null
  if (reading?.past) return { wish: {}, past: true }
  const said = reading?.wish ?? {}
  if (refine === 'new') return { wish: said, past: false }
  const before = wish ?? {}
  if (refine === 'refine') return { wish: refineWish(before, said), past: false }
  const starts = offered.map(({ startsAtMs }) => startsAtMs)
  // Said of slots that were not what was wished, "later" is later than those, whatever was wished.
  const base = starts.every((atMs) => fits(room, before, atMs)) ? before : {}
  return { wish: refineWish(shiftWish(base, refine, starts, room), said), past: false }
}

const fits = (room: ToolRoom, wish: Wish, atMs: number): boolean =>
  windowsOf(wish, room, FAR_DAYS).some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)

/** Finds free slots for what a caller wishes. Resolves dates itself: a model hands on words and gets ordinals. */
export const findSlots: Tool = {
  skill: 'booking',
  spec: {
    name: 'find_slots',
    description: 'Finds free times for a service. Answers with numbered options to read out, or the nearest others.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent: () => null,
  async run(room, given, state) {
    const args = Args.safeParse(given)
    const service = args.success ? serviceMeant(room.document, args.data.service) : null
    if (!args.success || service === null) return refused({ code: 'unknown_service' }, null)

    const said = hear(room, args.data, state)
    const heard = { ...said, wish: inOpenHours(room, said.wish) }
    const search = {
      service,
      wish: heard.wish,
      resourceName: args.data.resource ?? null,
      movesBookingId: state.listed[(args.data.booking ?? 0) - 1]?.bookingId ?? null,
    }
    const asked = heard.past ? (args.data.when ?? null) : inWords(room, heard.wish)
    const found = await searchNear(room, search)
    if (!found.ok) return refused(found.error, asked)
    const { slots } = found.value
    const noFit = heard.past ? 'past' : found.value.noFit
    const after = { offered: slots, serviceSlug: service.id, wish: heard.wish }
    return { ...answerOf(room, heard.wish, { slots, noFit }, asked), state: after }
  },
}

/** "Around seven" is seven when that can be had. */
async function searchNear(room: ToolRoom, search: Search): ReturnType<typeof searchSlots> {
  const { time } = search.wish
  if (time?.kind !== 'at' || !time.loose) return searchSlots(room, search)
  const sharp = await searchSlots(room, { ...search, wish: { ...search.wish, time: { ...time, loose: false } } })
  return sharp.ok && sharp.value.noFit === null ? sharp : searchSlots(room, search)
}

const inWords = (room: ToolRoom, wish: Wish): string | null =>
  Object.keys(wish).length === 0 ? null : sayWish(wish, room)

/** Slots that fit; the nearest others, where what was wished is taken; or why there can be none, with the nearest others. */
function answerOf(room: ToolRoom, wish: Wish, { slots, noFit }: Found, asked: string | null): ToolOutcome {
  const told = { asked, options: optionsOf(room, slots) }
  if (noFit !== null && (noFit !== 'none_free' || slots.length === 0)) {
    return { ok: false, value: { code: noFit, ...told } }
  }
  const exact = noFit === null && slots[0]?.startsAtMs === exactAtMs(wish, room)
  return { ok: true, value: { ...told, fits: noFit === null, exact } }
}

const refused = ({ code }: DeskFailure, asked: string | null): ToolOutcome => ({
  ok: false,
  value: { code, asked, options: [] },
})
