/** What the relay's socket tells us, in our words. `null` from a parser means a frame we do not know. */
export type RelayEvent =
  | {
      readonly type: 'setup'
      readonly sessionId: string
      readonly carrierCallId: string
      readonly accountSid: string
      readonly from: string | null
      readonly to: string
    }
  | { readonly type: 'prompt'; readonly text: string; readonly language: string | null; readonly final: boolean }
  | { readonly type: 'key'; readonly digit: string }
  | { readonly type: 'interrupt'; readonly heard: string; readonly afterMs: number | null }
  | { readonly type: 'agent_speaking'; readonly on: boolean }
  | { readonly type: 'caller_speaking'; readonly on: boolean }
  | { readonly type: 'played'; readonly text: string }
  | { readonly type: 'error'; readonly code: string | null }

/** What we tell the relay, in our words. */
export type RelayCommand =
  | {
      readonly type: 'say'
      readonly text: string
      readonly last: boolean
      readonly language?: string
      readonly interruptible?: boolean
    }
  | { readonly type: 'play'; readonly sourceUrl: string; readonly loop?: number }
  | { readonly type: 'press'; readonly digits: string }
  | { readonly type: 'language'; readonly language: string }
  | { readonly type: 'end'; readonly handoff: string }
