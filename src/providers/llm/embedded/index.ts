import type { Llm, Model, ModelChunk, ModelTurn } from '../contract.ts'
import { readNotes, writeNotes } from './notes.ts'
import { step } from './step.ts'

async function* respond(turn: ModelTurn, signal: AbortSignal): AsyncGenerator<ModelChunk> {
  const { say, calls, notes } = step(turn, readNotes(turn.memory))
  if (signal.aborted) return
  for (const [index, sentence] of say.entries()) {
    yield { type: 'text', text: index < say.length - 1 ? `${sentence} ` : sentence }
  }
  yield { type: 'memory', memory: writeNotes(notes) }
  for (const call of calls) yield { type: 'call', call }
}

const model: Model = { respond }

/**
 * The embedded model: intents and slots by rule, over the same tools as any other model.
 *
 * Needs no network and no key, so it is a mode of its own and what takes over when a vendor fails.
 */
export const embedded: Llm = {
  name: 'embedded',
  open: () => model,
}
