import type { Span } from '../rules/rule.ts'
import { DAY_MS } from './iso-date.ts'
import { stretchAt, wallTime, type Stretch } from './zone-clock.ts'

const MINUTE_MS = 60_000

/** When somebody may be contacted, by one rule and the clock of one zone. */
export interface Opening {
  readonly id: string
  readonly zone: string
  /** What is open of a day, counted from 1970-01-01 on the wall. */
  readonly spansOf: (day: number) => readonly Span[]
  /** From when until when the rule is in force; outside it forbids nothing. */
  readonly fromMs: number
  readonly toMs: number
}

/** Whether it says nothing against an instant. */
export const isOpenAt = (opening: Opening, atMs: number): boolean =>
  opensAtMs(opening, atMs, stretchAt(opening.zone, atMs)) === atMs

/** The first instant from `fromMs` on, at most `untilMs`, against which it says nothing; null for none. */
export function nextOpenAtMs(opening: Opening, fromMs: number, untilMs: number): number | null {
  let atMs = fromMs
  while (atMs <= untilMs) {
    const stretch = stretchAt(opening.zone, atMs)
    const opensMs = opensAtMs(opening, atMs, stretch)
    if (opensMs === atMs) return atMs
    // Behind the end of the stretch the wall clock may say something else.
    atMs = Math.min(opensMs, stretch.endMs)
  }
  return null
}

/** When it may open, as the wall clock goes now: that instant where it is open, the next midnight where it is not that day. */
function opensAtMs({ spansOf, fromMs, toMs }: Opening, atMs: number, stretch: Stretch): number {
  if (atMs < fromMs || atMs >= toMs) return atMs
  const { day, timeMs } = wallTime(atMs, stretch)
  let untilMs = DAY_MS
  for (const { from, to } of spansOf(day)) {
    if (timeMs >= from * MINUTE_MS && timeMs < to * MINUTE_MS) return atMs
    if (timeMs < from * MINUTE_MS && from < to) untilMs = Math.min(untilMs, from * MINUTE_MS)
  }
  return Math.min(atMs + untilMs - timeMs, toMs)
}

/** The first instant from `fromMs` on, at most `untilMs`, against which none says anything; null for none. */
export function nextOpenInAllMs(openings: readonly Opening[], fromMs: number, untilMs: number): number | null {
  let atMs = fromMs
  for (;;) {
    const beforeMs = atMs
    for (const opening of openings) {
      const nextMs = nextOpenAtMs(opening, atMs, untilMs)
      if (nextMs === null) return null
      atMs = nextMs
    }
    if (atMs === beforeMs) return atMs
  }
}
