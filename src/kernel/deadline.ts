/** A signal that goes off after some time, unless it is ended before. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Nobody waits any more. */
  end(): void
}

/**
 * A deadline `ms` from now. `AbortSignal.timeout` cannot be called off: in a Durable Object it keeps the object awake, and
 * paid for, until it goes off, long after what it was for.
 */
export function deadline(ms: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new DOMException('too late', 'TimeoutError')), ms)
  return { signal: controller.signal, end: () => clearTimeout(timer) }
}
