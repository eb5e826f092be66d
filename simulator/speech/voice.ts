/**
 * A voice for tests: words as μ-law that is loud while somebody speaks and carries what they say, bit by bit.
 *
 * No speech recognition for people. But real audio in real time: what is cut, dropped, reordered or transcoded on its way
 * is heard cut, dropped, in disorder, or not at all.
 */
const LOUD = 0x80
/** A voiced sample that carries nothing. */
const HUM = 0x90
export const SILENCE = 0xff

const BYTES_PER_MS = 8
/** What the carrier sends at a time. */
export const FRAME_MS = 20
export const FRAME_BYTES = FRAME_MS * BYTES_PER_MS

const isCarrying = (sample: number): boolean => sample >= LOUD && sample < LOUD + 16

/** Whether anybody speaks in this audio. */
export const isVoiced = (audio: Uint8Array): boolean => audio.some((sample) => sample >= LOUD && sample <= HUM)

/** One word, lasting `ms`: its letters come last, so that only a word that was played whole was heard. */
function voiceOfWord(word: string, ms: number): Uint8Array {
  const letters = new TextEncoder().encode(word)
  const frames = Math.max(Math.ceil(ms / FRAME_MS), Math.ceil((letters.length * 2) / FRAME_BYTES), 1)
  const audio = new Uint8Array(frames * FRAME_BYTES).fill(HUM)
  const from = audio.length - letters.length * 2
  for (const [index, letter] of letters.entries()) {
    audio[from + index * 2] = LOUD + (letter >> 4)
    audio[from + index * 2 + 1] = LOUD + (letter & 0x0f)
  }
  return audio
}

/** `text` spoken at so many milliseconds a word. */
export function speak(text: string, wordMs: number): Uint8Array {
  const words = text.match(/\S+\s*/g) ?? []
  return join(words.map((word) => voiceOfWord(word, wordMs)))
}

export const silence = (ms: number): Uint8Array => new Uint8Array(Math.round(ms * BYTES_PER_MS)).fill(SILENCE)

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Listens to audio as it comes, in pieces of any length. */
export class Ear {
  #half: number | null = null
  #letters: number[] = []

  hear(audio: Uint8Array): void {
    for (const sample of audio) {
      if (!isCarrying(sample)) continue
      if (this.#half === null) this.#half = sample - LOUD
      else {
        this.#letters.push((this.#half << 4) | (sample - LOUD))
        this.#half = null
      }
    }
  }

  /** What was said since this was asked last. */
  take(): string {
    const text = new TextDecoder().decode(Uint8Array.from(this.#letters))
    this.#letters = []
    this.#half = null
    return text
  }
}
