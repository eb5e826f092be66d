/** Something somebody said, as it was heard on the line. `at_ms` is counted from the moment the caller dialled. */
export interface Turn {
  readonly speaker: 'agent' | 'caller'
  readonly text: string
  readonly at_ms: number
  /** The other side spoke over the rest. */
  readonly cut?: true
}

interface Listener {
  readonly turn: (turn: Turn) => void
}

/** What is said on one call, in the order it is heard, and a place to wait for it. */
export class TalkLog {
  readonly turns: Turn[] = []
  readonly #startedAt = performance.now()
  readonly #listener: Listener
  readonly #waiting = new Set<() => void>()
  #open: { text: string; atMs: number } | null = null
  /** What the agent has said since the caller last did anything. */
  #sinceCaller = ''

  constructor(listener: Listener) {
    this.#listener = listener
  }

  get nowMs(): number {
    return Math.round(performance.now() - this.#startedAt)
  }

  /** The agent's words since the caller last spoke or pressed, as far as they were played. */
  get heard(): string {
    return this.#sinceCaller
  }

  /** The agent is heard to say `words`. They belong to one turn until it is closed. */
  agentSays(words: string): void {
    this.#open ??= { text: '', atMs: this.nowMs }
    // Two replies over raw audio have nothing between them but a breath.
    const said = /[.!?]$/.test(this.#open.text) && /^[A-Z]/.test(words) ? ` ${words}` : words
    this.#open.text += said
    this.#sinceCaller += said
    this.changed()
  }

  /** The agent's turn is over: said to its end, or cut. */
  closeAgentTurn(cut = false): void {
    if (this.#open === null) return
    const { text, atMs } = this.#open
    this.#open = null
    this.#sinceCaller += ' '
    this.#add({ speaker: 'agent', text: text.replaceAll(/\s+/g, ' ').trim(), at_ms: atMs, ...(cut && { cut }) })
  }

  agentPresses(digits: string): void {
    this.closeAgentTurn(true)
    this.agentSays(`[pressed ${digits}]`)
    this.closeAgentTurn()
  }

  callerSays(text: string): void {
    this.closeAgentTurn(true)
    this.#sinceCaller = ''
    this.#add({ speaker: 'caller', text, at_ms: this.nowMs })
  }

  /** Something happened that somebody may be waiting for. */
  changed(): void {
    for (const look of this.#waiting) look()
  }

  /** True as soon as `isSo`; false when it is not within `timeoutMs`. */
  until(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
    if (isSo()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const settle = (value: boolean): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(value)
      }
      const look = (): void => {
        if (isSo()) settle(true)
      }
      const timer = setTimeout(() => settle(false), timeoutMs)
      this.#waiting.add(look)
    })
  }

  #add(turn: Turn): void {
    this.turns.push(turn)
    this.#listener.turn(turn)
    this.changed()
  }
}
