import { and, desc, eq, gt } from 'drizzle-orm'
import type { Outcome } from '../../calls/call.ts'
import type { Ctx } from '../../context.ts'
import type { ToolRoom } from '../../dialogue/tools/tool.ts'
import { saySlot } from '../../dialogue/when/say.ts'
import { calls } from '../../records/calls/table.ts'
import { ownedBy } from '../../records/owned-by.ts'

/** A call longer ago than this is no part of the same matter. */
const RECENT_MS = 7 * 24 * 60 * 60 * 1000

const CAME_TO: Partial<Record<Outcome, string>> = {
  booked: 'an appointment was booked',
  rescheduled: 'an appointment was moved',
  cancelled: 'an appointment was cancelled',
  refill_requested: 'a refill was requested',
  callback_task: 'they were to be called back',
  message_taken: 'a message was taken',
  voicemail_left: 'they left a voicemail',
  question_answered: 'their question was answered',
  abandoned: 'they hung up before it came to anything',
}

/** Where we called, we left the voicemail, and it may be that nobody picked up. */
const OURS_CAME_TO: typeof CAME_TO = {
  confirmed: 'they confirmed their appointment',
  voicemail_left: 'we left a voicemail',
  abandoned: 'it came to nothing',
}

/** The person's last call of the past days, as a note for whoever answers in writing; null when there was none. */
export async function earlierCall(
  ctx: Ctx,
  personId: string,
  room: Pick<ToolRoom, 'nowMs' | 'timeZone'>,
): Promise<string | null> {
  const [last] = await ctx.db
    .select({ startedAtMs: calls.startedAtMs, outcome: calls.outcome, direction: calls.direction })
    .from(calls)
    .where(and(ownedBy(ctx, calls), eq(calls.personId, personId), gt(calls.startedAtMs, ctx.nowMs - RECENT_MS)))
    .orderBy(desc(calls.startedAtMs))
    .limit(1)
  if (last === undefined) return null
  const isOurs = last.direction === 'outbound'
  const came = last.outcome === null ? undefined : (isOurs ? { ...CAME_TO, ...OURS_CAME_TO } : CAME_TO)[last.outcome]
  const who = isOurs ? 'We rang them' : 'They rang us'
  return `[${who} ${saySlot(last.startedAtMs, room)}${came === undefined ? '' : `, and ${came}`}.]`
}
