import type { Outcome } from '../calls/call.ts'
import { FRESH_TOOL_STATE, type ToolState } from './tools/tool.ts'

/** What a conversation remembers between turns. JSON, kept sealed. */
export interface TalkState {
  readonly tools: ToolState
  /** The models' own notes, each under its name: one cannot read another's. */
  readonly memories: Readonly<Record<string, string>>
  /** What came of the conversation so far, in the order it happened. */
  readonly outcomes: readonly Outcome[]
  /** Turns in a row that came to nothing: no model could lead them, or no tool could be reached. Absent: none. */
  readonly failures?: number
  /** They are in danger and cannot speak: a voice, or a call back, may give them away. */
  readonly hides?: true
}

export const FRESH_TALK: TalkState = { tools: FRESH_TOOL_STATE, memories: {}, outcomes: [] }
