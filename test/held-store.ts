import { env } from 'cloudflare:workers'
import { vi } from 'vitest'

/** A store that is slow: what is asked of it is done when it is let go. */
export interface HeldStore {
  /** Somebody waits for it. */
  readonly reached: () => Promise<unknown>
  readonly release: () => void
}

/** Holds D1's batches until they are released. Each waits by its own clock: a promise may not cross into another event. */
export function heldStore(): HeldStore {
  const original = env.DB.batch.bind(env.DB)
  let [isReached, isFree] = [false, false]
  const value = async (statements: D1PreparedStatement[]): Promise<D1Result[]> => {
    isReached = true
    await vi.waitUntil(() => isFree, { timeout: 90_000, interval: 5 })
    return original(statements)
  }
  Object.defineProperty(env.DB, 'batch', { value, configurable: true, writable: true })
  return {
    reached: () => vi.waitUntil(() => isReached, { timeout: 90_000, interval: 5 }),
    release() {
      isFree = true
      Object.defineProperty(env.DB, 'batch', { value: original, configurable: true, writable: true })
    },
  }
}
