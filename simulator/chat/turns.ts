/** Chats at once, as far as they may be: one that changes what is everybody's waits until it is alone. */
export interface Turns {
  /** Does `work` when it may. */
  take<T>(alone: boolean, work: () => Promise<T>): Promise<T>
}

export function turns(): Turns {
  const running = new Set<Promise<unknown>>()
  /** Whoever came last and must be alone: those after it wait for it, so that its turn comes. */
  let last: Promise<unknown> = Promise.resolve()
  return {
    take(alone, work) {
      const before = alone ? Promise.allSettled([last, ...running]) : last
      const mine = before.then(work)
      const settled = mine.catch(() => undefined).finally(() => running.delete(settled))
      running.add(settled)
      if (alone) last = settled
      return mine
    },
  }
}
