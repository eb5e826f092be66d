import { deadline } from './deadline.ts'

/** Requests that have begun and have not come back. */
export class UnderWay {
  readonly #requests = new Set<Promise<unknown>>()

  /** Notes a request until it settles. Gives it back. */
  note<T>(request: Promise<T>): Promise<T> {
    this.#requests.add(request)
    const gone = (): boolean => this.#requests.delete(request)
    void request.then(gone, gone)
    return request
  }

  /** Waits, `msMax` at most, for those that have begun by now: after it none of them is on its way any more. */
  async settled(msMax: number): Promise<void> {
    if (this.#requests.size === 0) return
    const { signal, end } = deadline(msMax)
    const late = new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }))
    await Promise.race([Promise.allSettled(this.#requests), late])
    end()
  }
}
