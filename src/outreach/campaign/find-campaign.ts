import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import type { CampaignRow } from './campaign.ts'

/** The campaign of this tenant and mode, or null. Another tenant's id is the same null. */
export async function findCampaign(ctx: Ctx, campaignId: string): Promise<CampaignRow | null> {
  const mine = and(ownedBy(ctx, campaigns), eq(campaigns.id, campaignId))
  return (await ctx.db.select().from(campaigns).where(mine).get()) ?? null
}
