import { newExchange, saidIn, type Exchange } from './exchange.ts'

const KEPT_LATELY_MAX = 3

/** What is being talked and is not written down yet, oldest first; and what was written down lately and may still be played. */
export class Exchanges {
  #current: readonly Exchange[] = []
  #keptLately: readonly Exchange[] = []
  #count = 0

  get all(): readonly Exchange[] {
    return this.#current
  }

  /** Those that something may still be said in. */
  get open(): readonly Exchange[] {
    return this.#current.filter(({ isClosed }) => !isClosed)
  }

  begin(saidId: string | null, atMs: number): Exchange {
    this.#count += 1
    const exchange = newExchange(-this.#count, saidId, atMs)
    this.#current = [...this.#current, exchange]
    return exchange
  }

  /** The one that a reply belongs to which has begun. */
  ofReply(replyId: string): Exchange | undefined {
    return this.#find(({ replies }) => replies.has(replyId))
  }

  /** The one in which the caller said this. */
  ofSaid(saidId: string): Exchange | undefined {
    return this.#find((exchange) => exchange.saidId === saidId)
  }

  /** The newest first: another session of the vendor's may use a name again. */
  #find(isIt: (exchange: Exchange) => boolean): Exchange | undefined {
    return this.#current.findLast(isIt) ?? this.#keptLately.findLast(isIt)
  }

  /** The one that is being answered: the newest whose caller has finished, else the newest. */
  get answered(): Exchange | undefined {
    const { open } = this
    return open.findLast(({ hasPaused }) => hasPaused) ?? open.at(-1)
  }

  /** The one whose words are known and that nobody has answered. */
  get unanswered(): Exchange | undefined {
    return this.open.find((exchange) => !exchange.isDropped && saidIn(exchange) === '')
  }

  /** Those before it that are not written down. */
  before(exchange: Exchange): readonly Exchange[] {
    return this.#current.slice(0, Math.max(0, this.#current.indexOf(exchange)))
  }

  kept(exchange: Exchange): void {
    this.#current = this.#current.filter((one) => one !== exchange)
    this.#keptLately = [...this.#keptLately, exchange].slice(-KEPT_LATELY_MAX)
  }
}
