import { errorName, log } from '../../kernel/log.ts'

/** Work of one call that is done one after another. What fails is told of in the log, and holds up nothing. */
export class InOrder {
  readonly #callId: () => string
  #last: Promise<void> = Promise.resolve()

  constructor(callId: () => string) {
    this.#callId = callId
  }

  /** @param failed  what the log calls it when it fails. */
  next(work: () => Promise<void>, failed: string): Promise<void> {
    this.#last = this.#last.then(work).catch((error: unknown) => {
      log.error(failed, { callId: this.#callId(), error: errorName(error) })
    })
    return this.#last
  }

  /** Resolves when everything asked for so far is done. */
  get done(): Promise<void> {
    return this.#last
  }
}
