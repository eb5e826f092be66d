import type { SpeechCall } from '../../providers/speech/contract.ts'
import type { RelayEvent } from '../call.ts'

/** Whoever leads the talk on a line of raw audio. */
export interface SpokenTalk {
  /** What the caller said and nobody has answered, as far as it is known. */
  readonly unanswered: string | null
  /** The same, and it is answered by another from here on. */
  handOver(): string | null
  callerBegan(nowMs: number): void
  callerPaused(nowMs: number): void
  heard(text: string): Promise<void>
  words(replyId: string, text: string): Promise<void>
  call(call: SpeechCall): void
  made(replyId: string | null): Promise<void>
  /** Everything that was sent has been played. */
  played(): void
  /** Of this reply only so much was heard. What was heard of its turn, where that is kept already and must be corrected. */
  cut(replyId: string, heardOf: (text: string) => string): string | null
  /** The line is gone. */
  end(): Promise<void>
}

/** A talk that the text model leads: the vendor hears and speaks, and the rest is as it is over the relay. */
export const talkOverRelay = (tell: (event: RelayEvent) => Promise<void>): SpokenTalk => ({
  unanswered: null,
  handOver: () => null,
  callerBegan: () => undefined,
  callerPaused: () => undefined,
  async heard(text) {
    if (text.trim() !== '') await tell({ type: 'prompt', text, language: null, final: true })
  },
  words: async () => undefined,
  call: () => undefined,
  made: async () => undefined,
  played: () => undefined,
  cut: () => null,
  end: async () => undefined,
})
