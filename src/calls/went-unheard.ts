import { speechMs } from '../dialogue/heard.ts'
import type { CallMemory } from './call-memory.ts'
import type { CallState } from './call-state.ts'
import { isOver } from './call.ts'

/** Longer than a process takes to begin anew, and callers wait for one. */
const AWAY_MS_MAX = 60_000

/** A line that went dead, and when that was noticed. */
export interface DeadLine {
  /** What the carrier reported as played of the newest reply. */
  readonly played: string
  /** The object went with its socket: nobody saw when. */
  readonly unseen: boolean
  readonly nowMs: number
}

/**
 * Whether the newest reply was in the air when the line went dead: what was not played of it was not heard, where the
 * carrier reports playing. Where nobody saw it go dead, whatever was said last may have been lost.
 */
export function wentUnheard(
  { replies, pending }: Pick<CallMemory, 'replies' | 'pending'>,
  { status, playReported }: Pick<CallState, 'status' | 'playReported'>,
  { played, unseen, nowMs }: DeadLine,
): boolean {
  const reply = replies.at(-1)
  if (reply === undefined || reply.cut) return false
  // Whoever has answered has heard it.
  if (unseen && pending !== null) return false
  const inTheAir = nowMs - reply.sentAtMs < speechMs(reply.text) + (unseen ? AWAY_MS_MAX : 0)
  if (!inTheAir) return false
  return playReported ? played.trim().length < reply.text.trim().length : !isOver(status)
}
