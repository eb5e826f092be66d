import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import type { MemberRow } from './campaign.ts'
import { memberOf } from './due-members.ts'

/** Which members of a campaign, from where on. */
export interface MemberPage {
  readonly campaignId: string
  readonly status?: MemberRow['status'] | undefined
  /** A member's id: those that come after it, or before. */
  readonly after?: string | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/**
 * Members in an order of their own that never changes, by the index that finds them: nothing is sorted, however many there
 * are. With `before` backwards from there.
 */
export async function memberPage(ctx: Ctx, page: MemberPage): Promise<readonly MemberRow[]> {
  const { campaignId, status, after, before, limit } = page
  const fromId = after ?? before
  const from = fromId === undefined ? null : await memberOf(ctx, campaignId, fromId)
  if (fromId !== undefined && from === null) return []
  const { identityToken } = campaignMembers
  const beyond =
    from === null
      ? undefined
      : before === undefined
        ? gt(identityToken, from.identityToken)
        : lt(identityToken, from.identityToken)
  return ctx.db
    .select()
    .from(campaignMembers)
    .where(
      and(
        eq(campaignMembers.campaignId, campaignId),
        eq(campaignMembers.tenantId, ctx.tenantId),
        status === undefined ? undefined : eq(campaignMembers.status, status),
        beyond,
      ),
    )
    .orderBy(before === undefined ? asc(identityToken) : desc(identityToken))
    .limit(limit)
}
