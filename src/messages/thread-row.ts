import { sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { threads } from '../records/threads/table.ts'
import type { Answerer } from './answer/answered-by.ts'
import type { Channel } from './message.ts'
import { threadIdOf, type ThreadPins } from './thread-handle.ts'

/** What messages of a thread say of it. */
export interface SeenInThread {
  /** Of the newest of them. */
  readonly channel: Channel
  readonly atMs: number
  /** Until when they let WhatsApp take free text; null when they say nothing of it. */
  readonly windowEndsAtMs: number | null
  /** Who answers, for a thread that has no row yet. */
  readonly answeredBy: Answerer
  readonly keepDays: number
}

/** The thread, as its newest message leaves it, in whatever order messages are filed: nothing in it goes back. */
export function threadRow(ctx: Ctx, pins: ThreadPins, seen: SeenInThread): BatchItem<'sqlite'> {
  const lastMessageAtMs = Math.min(seen.atMs, ctx.nowMs)
  return ctx.db
    .insert(threads)
    .values({
      id: threadIdOf(pins.personId),
      tenantId: pins.tenantId,
      livemode: pins.livemode,
      personId: pins.personId,
      answeredBy: seen.answeredBy,
      lastChannel: seen.channel,
      lastMessageAtMs,
      windowEndsAtMs: seen.windowEndsAtMs,
      createdAtMs: ctx.nowMs,
      expiresAtMs: expiryOf(ctx.nowMs, seen.keepDays),
    })
    .onConflictDoUpdate({
      target: threads.id,
      set: {
        lastChannel: sql`CASE WHEN excluded.last_message_at_ms >= ${threads.lastMessageAtMs}
          THEN excluded.last_channel ELSE ${threads.lastChannel} END`,
        lastMessageAtMs: sql`max(${threads.lastMessageAtMs}, excluded.last_message_at_ms)`,
        windowEndsAtMs: sql`nullif(max(coalesce(${threads.windowEndsAtMs}, 0), coalesce(excluded.window_ends_at_ms, 0)), 0)`,
        expiresAtMs: expiryOf(ctx.nowMs, seen.keepDays),
      },
    })
}
