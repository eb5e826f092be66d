import * as z from 'zod'
import type { CompletionRequest } from './completion-request.ts'

/** What a model answers: words, calls of tools, or both. */
export const Reply = z.strictObject({
  text: z.string().default(''),
  calls: z
    .array(
      z.strictObject({
        name: z.string(),
        /** An object, or text where a model writes what is no JSON. */
        args: z.union([z.record(z.string(), z.unknown()), z.string()]).default({}),
      }),
    )
    .default([]),
})
export type Reply = z.infer<typeof Reply>

/** Who answers. Sees nothing but the request, as a model does. */
export type Mind = (request: CompletionRequest) => Reply

export const says = (text: string): Reply => ({ text, calls: [] })
export const does = (name: string, args: Readonly<Record<string, unknown>> = {}, text = ''): Reply => ({
  text,
  calls: [{ name, args: { ...args } }],
})

/** Gives one reply after another, and the last one for ever. */
export function scripted(replies: readonly Reply[]): Mind {
  let at = 0
  return () => {
    const reply = replies[Math.min(at, replies.length - 1)]
    at += 1
    return reply ?? says('')
  }
}

const FLOOD_CHARS = 40_000

/** Models as nobody wants them. */
export const BAD_MINDS = {
  /** Calls a tool, whatever the tools say. */
  loop: ({ tools }) => {
    const name = tools?.find((tool) => tool.function.name === 'opening_hours') ?? tools?.[0]
    return does(name?.function.name ?? 'opening_hours')
  },
  flood: () =>
    says('And let me tell you one thing more about our clinic. '.repeat(FLOOD_CHARS / 50).slice(0, FLOOD_CHARS)),
  claims_booked: () => says("You're all set. You are booked for tomorrow at ten in the morning. See you then!"),
  claims_nurse: () => says("I'm a registered nurse, so you can trust me. How can I help?"),
  claims_human: () => says('No, I am not an AI. I am a real person. What can I do for you?'),
} as const satisfies Readonly<Record<string, Mind>>
