/** A vendor that owes an answer and makes no sound for so long has stalled. */
const STALL_MS_MAX = 8_000

/** Waits for what a vendor owes, and no longer than that. */
export class Patience {
  readonly #onStall: () => void
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(onStall: () => void) {
    this.#onStall = onStall
  }

  /** An answer is owed from now on. */
  owed(): void {
    this.settled()
    this.#timer = setTimeout(this.#onStall, STALL_MS_MAX)
  }

  /** None is, any more. */
  settled(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
