import type { PhoneCall } from './phone-call.ts'

/** An account's calls leave one a second; more than that wait their turn, and none is refused. */
const INTERVAL_MS = 1000

/** The queue in which an account's own calls wait until they are dialled. */
export class CallQueue {
  #nextAtMs = 0

  /** Resolves when it is this call's turn, or at once when it is over before. `delayMs` is more of the queue's own. */
  async turn(call: PhoneCall, delayMs: number): Promise<void> {
    const atMs = Math.max(Date.now(), this.#nextAtMs)
    this.#nextAtMs = atMs + INTERVAL_MS / call.exchange.pace.speed
    await call.talk.until(() => call.isOver, Math.max(0, atMs - Date.now()) + delayMs)
  }
}
