import type { TalkLog } from './talk-log.ts'

/** What a verb does with the line it is performed on. Times are epoch milliseconds. */
export interface Line {
  readonly talk: TalkLog
  agentSpoke(words: string, fromMs: number, toMs: number): void
  callerSpoke(text: string, fromMs: number, toMs: number): void
  /** The application answered the caller this long after it was asked. */
  replied(afterMs: number): void
  /** What Twilio's debugger would say. */
  notice(code: string, message: string): void
}

/** Whatever listens to the caller at the moment: a relay, or a `<Gather>`. */
export interface Handset {
  /** Nothing is being said and no answer is owed. */
  readonly isQuiet: boolean
  /** False while its socket is being opened: what is said then is lost. */
  readonly isThere?: boolean
  /** `isGreeting`: said as slowly as people and machines speak, and whoever says it waits for no answer. */
  say(text: string, signal: AbortSignal, isGreeting?: boolean): Promise<void>
  press(digit: string, late: boolean, signal: AbortSignal): Promise<void>
  dropSocket(): void
}
