import { and, count, eq } from 'drizzle-orm'
import { BLOCKS_MAX } from '../calls/guards/standing.ts'
import { dropStandings } from '../calls/guards/may-begin.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { maskPhone } from '../kernel/phone.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { CALLER_BLOCK_DAYS } from '../records/caller-blocks/category.ts'
import { callerBlocks } from '../records/caller-blocks/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { expiryOf } from '../records/retention/keep.ts'

export type CallerBlock = typeof callerBlocks.$inferSelect

/**
 * Numbers that must always get through, or that nobody can have: emergency services in any country, and the words that
 * carriers write for a withheld number (ANONYMOUS, RESTRICTED and so on, as typed on a keypad).
 */
const NEVER_BLOCKED =
  /^\+\d{0,3}(?:911|112|999|988|000|110|113|117|118|119|122|933)$|^\+(?:266696687|7378742833|2562533|8656696|86282452253|7748283)$/

/** No longer answers calls from `phone` (E.164). Blocking twice is one block, renewed. */
export async function blockCaller(
  ctx: Ctx,
  { phone, reason }: { readonly phone: string; readonly reason: string },
): Promise<Result<CallerBlock, { readonly reason: 'never_blocked' | 'too_many' }>> {
  if (NEVER_BLOCKED.test(phone)) return err({ reason: 'never_blocked' })
  const { tenantId, livemode, nowMs } = ctx
  const phoneToken = await ctx.vault.identityToken(tenantId, 'phone', phone)
  const mine = ownedBy(ctx, callerBlocks)
  const known = await ctx.db
    .select({ id: callerBlocks.id })
    .from(callerBlocks)
    .where(and(mine, eq(callerBlocks.phoneToken, phoneToken)))
    .get()
  const held = await ctx.db.select({ blocks: count() }).from(callerBlocks).where(mine).get()
  if (known === undefined && (held?.blocks ?? 0) >= BLOCKS_MAX) return err({ reason: 'too_many' })
  const set = { reason, expiresAtMs: expiryOf(nowMs, CALLER_BLOCK_DAYS) }
  const row = { id: newId('blk', nowMs), tenantId, livemode, phoneToken, maskedPhone: maskPhone(phone), ...set }
  const block = await ctx.db
    .insert(callerBlocks)
    .values({ ...row, createdAtMs: nowMs })
    .onConflictDoUpdate({ target: [callerBlocks.tenantId, callerBlocks.livemode, callerBlocks.phoneToken], set })
    .returning()
    .get()
  dropStandings()
  return ok(block)
}

/** Answers their calls again. Undefined when there is no such block. */
export async function unblockCaller(ctx: Ctx, id: string): Promise<CallerBlock | undefined> {
  const [gone] = await ctx.db
    .delete(callerBlocks)
    .where(and(ownedBy(ctx, callerBlocks), eq(callerBlocks.id, id)))
    .returning()
  dropStandings()
  return gone
}
