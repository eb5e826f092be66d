import * as z from 'zod'
import { FieldValues, missingOf, nameAmong, queueOf } from './task-fields.ts'
import type { Tool } from './tool.ts'

const Args = z.object({
  fields: FieldValues.describe("What the caller said, by the message skill's field ids."),
  urgent: z.boolean().default(false).describe('The caller says that it cannot wait.'),
})

/** Leaves a message for the business's people. */
export const takeMessage: Tool = {
  spec: {
    name: 'take_message',
    description: "Leaves a message for the business's people, once the caller has confirmed it.",
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent: (_, { tasks }) => `message:${tasks + 1}`,
  async run(room, given, state, intentKey) {
    const args = Args.safeParse(given)
    const skill = room.document.skills.message
    const wanted = skill?.fields ?? []
    if (!args.success) return { ok: false, value: { code: 'missing_field', field: wanted[0]?.id ?? 'message' } }
    const { fields, urgent } = args.data
    const field = missingOf(room, wanted, fields)
    if (field !== null) return { ok: false, value: { code: 'missing_field', field } }

    const { queue, priority } = queueOf(skill?.route)
    const order = {
      kind: 'message',
      queue,
      priority: urgent ? 'urgent' : priority,
      details: fields,
      intentKey,
    } as const
    if (!(await room.fileTask(order))) return { ok: false, value: { code: 'unavailable' } }
    const callerName = nameAmong(wanted, fields)
    return {
      ok: true,
      value: { taken: true },
      state: { tasks: state.tasks + 1, ...(callerName !== null && { callerName }) },
      outcome: 'message_taken',
    }
  },
}
