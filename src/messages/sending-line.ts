import { and, desc, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { channels } from '../records/channels/table.ts'
import { messages } from '../records/messages/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { Channel } from './message.ts'
import { threadIdOf } from './thread-handle.ts'

/** A line of the business's that a message may go out by. */
export interface SendingLine {
  readonly provider: string
  readonly line: string
  readonly agentId: string | null
}

const LINES_MAX = 100

/** The lines of the business on a channel, the one claimed first before the others. */
export async function linesOn(ctx: Ctx, channel: Channel): Promise<readonly SendingLine[]> {
  if (channel === 'whatsapp')
    return ctx.directory
      .select({ provider: channels.provider, line: channels.line, agentId: channels.agentId })
      .from(channels)
      .where(ownedBy(ctx, channels))
      .orderBy(channels.createdAtMs)
      .limit(LINES_MAX)
  return ctx.directory
    .select({ provider: numbers.carrier, line: numbers.phoneNumber, agentId: numbers.agentId })
    .from(numbers)
    .where(ownedBy(ctx, numbers))
    .orderBy(numbers.createdAtMs)
    .limit(LINES_MAX)
}

/** Of the lines, the one that this person and the business last used: the window is open there, if it is anywhere. */
export async function lineUsedWith(
  ctx: Ctx,
  personId: string,
  channel: Channel,
  lines: readonly SendingLine[],
): Promise<SendingLine | undefined> {
  if (lines.length < 2) return lines[0]
  const [last] = await ctx.db
    .select({ line: messages.line })
    .from(messages)
    .where(and(ownedBy(ctx, messages), eq(messages.threadId, threadIdOf(personId)), eq(messages.channel, channel)))
    .orderBy(desc(messages.id))
    .limit(1)
  return lines.find(({ line }) => line === last?.line) ?? lines[0]
}
