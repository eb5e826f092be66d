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
  let late = false
  let giveUp: (reason: Error) => void = () => {}
  const over = new Promise<never>((_, reject) => (giveUp = reject))
  // It mostly ends with nobody waiting.
  over.catch(() => {})

  const rest = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const end = (): void => {
    rest()
    giveUp(new Error('the reply is over'))
    controller.abort()
  }
  const expire = (): void => {
    late = true
    end()
  }
  callerSignal.addEventListener('abort', end, { once: true })
  if (callerSignal.aborted) end()

  return {
    signal: controller.signal,
    allow(delayMs) {
      rest()
      timer = setTimeout(expire, delayMs)
    },
    pause: rest,
    isLate: () => late,
    race: (promise) => Promise.race([promise, over]),
    close() {
      callerSignal.removeEventListener('abort', end)
      end()
    },
  }
}
