import { and, eq, notInArray } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { errorName, log } from '../../kernel/log.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { answerMember, type AnswerTold, type AskedMember } from './answer-member.ts'
import type { CampaignRow, MemberRow } from './campaign.ts'
import { callOffUnnoted, endWaiting, keepProgress, memberOf, membersUnderWay } from './due-members.ts'
import { findCampaign } from './find-campaign.ts'
import { takeReport, type MemberReport } from './take-reports.ts'
import { AT_ONCE_MAX } from './tick.ts'

export { beginAttempt, takeBackAttempt, zonesOfTarget } from './attempt-ways.ts'
export { changeCampaign } from './change-campaign.ts'
export { tick } from './tick.ts'

/** Sets a campaign's status where it has not ended. Null when it has, or is not there. */
export async function setStatus(
  ctx: Ctx,
  campaignId: string,
  status: 'paused' | 'cancelled' | 'running',
): Promise<CampaignRow | null> {
  const before = await findCampaign(ctx, campaignId)
  if (before === null) return null
  const isOpen = and(eq(campaigns.id, campaignId), notInArray(campaigns.status, ['completed', 'cancelled']))
  // One that has not begun goes on to wait for its beginning.
  const next = status === 'running' && before.memberCount === 0 ? ('importing' as const) : status
  const begins = next === 'running' && ctx.nowMs < before.startsAtMs ? ('scheduled' as const) : next
  const [row] = await ctx.db.update(campaigns).set({ status: begins, updatedAtMs: ctx.nowMs }).where(isOpen).returning()
  return row ?? null
}

/** Takes back what of a campaign has not begun to go out; who waits is not contacted any more. */
export async function callOff(
  ctx: Ctx,
  campaignId: string,
  takeBack: (member: MemberRow) => Promise<boolean>,
): Promise<void> {
  await endWaiting(ctx, campaignId, 'cancelled')
  for (const was of await membersUnderWay(ctx, campaignId, AT_ONCE_MAX)) {
    // Whoever has begun it sees, when it notes what it became, that it was called off.
    const member = was.subjectId === null ? await callOffUnnoted(ctx, was) : was
    if (member?.status !== 'contacting') continue
    const isBack = await takeBack(member).catch((error: unknown) => {
      log.warn('campaign.not_taken_back', { campaignId, error: errorName(error) })
      return false
    })
    if (isBack)
      await keepProgress(ctx, member, { ...member, status: 'cancelled', nextAtMs: null, lastCode: 'cancelled' })
  }
}

export async function takeReports(ctx: Ctx, campaignId: string, reports: readonly MemberReport[]): Promise<void> {
  const campaign = reports.length === 0 ? null : await findCampaign(ctx, campaignId)
  if (campaign !== null) for (const report of reports) await takeReport(ctx, campaign, report)
}

/** Null where nothing was asked, or nobody like that was. */
export async function takeAnswer(ctx: Ctx, campaignId: string, asked: AskedMember): Promise<AnswerTold | null> {
  const campaign = await findCampaign(ctx, campaignId)
  const member = campaign === null ? null : await memberOf(ctx, campaignId, asked.memberId)
  return campaign === null || member === null ? null : answerMember({ ctx, campaign, member, asked })
}
