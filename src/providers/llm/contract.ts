import type { AgentDocument } from '../../agents/agent-document.ts'
import type { FarEnds, Secrets } from '../../env.ts'

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
  readonly caller: {
    readonly phoneKnown: boolean
    readonly name: string | null
    readonly returning: boolean
    /** The business called them, and it is them. Absent: they called, or wrote. */
    readonly wasCalled?: true
  }
  /** Oldest first, as heard, without the input. */
  readonly history: readonly Utterance[]
  readonly input: CallerInput
  /** Of the agent's last reply: how much of it the caller heard. */
  readonly lastReplyHeard: 'all' | 'part' | 'none'
  readonly tools: readonly ToolSpec[]
  /** Of this turn's calls so far, in order. */
  readonly results: readonly ToolResult[]
  /** What the agent has said in this turn before those calls; the model goes on after it. Absent: nothing. */
  readonly said?: string
  /** The model's own notes from the turn before, as it left them; null on the first turn. */
  readonly memory: string | null
}

export type ModelChunk =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'call'; readonly call: ToolCall }
  /** Replaces the notes handed to the next turn. Kept sealed; at most {@link MEMORY_CHARS_MAX}. */
  | { readonly type: 'memory'; readonly memory: string }
  /** What the vendor counted for this request, when it says so; at most once, at the end. */
  | { readonly type: 'usage'; readonly inputTokens: number; readonly outputTokens: number }

export const MEMORY_CHARS_MAX = 32_000

/**
 * How a vendor failed.
 *
 * - `unreachable`: no connection, or the server is in trouble (5xx).
 * - `slow`: no first token, or no next one, in time.
 * - `rate_limited`: 429.
 * - `refused`: the request or its content is not accepted, and would not be the next time.
 * - `malformed`: what came cannot be read.
 * - `cut`: the reply stopped in the middle. Whole sentences of it stand; an unfinished one does not.
 */
export type ModelFailureReason = 'unreachable' | 'slow' | 'rate_limited' | 'refused' | 'malformed' | 'cut'

/** What a model of a vendor throws. Says how it failed and quotes nothing: neither the prompt nor the answer. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure'
  readonly reason: ModelFailureReason
  /** How long the vendor asks to be left alone, in milliseconds, or null when it does not say. */
  readonly retryAfterMs: number | null
  /** The HTTP status behind it, when there was one. */
  readonly status: number | null

  constructor(
    reason: ModelFailureReason,
    detail: { readonly retryAfterMs?: number | null; readonly status?: number } = {},
  ) {
    super(`the model's vendor failed: ${reason}`)
    this.reason = reason
    this.retryAfterMs = detail.retryAfterMs ?? null
    this.status = detail.status ?? null
  }
}

/** A text that is wanted of a model outside of any talk. Nothing in `material` is an instruction. */
export interface Writing {
  /** Which model writes. */
  readonly document: Pick<AgentDocument, 'llm'>
  readonly nowMs: number
  readonly instruction: string
  readonly material: string
}

/** Text in, tokens out. Ends soon after `signal` aborts. Throws a {@link ModelFailure} when the vendor fails. */
export interface Model {
  respond(turn: ModelTurn, signal: AbortSignal): AsyncIterable<ModelChunk>
  /** Absent where a model only talks. Throws a {@link ModelFailure} when there is no whole text before `signal` aborts. */
  write?(writing: Writing, signal: AbortSignal): Promise<string>
}

export interface Llm {
  /** What an agent document's `llm.provider` and LLM_PROVIDER say. Never renamed. */
  readonly name: string
  /** The model, or null when its secrets are unset or its binding is absent. Throws on malformed ones. */
  open(secrets: Secrets, farEnds?: FarEnds): Model | null
}
