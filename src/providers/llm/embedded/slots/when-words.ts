import { readWhen } from '../../../../dialogue/when/read-when.ts'

/** That an utterance says when, and which of its words do. */
export interface WhenWords {
  /** From the first to the last word about time, as the caller said them. */
  readonly words: string
  /** The utterance without them. */
  readonly rest: string
}

/** The words about a time in `raw`, or null. What they come to is for the server to say. */
export function readWhenWords(
  raw: string,
  clock: { readonly nowMs: number; readonly timeZone: string },
): WhenWords | null {
  const reading = readWhen(raw, { nowMs: clock.nowMs, timeZone: clock.timeZone })
  if (reading === null || reading.spans.length === 0) return null
  const starts = reading.spans.map(([start]) => start)
  const ends = reading.spans.map(([, end]) => end)
  const from = Math.min(...starts)
  const to = Math.max(...ends)
  const rest = reading.spans.reduceRight((text, [start, end]) => `${text.slice(0, start)} , ${text.slice(end)}`, raw)
  return { words: raw.slice(from, to), rest }
}
