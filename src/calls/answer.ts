import type { CallState, GatherState, TransferPerson } from './call-state.ts'

/** What the door is to answer the carrier with; the words are put in from the agent document. */
export type Answer =
  | { readonly type: 'greet'; readonly epoch: number; readonly recorded: boolean }
  | {
      readonly type: 'resume'
      readonly epoch: number
      readonly stopRecording: boolean
      /** The caller comes back from a transfer that nobody took, and is told so. */
      readonly nobodyCame?: true
    }
  | {
      readonly type: 'dial'
      readonly leg: number
      readonly person: TransferPerson
      readonly isFirst: boolean
      readonly trouble?: true
    }
  /** Whoever was rung is told who calls, and asked whether they take it. `throughMenu`: a machine puts it through to them. */
  | { readonly type: 'whisper'; readonly leg: number; readonly throughMenu?: true }
  /** Whoever was rung and the caller are connected. `recorded`: they are told so first. */
  | { readonly type: 'bridge'; readonly recorded: boolean }
  /** The talk goes on without a socket. `recorded`: the call is, or is to be from here on where it announces that. */
  | ({ readonly type: 'listen'; readonly recorded: boolean } & Omit<GatherState, 'turnsBefore'>)
  /** The answer to what was gathered last is still being made. */
  | { readonly type: 'wait'; readonly nth: number }
  /** The last words, where no socket has said them. */
  | { readonly type: 'goodbye' }
  /** `trouble`: the agent could not go on, and the caller is told so. The same of `dial`. */
  | { readonly type: 'voicemail'; readonly stopRecording: boolean; readonly trouble?: true }
  /** The agent could not go on, and somebody calls back. */
  | { readonly type: 'will_call_back' }
  | { readonly type: 'voicemail_taken' }
  | { readonly type: 'apologise' }
  | { readonly type: 'hang_up' }
  | { readonly type: 'nothing' }

export interface Step {
  readonly state: CallState
  readonly answer: Answer
}
