/**
 * Loads something when it is first asked for, and has it at hand from then on.
 *
 * Whoever asks before it is there loads it for themselves: a promise that another request or object made may never settle
 * here, because that one may end first.
 */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: T | undefined
  return async () => (loaded ??= await load())
}
