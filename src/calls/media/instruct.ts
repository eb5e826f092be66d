import { promptOf } from '../../providers/llm/chat/prompt.ts'
import type { ModelTurn } from '../../providers/llm/contract.ts'

/** What a vendor's model is instructed with: the facts and rules that a text model gets before any talk. */
export function instruct(turn: ModelTurn): string {
  const [first] = promptOf({ ...turn, history: [], results: [] })
  return first?.content ?? ''
}
