import type { AgentDocument } from '../../agents/agent-document.ts'
import type { Secrets } from '../../env.ts'

/** One thing said, as it was heard. What was generated but cut off by the caller is not in `text`. */
export interface Utterance {
  readonly speaker: 'caller' | 'agent'
  readonly text: string
}

/** What the caller just did. */
export type CallerInput =
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'pressed'; readonly digit: string }
  /** Nothing, for a while: `nth` is 1 for the first silence in a row. */
  | { readonly type: 'silent'; readonly nth: number }

/** A tool the model may call. `parameters` is a JSON Schema (2020-12) of an object. */
export interface ToolSpec {
  readonly name: string
  readonly description: string
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** What a tool answered. `value` is what the model may know; nothing in it is an internal id. */
export interface ToolResult {
  readonly call: ToolCall
  readonly ok: boolean
  readonly value: Readonly<Record<string, unknown>>
}

/** All a model is told of a turn. It is asked again with `results` until it calls no more tools. */
export interface ModelTurn {
  readonly document: AgentDocument
  readonly channel: 'voice' | 'sms' | 'whatsapp' | 'web'
  readonly language: string
  readonly nowMs: number
  readonly timeZone: string
  readonly businessName: string
  readonly caller: { readonly phoneKnown: boolean; readonly name: string | null; readonly returning: boolean }
  /** Oldest first, as heard, without the input. */
  readonly history: readonly Utterance[]
  readonly input: CallerInput
  /** Of the agent's last reply: how much of it the caller heard. */
  readonly lastReplyHeard: 'all' | 'part' | 'none'
  readonly tools: readonly ToolSpec[]
  /** Of this turn's calls so far, in order. */
  readonly results: readonly ToolResult[]
  /** The model's own notes from the turn before, as it left them; null on the first turn. */
  readonly memory: string | null
}

export type ModelChunk =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'call'; readonly call: ToolCall }
  /** Replaces the notes handed to the next turn. Kept sealed; at most {@link MEMORY_CHARS_MAX}. */
  | { readonly type: 'memory'; readonly memory: string }

export const MEMORY_CHARS_MAX = 32_000

/** Text in, tokens out. Stops soon after `signal` aborts. Throws when the vendor fails. */
export interface Model {
  respond(turn: ModelTurn, signal: AbortSignal): AsyncIterable<ModelChunk>
}

export interface Llm {
  /** What an agent document's `llm.provider` and LLM_PROVIDER say. Never renamed. */
  readonly name: string
  /** The model, or null when its secrets are unset. Throws on malformed ones. */
  open(secrets: Secrets): Model | null
}
