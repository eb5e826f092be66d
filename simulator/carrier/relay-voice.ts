import { WORD_MS, wordsIn, type Pace } from './pace.ts'

/** A message to be spoken. */
export interface Speech {
  readonly text: string
  readonly interruptible: boolean
  /** The reply ends with it. */
  readonly last: boolean
}

export interface VoiceEvents {
  /** The agent is heard from now on, or no longer. */
  readonly speaking: (on: boolean) => void
  readonly word: (word: string, fromMs: number, toMs: number) => void
  /** Reported about once a sentence. */
  readonly played: (text: string) => void
  /** A reply was heard to its end. */
  readonly finished: () => void
  /** There is nothing left to say. */
  readonly drained: () => void
}

/** What was heard of the message that was cut. */
export interface Cut {
  readonly heard: string
  /** Of real time: the application compares it with its own clock. */
  readonly afterMs: number
  /** Played since the last report. */
  readonly unreported: string
}

/** From the first token to the first sound; measured 320 ms. */
export const FIRST_SOUND_MS = 320
/** With nothing more to say in the middle of a reply, the agent counts as silent after this. */
const STALLED_MS = 600

/** The voice that speaks what the application sends: a queue, played a word at a time, that can be emptied. */
export class RelayVoice {
  readonly #pace: Pace
  readonly #events: VoiceEvents
  #queue: Speech[] = []
  #playing: AbortController | null = null
  #current: { readonly speech: Speech; readonly startedAtMs: number; heard: string } | null = null
  #isHeard = false
  /** The newest message ends a reply: silence after it is no pause. */
  #endsReply = false
  #unreported = ''

  constructor(pace: Pace, events: VoiceEvents) {
    this.#pace = pace
    this.#events = events
  }

  /** Something is being said, or about to be. */
  get isBusy(): boolean {
    return this.#playing !== null
  }

  /** The message being played, or the one that comes next, lets itself be cut. */
  get isInterruptible(): boolean {
    return (this.#current?.speech ?? this.#queue[0])?.interruptible ?? false
  }

  say(speech: Speech): void {
    this.#queue.push(speech)
    if (this.#playing !== null) return
    this.#playing = new AbortController()
    void this.#play(this.#playing.signal)
  }

  /** Silence at once: the queue is emptied, and what was heard is told. */
  cut(): Cut {
    const { heard = '', startedAtMs } = this.#current ?? {}
    const afterMs = startedAtMs === undefined ? 0 : Math.round(performance.now() - startedAtMs)
    const cut = { heard: heard.trim(), afterMs, unreported: this.#unreported }
    this.#playing?.abort()
    this.#playing = null
    this.#current = null
    this.#queue = []
    this.#unreported = ''
    this.#isHeard = false
    return cut
  }

  async #play(signal: AbortSignal): Promise<void> {
    try {
      while (await this.#hasMore(signal)) {
        const speech = this.#queue.shift()
        if (speech !== undefined) await this.#speak(speech, signal)
      }
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    this.#playing = null
    if (this.#isHeard) this.#events.speaking(false)
    this.#isHeard = false
    this.#events.drained()
  }

  async #hasMore(signal: AbortSignal): Promise<boolean> {
    if (this.#queue.length > 0) return true
    if (!this.#endsReply) await this.#pace.sleep(STALLED_MS, signal)
    return this.#queue.length > 0
  }

  async #speak(speech: Speech, signal: AbortSignal): Promise<void> {
    this.#endsReply = speech.last
    const words = wordsIn(speech.text)
    if (words.length > 0 && !this.#isHeard) {
      await this.#pace.sleep(FIRST_SOUND_MS, signal)
      this.#isHeard = true
      this.#events.speaking(true)
    }
    const current = { speech, startedAtMs: performance.now(), heard: '' }
    this.#current = current
    for (const word of words) {
      const fromMs = Date.now()
      if (word.trim() !== '') await this.#pace.sleep(WORD_MS, signal)
      current.heard += word
      this.#unreported += word
      this.#events.word(word, fromMs, Date.now())
      if (/[.!?]$/.test(word)) this.#report()
    }
    this.#report()
    this.#current = null
    if (speech.last) this.#events.finished()
  }

  #report(): void {
    if (this.#unreported.trim() !== '') this.#events.played(this.#unreported)
    this.#unreported = ''
  }
}
