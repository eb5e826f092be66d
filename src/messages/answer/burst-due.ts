import type { ToAnswer } from '../to-answer.ts'

/** Somebody who writes in pieces is let finish: so long a silence ends a burst, and so long a burst is over anyhow. */
export const QUIET_MS = 1_200
export const BURST_MS_MAX = 6_000

/** Kinds that are whole by themselves: nobody goes on writing a button. */
const AT_ONCE: ReadonlySet<ToAnswer['type']> = new Set(['choice', 'form'])

/** When what came in is to be answered, epoch milliseconds, or null when nothing did. */
export function burstDueAtMs(rows: readonly Pick<ToAnswer, 'type' | 'receivedAtMs'>[]): number | null {
  const times = rows.map(({ receivedAtMs }) => receivedAtMs)
  if (times.length === 0) return null
  const last = Math.max(...times)
  if (rows.some(({ type }) => AT_ONCE.has(type))) return last
  return Math.min(last + QUIET_MS, Math.min(...times) + BURST_MS_MAX)
}
