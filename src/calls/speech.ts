import { cutAt, cutReply } from '../dialogue/heard.ts'

/** A reply while it is being worked: what has been said of it, and what was heard when the caller cut it short. */
export class Speech {
  readonly said: string[] = []
  /** When its first words left, epoch milliseconds; null while none have. */
  sentAtMs: number | null = null
  /** Null unless it was cut short. */
  heard: string | null = null

  say(text: string, nowMs: number): void {
    this.said.push(text)
    this.sentAtMs ??= nowMs
  }

  /** Whether an interruption is of this reply. One of older speech is not, and must not stop what answers the caller now. */
  cut(heard: string, afterMs: number | null, nowMs: number): boolean {
    if (this.sentAtMs === null || this.heard !== null) return false
    const reply = { text: this.said.join(' '), sentAtMs: this.sentAtMs, heard: '', cut: false }
    if (cutReply([reply], heard, afterMs, nowMs) === null) return false
    this.heard = cutAt(reply, heard).heard
    return true
  }
}
