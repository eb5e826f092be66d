import { and, count, eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaignMembers, MEMBER_STATUSES } from '../../records/campaign-members/table.ts'
import type { MemberRow } from './campaign.ts'

export type MemberCounts = Readonly<Record<MemberRow['status'], number>>

/** How many of a campaign's people are how far: one statement that reads nothing but an index. */
export async function campaignProgress(ctx: Ctx, campaignId: string): Promise<MemberCounts> {
  const rows = await ctx.db
    .select({ status: campaignMembers.status, many: count() })
    .from(campaignMembers)
    .where(eq(campaignMembers.campaignId, campaignId))
    .groupBy(campaignMembers.status)
  const many = new Map(rows.map((row) => [row.status, row.many]))
  return Object.fromEntries(MEMBER_STATUSES.map((status) => [status, many.get(status) ?? 0])) as MemberCounts
}

/** Why how many of them were refused: one statement that reads nobody else. */
export async function refusalCounts(ctx: Ctx, campaignId: string): Promise<Readonly<Record<string, number>>> {
  const refused = and(eq(campaignMembers.campaignId, campaignId), eq(campaignMembers.status, 'refused'))
  const rows = await ctx.db
    .select({ code: campaignMembers.lastCode, many: count() })
    .from(campaignMembers)
    .where(refused)
    .groupBy(campaignMembers.lastCode)
  return Object.fromEntries(rows.map(({ code, many }) => [code ?? 'unknown', many]))
}
