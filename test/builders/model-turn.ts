import { AgentDocument, type AgentDocumentInput } from '../../src/agents/agent-document.ts'
import { dentalClinic } from '../../src/agents/templates/dental-clinic.ts'
import { tools } from '../../src/dialogue/tools/index.ts'
import type { CallerInput, ModelChunk, ModelTurn, ToolResult } from '../../src/providers/llm/contract.ts'

/** Tuesday, 1 December 2026, 09:05 in New York. */
export const TUESDAY_MS = Date.UTC(2026, 11, 1, 14, 5)

const CLINIC = AgentDocument.parse(dentalClinic.document)

/** The first turn of a call to a dental clinic. */
export function aTurn(input: string | CallerInput, changes: Partial<ModelTurn> = {}): ModelTurn {
  const document = changes.document ?? CLINIC
  return {
    document,
    channel: 'voice',
    language: 'en-US',
    nowMs: TUESDAY_MS,
    timeZone: document.hours.tz,
    businessName: document.business,
    caller: { phoneKnown: true, name: null, returning: false },
    history: [],
    input: typeof input === 'string' ? { type: 'said', text: input } : input,
    lastReplyHeard: 'all',
    tools: tools.map(({ spec }) => spec),
    results: [],
    memory: null,
    ...changes,
  }
}

export const aDocument = (changes: Partial<AgentDocumentInput>): AgentDocument =>
  AgentDocument.parse({ ...dentalClinic.document, ...changes })

export const aResult = (
  name: string,
  value: ToolResult['value'],
  args: ToolResult['call']['args'] = {},
): ToolResult => ({
  call: { id: `call-${name}`, name, args },
  ok: true,
  value,
})

/** Everything a model answers, and what it threw in the end, or null. */
export async function replyOf(
  chunks: AsyncIterable<ModelChunk>,
): Promise<{ readonly chunks: readonly ModelChunk[]; readonly text: string; readonly error: unknown }> {
  const got: ModelChunk[] = []
  let error: unknown = null
  try {
    for await (const chunk of chunks) got.push(chunk)
  } catch (thrown) {
    error = thrown
  }
  const text = got.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('')
  return { chunks: got, text, error }
}
