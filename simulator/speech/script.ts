import * as z from 'zod'

/** What the simulated model does with something it hears. Each call ends a reply; what follows comes after its result. */
const Step = z.union([
  z.strictObject({ say: z.string() }),
  z.strictObject({ call: z.string(), args: z.record(z.string(), z.unknown()).default({}) }),
])
export type Step = z.infer<typeof Step>

const Rule = z.strictObject({ hears: z.string(), does: z.array(Step).min(1) })

/** What goes wrong. */
const Faults = z.strictObject({
  /** The next upgrades are refused with these, one each. */
  refuse: z.array(z.number().int().min(400).max(599)).default([]),
  /** The next sessions do this when they first hear somebody. `after_ms` counts from the beginning of what is said then. */
  sessions: z
    .array(
      z.strictObject({
        does: z.enum(['expire', 'close', 'die', 'stall', 'garble', 'fail', 'none']),
        code: z.number().int().min(1000).max(4999).default(1011),
        after_ms: z.number().int().min(0).max(60_000).default(0),
      }),
    )
    .default([]),
  /** What is to be said word for word comes out as something else. */
  unfaithful: z.boolean().default(false),
  /** Nothing that is said can be written down. */
  deaf: z.boolean().default(false),
})

export const Script = z.strictObject({
  rules: z.array(Rule).default([]),
  otherwise: z.array(Step).default([{ say: 'I heard you.' }]),
  /** The model's voice, and how much faster than it speaks its audio is made. */
  word_ms: z.number().min(20).max(1000).default(60),
  piece_ms: z.number().int().min(20).max(2000).default(200),
  every_ms: z.number().min(0).max(1000).default(5),
  /** From the end of what was said to its words, and to the first sound of the answer. */
  transcript_ms: z.number().min(0).max(10_000).default(40),
  think_ms: z.number().min(0).max(10_000).default(60),
  faults: Faults.prefault({}),
})
export type Script = z.infer<typeof Script>

/** What the model does when it hears `text`. */
export function stepsFor(script: Script, text: string): readonly Step[] {
  return script.rules.find(({ hears }) => new RegExp(hears, 'i').test(text))?.does ?? script.otherwise
}
