import * as z from 'zod'
import { MEMORY_CHARS_MAX, type CallerInput, type ModelTurn } from '../contract.ts'

/** The tools called in one earlier turn, and what they answered. */
const Exchange = z.object({
  /** What the caller did in that turn, as the history has it. */
  after: z.string(),
  atMs: z.number(),
  calls: z.array(
    z.object({ name: z.string(), args: z.record(z.string(), z.unknown()), ok: z.boolean(), value: z.unknown() }),
  ),
})
export type Exchange = z.infer<typeof Exchange>

const Notes = z.object({ chat: z.literal(1), exchanges: z.array(Exchange) })

/** Options that were read out are chosen from in the next turn or two. */
const EXCHANGES_MAX = 4

/** The exchanges in a model's notes, oldest first; none when another kind of model wrote them. */
export function recallCalls(memory: string | null): readonly Exchange[] {
  if (memory === null) return []
  try {
    const notes = Notes.safeParse(JSON.parse(memory))
    return notes.success ? notes.data.exchanges : []
  } catch {
    return []
  }
}

/**
 * The notes for the next turn: what this turn's tools answered, beside what they did before.
 *
 * The talk itself only has what was said of it: "the second one" needs the options as the tool numbered them.
 */
export function rememberCalls({ memory, input, nowMs, results }: ModelTurn): string {
  const after = inHistory(input)
  const earlier = recallCalls(memory).filter((one) => one.atMs !== nowMs || one.after !== after)
  const calls = results.map(({ call: { name, args }, ok, value }) => ({ name, args, ok, value }))
  const kept = [...earlier, { after, atMs: nowMs, calls }].slice(-EXCHANGES_MAX)
  for (let first = 0; first < kept.length; first += 1) {
    const notes = JSON.stringify({ chat: 1, exchanges: kept.slice(first) })
    if (notes.length <= MEMORY_CHARS_MAX) return notes
  }
  return JSON.stringify({ chat: 1, exchanges: [] })
}

/** What the caller did, as the talk's history will have it; empty for silence. */
function inHistory(input: CallerInput): string {
  if (input.type === 'said') return input.text
  return input.type === 'pressed' ? `[pressed ${input.digit}]` : ''
}
