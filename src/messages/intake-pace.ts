/** What bears on whether a line's parts are worked on now. */
export interface Traffic {
  readonly nowMs: number
  /** When the line last kept a part. Of others nothing is said here: a crowd that writes to one holds up no other. */
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
 * Platforms want their answer in a quarter of a second, people theirs in a few: while parts keep coming for a line little
 * is taken of it at a time, by one line of an isolate, so that what was acknowledged does not hold up what is to be.
 */
export function paceOf({ nowMs, keptAtMs, oldestAtMs, busyLines }: Traffic): Pace {
  const isComing = nowMs - keptAtMs < COMING_MS
  const waitedMs = nowMs - oldestAtMs
  if (isComing && waitedMs < PATIENCE_MS) return { type: 'wait', forMs: LOOK_AGAIN_MS }
  const isPressed = isComing && waitedMs < BEHIND_MS
  if (busyLines >= (isPressed ? 1 : 4)) return { type: 'wait', forMs: LOOK_AGAIN_MS }
  return isPressed ? { type: 'work', eventsMax: 10, handsMax: 2 } : { type: 'work', eventsMax: 200, handsMax: 8 }
}

/** How long a thread leaves what it was given, milliseconds: before it files it, and before it passes it on to be answered. */
export interface Waits {
  readonly fileMs: number
  readonly passMs: number
  /** Whoever wrote has just been met. */
  readonly isStranger?: boolean
}

/** Fewer people than this in one lot are no crowd. */
const CROWD = 50
/** What it takes to hand something over, to file it and to answer it, where all of that is done by one machine. */
const HAND_MS = 20
const FILE_MS = 20
export const ANSWER_MS = 50
const WAIT_MS_MAX = 90_000

/**
 * When the thread of the `nth` of so many people in one lot does what. A crowd that comes at once is handed over first, then
 * filed, then answered: a database takes one batch at a time, and nobody's message waits in a part for other people's answers.
 */
export function waitsOf(nth: number, many: number): Waits {
  if (many <= CROWD) return { fileMs: 0, passMs: 0 }
  const handedMs = (many - nth) * HAND_MS
  const passMs = handedMs + many * FILE_MS + nth * ANSWER_MS
  return { fileMs: Math.min(handedMs + nth * FILE_MS, WAIT_MS_MAX), passMs: Math.min(passMs, WAIT_MS_MAX) }
}
