import type { SpeechBrief, SpeechVendor } from '../../providers/speech/contract.ts'
import type { CallHandle } from '../call-handle.ts'
import type { RelayEvent } from '../relay-words.ts'

/** What a line of raw audio is opened with. */
export interface MediaOptions {
  readonly handle: CallHandle
  readonly socket: WebSocket
  readonly vendor: SpeechVendor
  readonly brief: () => Promise<SpeechBrief>
  /** The same event in the relay's words, for what the relay's line and this one have in common. */
  readonly tell: (event: RelayEvent) => Promise<void>
  /** The carrier's socket is closed. */
  readonly onClosed: () => void
}
