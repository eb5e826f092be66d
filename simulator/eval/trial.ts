import type { EvalCost } from '../../src/agents/evals/run-eval.ts'
import type { ToolUse } from '../../src/agents/evals/conversation.ts'

export interface TrialTurn {
  /** What the caller said, the keys they pressed, or null for silence. */
  readonly say: string | null
  readonly reply: string
  readonly tools: readonly string[]
  /** What was wrong with it, in words. */
  readonly notes: readonly string[]
}

/** What a model thinks of a talk. Never counts: models are of another opinion the next time. */
export interface Judgement {
  readonly by: 'model'
  /** Null when there was no opinion that could be read. */
  readonly passed: boolean | null
  readonly why: string
}

/** One script or one simulated caller, played once. Graded by rules. */
export interface Trial {
  readonly kind: 'script' | 'caller'
  readonly name: string
  /** Who played the caller. */
  readonly playedBy: 'script' | 'rules' | 'model'
  readonly passed: boolean
  readonly failures: readonly string[]
  readonly turns: readonly TrialTurn[]
  readonly outcome: string | null
  readonly ended: string
  readonly calls: readonly ToolUse[]
  readonly cost: EvalCost
  readonly judgement?: Judgement
}
