import type { CallerInput, Model, ModelTurn, Utterance } from '../providers/llm/contract.ts'
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
  /** Makes a guardrail's consequence durable (opting out, ending the recording) before it is spoken of. */
  readonly onRule: (rule: GuardRule) => Promise<{ readonly say?: string; readonly done: boolean }>
  /** Aborted when the caller has interrupted: nothing more of this turn is said. */
  readonly signal: AbortSignal
  readonly clock: () => number
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
  usage: { readonly inputTokens: number; readonly outputTokens: number }
}

export const newProgress = (state: TalkState): Progress => ({
  state,
  called: [],
  troubles: [],
  ending: null,
  modelAtMs: null,
  usage: { inputTokens: 0, outputTokens: 0 },
})
