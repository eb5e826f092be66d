import { createTaskAboutWriter } from '../../tasks/about-writer.ts'
import { hasOutbox, outboxOf, repliesSince } from '../outbox-rows.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import { agentSinceMs, setAnsweredBy } from './answered-by.ts'

const HOUR_MS = 3_600_000

/** More replies than this in an hour are one machine writing to another: people look at it before it goes on. */
export const REPLIES_PER_HOUR_MAX = 30

/** Words of danger are answered beyond that, too, but a machine may speak of emergencies in its every message. */
const EVEN_IN_DANGER_MAX = 2 * REPLIES_PER_HOUR_MAX

/**
 * Whether the agent has said so much to one person within the last hour that people have to look at it (`much`), or that
 * nothing more is said whatever is written (`too_much`). What was said before people handed the thread back does not count.
 */
export function saidWithinTheHour(handle: ThreadHandle, nowMs: number): 'fine' | 'much' | 'too_much' {
  if (!hasOutbox(handle)) return 'fine'
  const hourAgoMs = nowMs - HOUR_MS
  if (repliesSince(outboxOf(handle), hourAgoMs) >= EVEN_IN_DANGER_MAX) return 'too_much'
  const many = repliesSince(outboxOf(handle), Math.max(hourAgoMs, agentSinceMs(handle)))
  return many >= REPLIES_PER_HOUR_MAX ? 'much' : 'fine'
}

const WHY = {
  machine: 'The agent stopped answering: what is written here may come from a machine.',
  minor:
    'The agent stopped answering: whoever writes here may be a child. What they wrote is sealed off until you decide.',
} as const

/** People lead the thread from now on, and are told why. Safe to repeat for the same message. */
export async function leaveToPeople(
  handle: ThreadHandle,
  messageId: string,
  nowMs: number,
  why: keyof typeof WHY = 'machine',
): Promise<void> {
  const { personId } = handle.pins
  await createTaskAboutWriter(handle.ctx(nowMs), {
    priority: 'normal',
    personId,
    details: {
      message: WHY[why],
      thread_id: handle.threadId,
    },
    intentKey: `${handle.threadId}:${why}:${messageId}`,
  })
  setAnsweredBy(handle, 'staff', nowMs)
}
