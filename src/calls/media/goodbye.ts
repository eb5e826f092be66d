import type { Playback } from './playback.ts'

/** A goodbye that is being played is waited for, but not for ever. */
const GOODBYE_MS_MAX = 20_000

/** The end of a talk whose last words are still to be heard. */
export class Goodbye {
  readonly #playback: Pick<Playback, 'isSilent'>
  readonly #close: (handoff: string) => void
  #pending: { readonly handoff: string; readonly timer: ReturnType<typeof setTimeout> } | null = null

  constructor(playback: Pick<Playback, 'isSilent'>, close: (handoff: string) => void) {
    this.#playback = playback
    this.#close = close
  }

  /** The talk is over: as soon as its last words were played. */
  end(handoff: string): void {
    if (!this.#playback.isSilent) this.#pending ??= { handoff, timer: setTimeout(() => this.heard(), GOODBYE_MS_MAX) }
    else if (!this.heard()) this.#close(handoff)
  }

  /** Nobody listens any more: there is nothing left to be waited for. */
  drop(): void {
    if (this.#pending !== null) clearTimeout(this.#pending.timer)
    this.#pending = null
  }

  /** Everything was played: if an end waited for that, it comes now. False where none did. */
  heard(): boolean {
    const pending = this.#pending
    if (pending === null) return false
    this.#pending = null
    clearTimeout(pending.timer)
    this.#close(pending.handoff)
    return true
  }
}
