/**
 * What comes of `work`. Throws when it comes too late, or nobody wants it any more; then `late` is handed what comes of it
 * all the same, so that nothing is left open.
 */
export function within<T>(
  work: Promise<T>,
  { signal, ms }: { readonly signal: AbortSignal; readonly ms: number },
  late: (value: T) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false
    const settle = (done: () => void): void => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      done()
    }
    const stop = (): void => settle(() => reject(signal.reason))
    const timer = setTimeout(() => settle(() => reject(new DOMException('too late', 'TimeoutError'))), ms)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    work.then(
      (value) => (isOver ? late(value) : settle(() => resolve(value))),
      (error: unknown) => settle(() => reject(error)),
    )
  })
}
