/** What bears on whether a line's parts are worked on now. */
export interface Traffic {
  readonly nowMs: number
  /** When a part was last kept by any line of this isolate. */
  readonly keptAtMs: number
  /** When the oldest part that waits here was kept. */
  readonly oldestAtMs: number
  /** Lines of this isolate that are being worked on. */
  readonly busyLines: number
}

/** How much of a line's backlog is taken at once, and by how many hands; or when to look again. */
export type Pace =
  | { readonly type: 'wait'; readonly forMs: number }
  | { readonly type: 'work'; readonly eventsMax: number; readonly handsMax: number }

/** Parts that came within this are still coming: those who send them wait for an answer. */
const COMING_MS = 60
/** Nobody waits longer for parts to stop coming. */
const PATIENCE_MS = 1_500
/** What has waited so long is behind: as much is spent on it as when all is quiet. */
const BEHIND_MS = 20_000
const LOOK_AGAIN_MS = 50

/**
 * Platforms want their answer in a quarter of a second, people theirs in a few: while parts keep coming little is taken at a
 * time, by one line of an isolate, so that what was acknowledged does not hold up what is to be.
 */
export function paceOf({ nowMs, keptAtMs, oldestAtMs, busyLines }: Traffic): Pace {
  const isComing = nowMs - keptAtMs < COMING_MS
  const waitedMs = nowMs - oldestAtMs
  if (isComing && waitedMs < PATIENCE_MS) return { type: 'wait', forMs: LOOK_AGAIN_MS }
  const isPressed = isComing && waitedMs < BEHIND_MS
  if (busyLines >= (isPressed ? 1 : 4)) return { type: 'wait', forMs: LOOK_AGAIN_MS }
  return isPressed ? { type: 'work', eventsMax: 10, handsMax: 2 } : { type: 'work', eventsMax: 200, handsMax: 8 }
}
