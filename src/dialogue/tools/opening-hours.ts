import * as z from 'zod'
import { sayOpeningHours } from '../opening-hours.ts'
import type { Tool } from './tool.ts'

const Args = z.object({
  when: z
    .string()
    .trim()
    .max(500)
    .nullish()
    .describe("The caller's own words about the day or time they mean; null for the hours as such."),
})

/** Says when the business is open, from its own hours. */
export const openingHours: Tool = {
  spec: {
    name: 'opening_hours',
    description: 'Says when the business is open: in general, on a day, at a time, on holidays, or right now.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent: () => null,
  async run(room, given) {
    const args = Args.safeParse(given)
    const when = (args.success ? args.data.when : null) ?? null
    const { say, openNow } = sayOpeningHours(room.document.hours, when, room.nowMs)
    return { ok: true, value: { say, open_now: openNow }, outcome: 'question_answered' }
  },
}
