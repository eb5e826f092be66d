import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { expiryOf, keepDaysOf } from '../../records/retention/keep.ts'
import { nameOf } from '../../people/known-as.ts'
import { MEMBERS_MAX, targetPlace, type CampaignRow, type Target } from './campaign.ts'

/** What is staged and never published goes with the next sweep after this. */
const STAGED_MS_MAX = 24 * 60 * 60 * 1000

/** Somebody on a list that is being taken in. `nth` keeps the order of the list. */
export interface Listed {
  readonly target: Target
  readonly bookingId: string | null
  readonly nth: number
}

/** What came of a list: how many are new to the campaign, and how many were in it. */
export interface Published {
  readonly added: number
  readonly known: number
}

type Placed = Pick<CampaignRow, 'id' | 'startsAtMs'>

/**
 * Puts people under `importId` in place of a campaign's: no campaign sees them. One statement, whatever their number.
 *
 * Numbers and fields are sealed with the business's key; what is left clear is when they are due.
 */
export async function stageMembers(
  ctx: Ctx,
  { id: campaignId, startsAtMs }: Placed,
  importId: string,
  list: readonly Listed[],
): Promise<void> {
  const tokens = await tokensOf(ctx, campaignId, list)
  const rows = await Promise.all(
    list.map(async ({ target, bookingId, nth }, at) => {
      const id = newId('cmm', ctx.nowMs)
      const sealed = await ctx.vault.sealForTenant(ctx.tenantId, targetPlace(id), JSON.stringify(target))
      return [id, tokens[at], sealed, bookingId, Math.max(startsAtMs, ctx.nowMs) + nth] as const
    }),
  )
  await ctx.db.run(sql`
    INSERT INTO ${campaignMembers} (id, campaign_id, tenant_id, livemode, identity_token, sealed_target, booking_id, status,
      channel_at, attempts, next_at_ms, created_at_ms, updated_at_ms, expires_at_ms)
    SELECT value ->> 0, ${importId}, ${ctx.tenantId}, ${Number(ctx.livemode)}, value ->> 1, value ->> 2, value ->> 3, 'waiting',
      0, 0, value ->> 4, ${ctx.nowMs}, ${ctx.nowMs}, ${ctx.nowMs + STAGED_MS_MAX}
    FROM json_each(${JSON.stringify(rows)})`)
}

/** What each number is known by: whoever is in the campaign under a former pepper is known by that, and is there once. */
async function tokensOf(ctx: Ctx, campaignId: string, list: readonly Listed[]): Promise<readonly string[]> {
  const names = await Promise.all(list.map(({ target }) => nameOf(ctx, 'phone', target.phone)))
  const former = names.flatMap((name) => name.former ?? [])
  if (former.length === 0) return names.map(({ token }) => token)
  const rows = await ctx.db
    .select({ token: campaignMembers.identityToken })
    .from(campaignMembers)
    .where(
      and(
        eq(campaignMembers.campaignId, campaignId),
        sql`${campaignMembers.identityToken} IN (SELECT value FROM json_each(${JSON.stringify(former)}))`,
      ),
    )
  const there = new Set(rows.map(({ token }) => token))
  return names.map(({ token, former: before = [] }) => before.find((one) => there.has(one)) ?? token)
}

/** Forgets what was staged. Left out, the sweep does it. */
export async function dropStaged(ctx: Ctx, importId: string): Promise<void> {
  await ctx.db.run(sql`DELETE FROM ${campaignMembers} WHERE campaign_id = ${importId}`)
}

/**
 * Makes all that was staged the campaign's, in one statement: whoever is in it already stays as they are.
 *
 * `closed`: the campaign takes nobody any more; `too_many`: it has no room for so many. Then nothing of it is there.
 */
export async function publishMembers(
  ctx: Ctx,
  { id }: Placed,
  importId: string,
): Promise<Result<Published, 'closed' | 'too_many'>> {
  const expiresAtMs = expiryOf(ctx.nowMs, await keepDaysOf(ctx, 'campaign_members'))
  const countOf = (campaignId: string) =>
    sql<number>`(SELECT count(*) FROM campaign_members WHERE campaign_members.campaign_id = ${campaignId})`
  const isThere = sql`EXISTS (SELECT 1 FROM campaign_members AS there
    WHERE there.campaign_id = ${id} AND there.identity_token = campaign_members.identity_token)`
  const isStaged = eq(campaignMembers.campaignId, importId)
  const mine = and(eq(campaigns.id, id), eq(campaigns.tenantId, ctx.tenantId))
  const status = sql`CASE WHEN ${campaigns.status} = 'importing' AND ${countOf(id)} > 0 THEN 'scheduled' ELSE ${campaigns.status} END`
  const staged = sql<number>`(SELECT count(*) FROM campaign_members WHERE campaign_members.campaign_id = ${importId} AND NOT ${isThere})`
  const [told] = await ctx.db.batch([
    ctx.db
      .select({
        status: campaigns.status,
        before: countOf(id).as('before'),
        staged: countOf(importId).as('staged'),
        added: staged.as('added'),
      })
      .from(campaigns)
      .where(mine),
    ctx.db.delete(campaignMembers).where(and(isStaged, isThere)),
    ctx.db
      .update(campaignMembers)
      .set({ campaignId: id, expiresAtMs })
      .where(
        and(
          isStaged,
          sql`${countOf(id)} + ${countOf(importId)} <= ${MEMBERS_MAX}`,
          sql`EXISTS (SELECT 1 FROM campaigns WHERE campaigns.id = ${id} AND campaigns.status NOT IN ('completed', 'cancelled'))`,
        ),
      ),
    ctx.db.delete(campaignMembers).where(isStaged),
    ctx.db
      .update(campaigns)
      .set({ memberCount: countOf(id), updatedAtMs: ctx.nowMs, status })
      .where(mine),
  ])
  const [counts] = told
  if (counts === undefined || counts.status === 'completed' || counts.status === 'cancelled') return err('closed')
  if (counts.before + counts.added > MEMBERS_MAX) return err('too_many')
  return ok({ added: counts.added, known: counts.staged - counts.added })
}
