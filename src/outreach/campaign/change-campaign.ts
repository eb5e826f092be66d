import { and, eq, gt, isNull, notInArray, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import type { CampaignRow } from './campaign.ts'

/** What of a campaign may change once there is one. */
export type CampaignChange = { readonly [Field in 'perMinute' | 'window']?: CampaignRow[Field] | undefined }

/**
 * Changes how fast a campaign goes, and at which hours: from its next tick on. Who was put off by the window alone is looked at
 * anew. False when it is over.
 */
export async function changeCampaign(ctx: Ctx, id: string, change: CampaignChange): Promise<boolean> {
  const isOpen = and(eq(campaigns.id, id), notInArray(campaigns.status, ['completed', 'cancelled']))
  const set = { ...change, updatedAtMs: ctx.nowMs }
  const [row] = await ctx.db.update(campaigns).set(set).where(isOpen).returning()
  if (row === undefined) return false
  const { campaignId, status, lastCode, nextAtMs } = campaignMembers
  const dueAtMs = Math.max(row.startsAtMs, ctx.nowMs)
  const isPutOff = and(eq(campaignId, id), sql`${status} = 'waiting'`, gt(nextAtMs, dueAtMs), isNull(lastCode))
  if (change.window) await ctx.db.update(campaignMembers).set({ nextAtMs: dueAtMs }).where(isPutOff)
  return true
}
