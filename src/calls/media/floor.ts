import type { SpeechCall } from '../../providers/speech/contract.ts'

/** What a talk that the vendor's model leads may do on its line. */
export interface Floor {
  /** Tells first of a caller who has begun to speak, where that is still to come. */
  catchUp(): void
  /** Stops what is being said and made, and takes back what was not heard of it. */
  hush(): void
  say(text: string): void
  /** Nothing that was sent is left to be played. */
  isSilent(): boolean
  answer(call: SpeechCall, value: Readonly<Record<string, unknown>>, goOn: boolean): void
  /** The caller's words are answered by rule, not by the model. */
  obey(text: string): void
}
