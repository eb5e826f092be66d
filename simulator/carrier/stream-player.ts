import { Ear, isVoiced } from '../speech/voice.ts'

type Queued = { readonly audio: Uint8Array } | { readonly mark: string }

/** What came of some audio that was played. */
export interface Heard {
  /** Words whose last sound was in it. */
  readonly words: string
  readonly marks: readonly string[]
  /** Somebody was heard to speak. */
  readonly isVoice: boolean
}

/** What the application sent to be played: audio and marks, in their order, played as fast as it is asked to. */
export class StreamPlayer {
  readonly #ear = new Ear()
  #queue: Queued[] = []

  /** Nothing is left to be played. */
  get isEmpty(): boolean {
    return this.#queue.length === 0
  }

  add(audio: Uint8Array): void {
    this.#queue.push({ audio })
  }

  /** False when nothing comes before it: then it is given back at once. */
  mark(name: string): boolean {
    if (this.isEmpty) return false
    this.#queue.push({ mark: name })
    return true
  }

  /** Throws away what was not played. All its marks come back. */
  clear(): readonly string[] {
    const marks = this.#queue.flatMap((item) => ('mark' in item ? item.mark : []))
    this.#queue = []
    // Half a word is none.
    this.#ear.take()
    return marks
  }

  /** Plays so much, and gives back every mark that was reached. */
  play(bytes: number): Heard {
    const marks: string[] = []
    let left = bytes
    let isVoice = false
    for (let item = this.#queue[0]; item !== undefined; item = this.#queue[0]) {
      if ('mark' in item) marks.push(item.mark)
      else {
        if (left <= 0) break
        const part = item.audio.subarray(0, left)
        isVoice ||= isVoiced(part)
        this.#ear.hear(part)
        left -= part.length
        if (part.length < item.audio.length) {
          this.#queue[0] = { audio: item.audio.subarray(part.length) }
          break
        }
      }
      this.#queue.shift()
    }
    return { words: this.#ear.take(), marks, isVoice }
  }
}
