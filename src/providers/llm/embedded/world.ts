import type { AgentField } from '../../../agents/agent-document.ts'
import type { ModelTurn } from '../contract.ts'
import { type Lexicon, lexiconOf } from './lexicon.ts'
import { type Phrases, phrasesFor } from './phrases/phrases.ts'

/** What one step may look at. Nothing in it changes during the step. */
export interface World {
  readonly turn: ModelTurn
  readonly phrases: Phrases
  readonly lexicon: Lexicon
  /** Whether a tool of this name is there to be called. */
  can(tool: string): boolean
  /** How a field's value is asked for. */
  ask(field: AgentField): string
}

export function worldOf(turn: ModelTurn): World {
  const phrases = phrasesFor(turn)
  const lexicon = lexiconOf(turn.document, turn.language)
  return {
    turn,
    phrases,
    lexicon,
    can: (tool) => turn.tools.some(({ name }) => name === tool),
    ask: (field) => lexicon.ask(field) ?? phrases.askField(lexicon.label(field)),
  }
}
