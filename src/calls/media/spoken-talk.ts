import type { SpeechCall } from '../../providers/speech/contract.ts'
import type { RelayEvent } from '../relay-words.ts'

/** Whoever leads the talk on a line of raw audio. */
export interface SpokenTalk {
  /** A session stands in for a lost one, or is the first. What the caller said and nobody has answered, as far as it is known. */
  takenUp(): string | null
  /** The same, and it is answered by another from here on. */
  handOver(): Promise<string | null>
  /** `isOver`: what is being said ends with it. */
  callerBegan(saidId: string, nowMs: number, isOver: boolean): void
  callerPaused(nowMs: number): void
  heard(saidId: string, text: string): Promise<void>
  words(replyId: string, text: string): Promise<void>
  call(call: SpeechCall): void
  made(replyId: string | null): Promise<void>
  /** Everything that was sent has been played. */
  played(): void
  /** The caller presses a key: what was being said is over, and is known to whoever looks what the key is for. */
  keyed(): Promise<void>
  /** Of this reply only so much was heard. What was heard of its turn, where that is kept already and must be corrected. */
  cut(replyId: string, heardOf: (text: string) => string): string | null
  /** The line is gone. */
  end(): Promise<void>
}

/** A talk that the text model leads: the vendor hears and speaks, and the rest is as it is over the relay. */
export const talkOverRelay = (tell: (event: RelayEvent) => Promise<void>): SpokenTalk => ({
  takenUp: () => null,
  handOver: async () => null,
  callerBegan: () => undefined,
  callerPaused: () => undefined,
  async heard(_saidId, text) {
    if (text.trim() !== '') await tell({ type: 'prompt', text, language: null, final: true })
  },
  words: async () => undefined,
  call: () => undefined,
  made: async () => undefined,
  played: () => undefined,
  keyed: async () => undefined,
  cut: () => null,
  end: async () => undefined,
})
