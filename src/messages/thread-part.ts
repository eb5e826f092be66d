/** One of the things a thread has to do: to file what came in, to answer, to send. Each keeps its own tables. */
export interface ThreadPart {
  /** When there is something to do next, epoch milliseconds, or null. Reads storage only: it is asked after every change. */
  dueAtMs(): number | null
  /** Does what is due at `nowMs`, a bounded lot at a time, and says by {@link dueAtMs} what is left. May throw: it is tried again. */
  work(nowMs: number): Promise<void>
}
