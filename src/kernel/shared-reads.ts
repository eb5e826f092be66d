/** Whoever began a read may be cut off, and never finish it: so long others count on it. */
const OTHERS_MS_MAX = 1_000
const LOOK_MS = 5

/** A read somebody is at. Plain data: no promise of one request or object may be waited for by another. */
interface Reading<T> {
  readonly sinceMs: number
  found: { readonly value: T } | 'failed' | null
}

/**
 * Has what many ask for in the same moment read once: whoever asks first reads, the others look now and then whether it is
 * there. Where it fails or takes long they read for themselves.
 */
export function sharedReads<T>(): (name: string, nowMs: number, read: () => Promise<T>) => Promise<T> {
  const readings = new Map<string, Reading<T>>()
  return async (name, nowMs, read) => {
    const other = readings.get(name)
    if (other !== undefined && nowMs - other.sinceMs < OTHERS_MS_MAX) {
      const found = await foundBy(other)
      return found === null ? read() : found.value
    }
    const own: Reading<T> = { sinceMs: nowMs, found: null }
    readings.set(name, own)
    try {
      const value = await read()
      own.found = { value }
      return value
    } catch (error) {
      own.found = 'failed'
      throw error
    } finally {
      if (readings.get(name) === own) readings.delete(name)
    }
  }
}

/** Null when it failed, or is not there in time. */
async function foundBy<T>(reading: Reading<T>): Promise<{ readonly value: T } | null> {
  for (let waitedMs = 0; waitedMs < OTHERS_MS_MAX && reading.found === null; waitedMs += LOOK_MS)
    await new Promise<void>((resolve) => {
      setTimeout(resolve, LOOK_MS)
    })
  return reading.found === 'failed' ? null : reading.found
}
