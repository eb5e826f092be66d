import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import type { Progress } from './advance-member.ts'
import type { MemberRow } from './campaign.ts'

const of = (campaignId: string) => eq(campaignMembers.campaignId, campaignId)
// Written out, because a bound value would not find the partial index.
const isWaiting = sql`${campaignMembers.status} = 'waiting'`

/** Who is due, the longest first; at most `limit`. Reads no more rows than it gives. */
export const dueMembers = (ctx: Ctx, campaignId: string, limit: number) =>
  ctx.db
    .select()
    .from(campaignMembers)
    .where(and(of(campaignId), isWaiting, lte(campaignMembers.nextAtMs, ctx.nowMs)))
    .orderBy(asc(campaignMembers.nextAtMs))
    .limit(limit)

/** When somebody is due next, epoch milliseconds; null when nobody waits. */
export async function nextDueAtMs(ctx: Ctx, campaignId: string): Promise<number | null> {
  const next = ctx.db.select({ atMs: campaignMembers.nextAtMs }).from(campaignMembers)
  const row = await next
    .where(and(of(campaignId), isWaiting))
    .orderBy(asc(campaignMembers.nextAtMs))
    .limit(1)
    .get()
  return row === undefined ? null : (row.atMs ?? 0)
}

/** Whose attempt is under way; at most `limit`. */
export const membersUnderWay = (ctx: Ctx, campaignId: string, limit: number) =>
  ctx.db
    .select()
    .from(campaignMembers)
    .where(and(of(campaignId), eq(campaignMembers.status, 'contacting')))
    .limit(limit)

/** Puts off who is due and may not be contacted yet. */
export async function putOff(
  ctx: Ctx,
  later: readonly { readonly id: string; readonly nextAtMs: number }[],
): Promise<void> {
  if (later.length === 0) return
  const rows = JSON.stringify(later.map(({ id, nextAtMs }) => [id, nextAtMs]))
  await ctx.db.run(sql`
    UPDATE ${campaignMembers} SET next_at_ms = later.value ->> 1, updated_at_ms = ${ctx.nowMs}
    FROM json_each(${rows}) AS later WHERE campaign_members.id = later.value ->> 0 AND status = 'waiting'`)
}

/**
 * Begins an attempt for each of these who still waits, and gives those: of two who would begin it only one does. Nothing is
 * begun for a campaign that does not run any more.
 */
export async function claimMembers(
  ctx: Ctx,
  campaignId: string,
  members: readonly MemberRow[],
): Promise<readonly MemberRow[]> {
  if (members.length === 0) return []
  const ids = JSON.stringify(members.map(({ id }) => id))
  const claimed = await ctx.db.all<{ readonly id: string }>(sql`
    UPDATE ${campaignMembers}
    SET status = 'contacting', attempts = attempts + 1, subject_id = NULL, next_at_ms = NULL, updated_at_ms = ${ctx.nowMs}
    WHERE id IN (SELECT value FROM json_each(${ids})) AND status = 'waiting'
      AND EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = ${campaignId} AND campaigns.status = 'running')
    RETURNING id`)
  const taken = new Set(claimed.map(({ id }) => id))
  return members.flatMap((member) =>
    taken.has(member.id)
      ? [{ ...member, status: 'contacting' as const, attempts: member.attempts + 1, subjectId: null, nextAtMs: null }]
      : [],
  )
}

/** Notes the call or message that an attempt became. False when the attempt was called off meanwhile: it is to be taken back. */
export async function noteSubject(ctx: Ctx, { id, attempts }: MemberRow, subjectId: string): Promise<boolean> {
  const same = and(eq(campaignMembers.id, id), eq(campaignMembers.attempts, attempts))
  const noted = ctx.db.update(campaignMembers).set({ subjectId, updatedAtMs: ctx.nowMs }).where(same)
  const [row] = await noted.returning({ status: campaignMembers.status })
  return row?.status !== 'cancelled'
}

/** Calls off an attempt of which nobody knows yet what it became. Gives the member as they are where that is known by now. */
export async function callOffUnnoted(ctx: Ctx, was: MemberRow): Promise<MemberRow | null> {
  const same = and(eq(campaignMembers.id, was.id), eq(campaignMembers.attempts, was.attempts))
  const isUnnoted = and(same, eq(campaignMembers.status, 'contacting'), isNull(campaignMembers.subjectId))
  const off = { status: 'cancelled', lastCode: 'cancelled', nextAtMs: null, updatedAtMs: ctx.nowMs } as const
  const done = await ctx.db.update(campaignMembers).set(off).where(isUnnoted).returning({ id: campaignMembers.id })
  return done.length > 0 ? null : memberOf(ctx, was.campaignId, was.id)
}

/** Keeps how far a member is now, while they are still as they were read. */
export async function keepProgress(
  ctx: Ctx,
  was: MemberRow,
  next: Progress,
  more: { readonly personId?: string } = {},
): Promise<boolean> {
  const same = and(
    eq(campaignMembers.id, was.id),
    eq(campaignMembers.attempts, was.attempts),
    eq(campaignMembers.status, was.status),
  )
  const { status, channelAt, attempts, nextAtMs, lastCode } = next
  const kept = await ctx.db
    .update(campaignMembers)
    .set({ status, channelAt, attempts, nextAtMs, lastCode, updatedAtMs: ctx.nowMs, ...more })
    .where(same)
    .returning({ id: campaignMembers.id })
  return kept.length > 0
}

export async function memberOf(ctx: Ctx, campaignId: string, memberId: string): Promise<MemberRow | null> {
  const mine = and(of(campaignId), eq(campaignMembers.id, memberId), eq(campaignMembers.tenantId, ctx.tenantId))
  return (await ctx.db.select().from(campaignMembers).where(mine).get()) ?? null
}

/** Ends all who wait, in one statement. */
export async function endWaiting(ctx: Ctx, campaignId: string, lastCode: string): Promise<void> {
  await ctx.db
    .update(campaignMembers)
    .set({ status: 'cancelled', nextAtMs: null, lastCode, updatedAtMs: ctx.nowMs })
    .where(and(of(campaignId), isWaiting))
}
