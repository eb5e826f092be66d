import { heardOf, type Played } from './playback.ts'

/**
 * What was said by our order since the last turn began: the sentences that are not made yet, and the words of those that
 * are. Their turn is kept by whoever ordered them; here is known what was heard of it.
 */
export class OrderedWords {
  readonly #said = new Map<string, string>()
  #isWhole = true
  #owed = ''

  /** What a new session has to say, because the last one did not come to it. */
  get owed(): string {
    return this.#owed
  }

  order(text: string, last: boolean): void {
    // The reply before was ordered to its end: this one belongs to another turn.
    if (this.#isWhole) this.#said.clear()
    this.#isWhole = last
    this.#owed += text
  }

  words(replyId: string, text: string): void {
    this.#said.set(replyId, (this.#said.get(replyId) ?? '') + text)
  }

  /** The words whose audio has come, of what was ordered since the last turn began. */
  get said(): string {
    return [...this.#said.values()].map((text) => text.trim()).join(' ')
  }

  /** All that was ordered is with the vendor, and some of it is not made. */
  get isAwaited(): boolean {
    return this.#isWhole && this.#owed.trim() !== ''
  }

  /** This reply is over: a new session need not say it. Where its words are not those that were ordered, it was all of them. */
  made(replyId: string | null, how: 'whole' | 'stopped' | 'failed'): void {
    if (how === 'failed') return
    if (how === 'stopped') return this.settle()
    const said = (replyId === null ? '' : (this.#said.get(replyId) ?? '')).trim()
    const owed = this.#owed.trimStart()
    this.#owed = said !== '' && owed.startsWith(said) ? owed.slice(said.length).trimStart() : ''
  }

  /** All of it is taken back. */
  settle(): void {
    this.#owed = ''
  }

  /** What was heard of all that was said, when these replies were cut; null when none of them was ordered. */
  cut(replies: readonly Played[]): string | null {
    const cuts = new Map(replies.map((played) => [played.replyId, played]))
    if (![...this.#said.keys()].some((replyId) => cuts.has(replyId))) return null
    const heard: string[] = []
    for (const [replyId, text] of this.#said) {
      const played = cuts.get(replyId)
      heard.push(played === undefined ? text.trim() : heardOf(text, played))
      if (played !== undefined) break
    }
    return heard.filter((part) => part !== '').join(' ')
  }
}
