import type { Ctx } from '../../context.ts'
import { afterOutcome, type AttemptOutcome } from './advance-member.ts'
import type { CampaignRow } from './campaign.ts'
import { keepProgress, memberOf } from './due-members.ts'
import { SLOT_GONE } from './start-attempt.ts'

/** What is told of an attempt after it was taken for done, or before anybody has looked. */
export interface MemberReport {
  readonly memberId: string
  /** The call or message. */
  readonly subjectId: string
  readonly outcome: AttemptOutcome
}

/**
 * Takes a report of somebody who was taken for reached when the platform took the message. Whose attempt is still under way is
 * looked up in the records. Safe to repeat, and to come late: another attempt's report changes nothing.
 */
export async function takeReport(ctx: Ctx, campaign: CampaignRow, report: MemberReport): Promise<void> {
  const member = await memberOf(ctx, campaign.id, report.memberId)
  if (member?.status !== 'reached' || member.subjectId !== report.subjectId || member.lastCode === SLOT_GONE) return
  if (member.lastCode !== 'sent') return
  if (report.outcome === 'delivered') {
    await keepProgress(ctx, member, { ...member, lastCode: 'delivered' })
    return
  }
  if (report.outcome !== 'failed' && report.outcome !== 'blocked') return
  const after = afterOutcome(member, report.outcome, campaign, ctx.nowMs)
  // Nobody begins anything for a campaign that is over.
  const isOver = campaign.status === 'completed' || campaign.status === 'cancelled'
  await keepProgress(
    ctx,
    member,
    after.status === 'waiting' && isOver ? { ...after, status: 'exhausted', nextAtMs: null } : after,
  )
}
