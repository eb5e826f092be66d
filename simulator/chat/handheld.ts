import type { Attachment } from './scenario.ts'
import type { ShownButton, ShownMessage } from './shown-message.ts'

/** What stands on the phone, and who says it: the business, or the carrier by itself. */
export interface Seen extends ShownMessage {
  readonly from: 'business' | 'carrier'
}

/** A person's phone, open at the business. What they do gives the platform's id of the message. */
export interface Handheld {
  say(text: string): string
  /** Presses a button of a message. */
  tap(button: ShownButton, of: ShownMessage): string
  /** Null when the channel has no such thing. */
  send(what: Attachment, caption: string, last: ShownMessage | null): string | null
  /** Turns promotions off or on, where the platform has a switch for it. */
  promotions(value: 'stop' | 'resume'): void
  /** Another number from here on: says so as the platform does. */
  changeNumber(): void
  /** The last message is so long ago. */
  age(hours: number): void
  /** Nobody looks at it any more. */
  close(): void
}
