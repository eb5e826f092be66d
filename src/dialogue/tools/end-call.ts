import * as z from 'zod'
import type { Tool } from './tool.ts'

const Args = z.object({
  reason: z
    .enum(['goodbye', 'abusive', 'silence'])
    .catch('goodbye')
    .default('goodbye')
    .describe('Why the conversation ends.'),
})

/** Ends the conversation after what is said next. */
export const endCall: Tool = {
  spec: {
    name: 'end_call',
    description: 'Ends the call after what is said next. Only once the caller is done, abusive, or gone silent.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent: () => null,
  async run(_, given) {
    const args = Args.safeParse(given)
    return { ok: true, value: { ending: true }, ending: { how: args.success ? args.data.reason : 'goodbye' } }
  },
}
