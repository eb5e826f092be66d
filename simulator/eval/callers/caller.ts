/** What a caller has heard last. */
export interface Heard {
  /** The opening, before the first turn. */
  readonly reply: string
  /** The talk so far, oldest first, the reply included. */
  readonly talk: readonly { readonly speaker: 'caller' | 'agent'; readonly text: string }[]
}

export type CallerMove =
  /** `cutsIn`: they did not wait for the end of what they were told. */
  | { readonly does: 'say'; readonly text: string; readonly cutsIn: boolean }
  | { readonly does: 'hang_up'; readonly why: 'done' | 'gave_up' }

/** Somebody on the other end of the line: knows who they are and what they want, and hears what is said. */
export interface Caller {
  /** Says who plays them, in reports. */
  readonly playedBy: 'rules' | 'model'
  next(heard: Heard, signal: AbortSignal): Promise<CallerMove>
}
