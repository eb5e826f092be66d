import { ANSWER_MS } from './intake-pace.ts'

/** What is not filed by then is waited for no longer: with the records away, people are answered all the same. */
const WAITED_FOR_MS_MAX = 60_000

/** Persons of a crowd whose threads are in this isolate and have not filed yet what they wrote, and since when: the oldest first. */
const unfiledSince = new Map<string, number>()

/** Somebody of a crowd has written. */
export function noteUnfiled(personId: string, nowMs: number): void {
  unfiledSince.delete(personId)
  unfiledSince.set(personId, nowMs)
}

/** What they wrote is filed. */
export const noteFiled = (personId: string): void => void unfiledSince.delete(personId)

/**
 * How long an answer to somebody of a crowd is left, milliseconds: as long as others of it are still to be filed here, by the same
 * machine, and longer the more there are, so that not all are begun together when the last is filed. 0 where nobody is: so it
 * always is where each thread is on a machine of its own, and for what was to be answered at `dueAtMs`, so long ago that no crowd
 * that goes on keeps it any longer.
 */
export function crowdWaitMs(nowMs: number, dueAtMs: number): number {
  for (const [personId, sinceMs] of unfiledSince) {
    if (nowMs - sinceMs <= WAITED_FOR_MS_MAX) break
    unfiledSince.delete(personId)
  }
  return Math.max(0, Math.min(unfiledSince.size * ANSWER_MS, dueAtMs + WAITED_FOR_MS_MAX - nowMs))
}
