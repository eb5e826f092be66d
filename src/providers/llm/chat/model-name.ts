import type { Writing } from '../contract.ts'

/**
 * The model a turn asks for, by the document, or `standard`.
 *
 * A document's model belongs to the provider it names. Where it names none, to the one whose names look like it: after a
 * failover, nobody is asked for another vendor's model.
 */
export function modelFor(
  { document: { llm } }: Pick<Writing, 'document'>,
  provider: 'openai' | 'workers-ai',
  standard: string,
): string {
  const { model } = llm
  if (model === undefined) return standard
  const owner = llm.provider ?? (/^@(cf|hf)\//.test(model) ? 'workers-ai' : 'openai')
  return owner === provider ? model : standard
}
