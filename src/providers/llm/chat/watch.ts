/** Keeps the time of one reply: it is over when the caller interrupts, or when the next token is late. */
export interface Watch {
  /** Aborts with either. */
  readonly signal: AbortSignal
  /** From now on, something must come within so many milliseconds. */
  allow(delayMs: number): void
  /** Nothing is awaited. */
  pause(): void
  isLate(): boolean
  /** `promise`, or a rejection as soon as the reply is over. */
  race<T>(promise: Promise<T>): Promise<T>
  /** Ends whatever is still under way. */
  close(): void
}

export function startWatch(callerSignal: AbortSignal): Watch {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | null = null
  let ringsAtMs = Infinity
  let deadlineAtMs = Infinity
  let late = false
  let giveUp: (reason: Error) => void = () => {}
  const over = new Promise<never>((_, reject) => (giveUp = reject))
  // It mostly ends with nobody waiting.
  over.catch(() => {})

  const end = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    giveUp(new Error('the reply is over'))
    controller.abort()
  }
  // Tokens come faster than timers are set: one rings, finds that there is time left, and is set for that.
  const ring = (): void => {
    timer = null
    const leftMs = deadlineAtMs - Date.now()
    if (leftMs > 0) return leftMs < Infinity ? ringIn(leftMs) : undefined
    late = true
    end()
  }
  const ringIn = (delayMs: number): void => {
    if (timer !== null) clearTimeout(timer)
    ringsAtMs = Date.now() + delayMs
    timer = setTimeout(ring, delayMs)
  }
  callerSignal.addEventListener('abort', end, { once: true })
  if (callerSignal.aborted) end()

  return {
    signal: controller.signal,
    allow(delayMs) {
      deadlineAtMs = Date.now() + delayMs
      if (timer === null || ringsAtMs > deadlineAtMs) ringIn(delayMs)
    },
    pause() {
      deadlineAtMs = Infinity
    },
    isLate: () => late,
    race: (promise) => Promise.race([promise, over]),
    close() {
      callerSignal.removeEventListener('abort', end)
      end()
    },
  }
}
