import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { expiryOf, keepDaysOf } from '../../records/retention/keep.ts'
import { tokenOf } from '../../people/known-as.ts'
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
  { startsAtMs }: Placed,
  importId: string,
  list: readonly Listed[],
): Promise<void> {
  const rows = await Promise.all(
    list.map(async ({ target, bookingId, nth }) => {
      const id = newId('cmm', ctx.nowMs)
      const [token, sealed] = await Promise.all([
        tokenOf(ctx, 'phone', target.phone),
        ctx.vault.sealForTenant(ctx.tenantId, targetPlace(id), JSON.stringify(target)),
      ])
      return [id, token, sealed, bookingId, Math.max(startsAtMs, ctx.nowMs) + nth] as const
    }),
  )
  await ctx.db.run(sql`
    INSERT INTO ${campaignMembers} (id, campaign_id, tenant_id, livemode, identity_token, sealed_target, booking_id, status,
      channel_at, attempts, next_at_ms, created_at_ms, updated_at_ms, expires_at_ms)
    SELECT value ->> 0, ${importId}, ${ctx.tenantId}, ${Number(ctx.livemode)}, value ->> 1, value ->> 2, value ->> 3, 'waiting',
      0, 0, value ->> 4, ${ctx.nowMs}, ${ctx.nowMs}, ${ctx.nowMs + STAGED_MS_MAX}
    FROM json_each(${JSON.stringify(rows)})`)
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
    sql`(SELECT count(*) FROM ${campaignMembers} WHERE campaign_id = ${campaignId})`
  const added = sql`(SELECT count(*) FROM ${campaignMembers} AS staged WHERE staged.campaign_id = ${importId} AND NOT EXISTS
    (SELECT 1 FROM ${campaignMembers} AS there WHERE there.campaign_id = ${id} AND there.identity_token = staged.identity_token))`
  const [told] = await ctx.db.batch([
    ctx.db.all<Told>(sql`
      SELECT status, ${countOf(id)} AS before, ${countOf(importId)} AS staged, ${added} AS added
      FROM ${campaigns} WHERE id = ${id} AND tenant_id = ${ctx.tenantId}`),
    ctx.db.run(sql`
      UPDATE OR IGNORE ${campaignMembers} SET campaign_id = ${id}, expires_at_ms = ${expiresAtMs}
      WHERE campaign_id = ${importId} AND ${countOf(id)} + ${added} <= ${MEMBERS_MAX}
        AND EXISTS (SELECT 1 FROM ${campaigns} WHERE id = ${id} AND status NOT IN ('completed', 'cancelled'))`),
    ctx.db.run(sql`DELETE FROM ${campaignMembers} WHERE campaign_id = ${importId}`),
    ctx.db.run(sql`
      UPDATE ${campaigns} SET member_count = ${countOf(id)}, updated_at_ms = ${ctx.nowMs},
        status = CASE WHEN status = 'importing' AND ${countOf(id)} > 0 THEN 'scheduled' ELSE status END
      WHERE id = ${id} AND tenant_id = ${ctx.tenantId}`),
  ])
  const [counts] = told
  if (counts === undefined || counts.status === 'completed' || counts.status === 'cancelled') return err('closed')
  if (counts.before + counts.added > MEMBERS_MAX) return err('too_many')
  return ok({ added: counts.added, known: counts.staged - counts.added })
}

interface Told {
  readonly status: CampaignRow['status']
  readonly before: number
  readonly staged: number
  readonly added: number
}
