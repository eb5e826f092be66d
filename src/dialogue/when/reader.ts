import type { Token } from './tokens.ts'
import type { LocalMoment } from './zone-clock.ts'

/** What the other side was just asked for, which decides whether a lone "three" is a time. */
export type Expecting = 'day' | 'time'

/** The tokens of one utterance and what is needed to understand them. */
export interface Reader {
  readonly tokens: readonly Token[]
  /** The business's wall clock. Looked up on first use: most utterances have no date in them. */
  readonly today: () => LocalMoment
  /** Whether 3/5 is March 5 (as in the Americas) or 3 May. */
  readonly monthFirst: boolean
  /** The caller is moving a booking, so "from Tuesday to Thursday" is not a stretch of days. */
  readonly moving: boolean
  readonly expecting: Expecting | null
  /** How many names of days enclose the one being read: "the day after a week from Monday". */
  readonly depth: number
}

/** Something read, and the index of the token after it. */
export interface Found<T> {
  readonly value: T
  readonly next: number
}

/** The word at an index, or '' beyond either end. */
export const wordAt = (reader: Reader, at: number): string => reader.tokens[at]?.text ?? ''

/** The index after `words` if the token there is one of them, else the index itself. */
export const skip = (reader: Reader, at: number, words: ReadonlySet<string>): number =>
  words.has(wordAt(reader, at)) ? at + 1 : at

/** The first reading of several that finds something. */
export function firstOf<T>(...readings: readonly ((reader: Reader, at: number) => Found<T> | null)[]) {
  return (reader: Reader, at: number): Found<T> | null => {
    for (const reading of readings) {
      const found = reading(reader, at)
      if (found) return found
    }
    return null
  }
}
