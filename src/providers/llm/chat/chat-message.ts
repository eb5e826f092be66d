import type { ToolSpec } from '../contract.ts'

/** A call of a tool as Chat Completions has it: arguments are JSON in a string. */
export interface ChatToolCall {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

/** A message of the Chat Completions protocol, as far as we send them. */
export type ChatMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly tool_calls?: readonly ChatToolCall[] }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string }

export interface ChatTool {
  readonly type: 'function'
  readonly function: {
    readonly name: string
    readonly description: string
    readonly parameters: Readonly<Record<string, unknown>>
  }
}

/**
 * The id of a turn's nth call, 1 first. Ours for every vendor, because some send none, some repeat theirs, and some take
 * nothing but nine letters and digits back.
 */
export const callId = (nth: number): string => `call${String(nth).padStart(5, '0')}`

const known = new WeakMap<readonly ToolSpec[], readonly ChatTool[]>()

/** The tools in the protocol's form. `$schema` is left out: some servers refuse what they do not know. */
export function chatTools(specs: readonly ToolSpec[]): readonly ChatTool[] {
  const made = known.get(specs) ?? specs.map(chatTool)
  known.set(specs, made)
  return made
}

function chatTool({ name, description, parameters }: ToolSpec): ChatTool {
  const kept = Object.entries(parameters).filter(([key]) => key !== '$schema')
  return { type: 'function', function: { name, description, parameters: Object.fromEntries(kept) } }
}

const lengths = new WeakMap<readonly ChatTool[], number>()

/** What the tools add to a prompt, in characters. */
export function toolChars(tools: readonly ChatTool[]): number {
  const length = lengths.get(tools) ?? JSON.stringify(tools).length
  lengths.set(tools, length)
  return length
}
