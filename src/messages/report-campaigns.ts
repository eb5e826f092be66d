import type { Ctx } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import type { OutboxRow } from './outbox-rows.ts'
import type { ThreadHandle } from './thread-handle.ts'

type Row = Pick<OutboxRow, 'id' | 'about' | 'state'>

/** What a campaign is to hear of a message of its own; null while it is on its way. */
function outcomeOf({ status }: Row['state']): 'delivered' | 'failed' | 'blocked' | null {
  if (status === 'delivered' || status === 'read') return 'delivered'
  return status === 'failed' || status === 'blocked' ? status : null
}

/**
 * Tells campaigns what became of messages of theirs. Nothing waits for it to succeed: whatever a campaign did not hear it looks
 * up, as far as it still waits for it.
 */
export async function reportCampaigns({ pins }: ThreadHandle, ctx: Ctx, rows: readonly Row[]): Promise<void> {
  for (const { id, about, state } of rows) {
    const { campaign } = about
    const outcome = outcomeOf(state)
    if (campaign === undefined || outcome === null) continue
    const { tenantId, region, livemode } = pins
    try {
      await ctx.objects
        .campaign(campaign.id)
        .report(
          { tenantId, region, livemode, campaignId: campaign.id },
          { memberId: campaign.memberId, subjectId: id, outcome },
        )
    } catch (error) {
      log.warn('campaign.not_told', { campaignId: campaign.id, error: errorName(error) })
    }
  }
}
