import type { CallerInput, Model, ModelTurn, ToolCall, Utterance } from '../providers/llm/contract.ts'
import type { Breakers } from './breaker.ts'
import type { GuardRule } from './guardrails.ts'
import type { Ledger } from './ledger.ts'
import type { TalkState } from './talk-state.ts'
import type { ToolOutcome, ToolRoom } from './tools/tool.ts'

/** One of the models a turn may be worked by. */
export interface TurnModel {
  readonly name: string
  /** Names the vendor and the business together. */
  readonly breaker: string
  readonly model: Model
  /** Needs no vendor: its sentences come all at once, and it does not fail. */
  readonly answersAtOnce: boolean
}

/** A model that did not lead the turn to its end, and why. `resting`: it failed lately, and was not asked. */
export interface Trouble {
  readonly provider: string
  readonly reason: string
  readonly atMs: number
}

/** What came of what a guardrail demands; `say` in place of its own words. */
export interface RuleEffect {
  readonly say?: string
  readonly done: boolean
  readonly recorded?: boolean
}

/** What a turn is worked with. */
export interface TurnSetting {
  readonly room: ToolRoom
  /** The first choice first. Each takes over from the one before when that fails. */
  readonly models: readonly TurnModel[]
  readonly breakers: Breakers
  readonly ledger: Ledger
  /** Names this conversation; intents are unique under it. */
  readonly conversationId: string
  readonly channel: ModelTurn['channel']
  /**
   * Makes a guardrail's consequence durable (opting out, ending the recording) before it is spoken of. `recorded`: there was
   * a recording to end; absent, it is as the document says. What it says is in `language`.
   */
  readonly onRule: (rule: GuardRule, language: string) => Promise<RuleEffect>
  /** It is a call of ours, and this key says what "stop calling me" does. Absent: they called or wrote to us. */
  readonly weCalled?: { readonly optOutKey: string }
  /** Aborted when the caller has interrupted: nothing more of this turn is said. */
  readonly signal: AbortSignal
  readonly clock: () => number
  /** Told of every tool that was called, once something has come of it. */
  readonly onCalled?: (call: ToolCall, outcome: ToolOutcome) => void
}

export interface TurnAsk {
  readonly input: CallerInput
  readonly history: readonly Utterance[]
  readonly lastReplyHeard: ModelTurn['lastReplyHeard']
  readonly returning: boolean
  readonly state: TalkState
}

/** What becomes of a turn while it is worked. */
export interface Progress {
  state: TalkState
  readonly called: string[]
  readonly troubles: Trouble[]
  ending: NonNullable<ToolOutcome['ending']> | null
  /** When the model that led the turn gave its first token, by the clock; null while none did. */
  modelAtMs: number | null
  /** No model could lead the turn to its end. */
  broken: boolean
  /** Of the tools it called: whether one of them could be reached, and whether one could not. */
  reached: boolean
  unreached: boolean
  /** One of them answered a question. */
  answered: boolean
  usage: { readonly inputTokens: number; readonly outputTokens: number }
}

export const newProgress = (state: TalkState): Progress => ({
  state,
  called: [],
  troubles: [],
  ending: null,
  modelAtMs: null,
  broken: false,
  reached: false,
  unreached: false,
  answered: false,
  usage: { inputTokens: 0, outputTokens: 0 },
})
