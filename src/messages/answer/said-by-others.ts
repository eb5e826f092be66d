import { and, desc, eq, gt, ne } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import type { Utterance } from '../../providers/llm/contract.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { messages } from '../../records/messages/table.ts'
import { readWords } from '../read-words.ts'
import { ASK_MS_MAX } from './answer-campaign.ts'

/** So much of what others wrote is remembered at one go. */
const MESSAGES_MAX = 6

/**
 * What the business wrote in a thread without its agent since `sinceMs`, oldest first: its people, its programs, a text after a
 * missed call. An answer may be an answer to that, for as long as a campaign waits for one.
 */
export async function saidByOthers(ctx: Ctx, threadId: string, sinceMs: number): Promise<readonly Utterance[]> {
  const rows = await ctx.db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        ownedBy(ctx, messages),
        eq(messages.threadId, threadId),
        eq(messages.direction, 'outbound'),
        ne(messages.author, 'agent'),
        gt(messages.createdAtMs, Math.max(sinceMs, ctx.nowMs - ASK_MS_MAX)),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(MESSAGES_MAX)
  const ids = rows.map(({ id }) => id).toReversed()
  const words = await readWords(ctx, ids)
  return ids.flatMap((id) => {
    const text = words.get(id)
    return text === undefined ? [] : [{ speaker: 'agent' as const, text }]
  })
}
