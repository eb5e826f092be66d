import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { isVeiled, openPlatformId, veilPlatformId } from '../messages/platform-id.ts'
import { messages } from '../records/messages/table.ts'
import type { PersonKey } from '../vault/person-keys.ts'

/** Messages of one step. */
const PAGE = 100

/** Whose the messages become, and what theirs was sealed with. */
interface MovingMessages {
  readonly personId: string
  readonly alsoId: string
  /** Null when it is gone: what it sealed stays closed. */
  readonly from: PersonKey | null
  readonly to: PersonKey
}

/** Makes the messages of one person another's, with what their platforms call them sealed anew. Safe to repeat. */
export async function moveMessages(ctx: Ctx, moving: MovingMessages): Promise<void> {
  const { personId, alsoId } = moving
  const threadId = personId.replace(/^per_/, 'thr_')
  const its = and(eq(messages.tenantId, ctx.tenantId), eq(messages.personId, alsoId))
  for (;;) {
    const rows = await ctx.db
      .select({ id: messages.id, provider: messages.provider, kept: messages.providerMessageId })
      .from(messages)
      .where(its)
      .limit(PAGE)
    const anew = await Promise.all(rows.map(async ({ kept }) => kept && (await sealedAnew(ctx, kept, moving))))
    const moves = rows.map(({ id, provider }, index): BatchItem<'sqlite'> => {
      const platformId = anew[index] ?? null
      // One message that came to both of them is called so once.
      const isThere = sql`EXISTS (SELECT 1 FROM messages AS other WHERE other.tenant_id = ${ctx.tenantId}
        AND other.provider = ${provider} AND other.provider_message_id = ${platformId} AND other.id <> ${id})`
      const providerMessageId = sql<string | null>`CASE WHEN ${isThere} THEN NULL ELSE ${platformId} END`
      return ctx.db
        .update(messages)
        .set({ personId, threadId, providerMessageId })
        .where(and(eq(messages.id, id), its))
    })
    const [first, ...others] = moves
    if (first !== undefined) await ctx.db.batch([first, ...others])
    if (rows.length < PAGE) return
  }
}

async function sealedAnew(ctx: Ctx, kept: string, { from, to }: MovingMessages): Promise<string> {
  if (!isVeiled(kept)) return kept
  const id = await openPlatformId(ctx.tenantId, from, kept)
  return id === null ? kept : veilPlatformId(ctx, to, id)
}
