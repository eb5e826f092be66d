import type { Exchange } from './exchange.ts'

/** What was said is written down by another model: after so long the talk goes on without its words. */
export const TRANSCRIPT_MS_MAX = 3_000

/** Waits for what the caller said in an exchange, and no longer than that. */
export class UntilHeard {
  readonly #waiting = new Map<Exchange, () => void>()

  /** Resolves when it is known, or is not going to be in time. */
  async wait(exchange: Exchange): Promise<void> {
    if (exchange.caller !== null || exchange.isClosed) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, TRANSCRIPT_MS_MAX)
      this.#waiting.set(exchange, () => {
        clearTimeout(timer)
        resolve()
      })
    })
    this.#waiting.delete(exchange)
  }

  known(exchange: Exchange): void {
    this.#waiting.get(exchange)?.()
  }
}
