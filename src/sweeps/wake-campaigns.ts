import { and, asc, inArray, lte } from 'drizzle-orm'
import type { RegionStores } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import { campaigns } from '../records/campaigns/table.ts'

const CAMPAIGNS_PER_RUN_MAX = 100

/**
 * Wakes campaigns that have something to do: whoever was to wake one may have been lost on the way, and the platform drops an
 * alarm that has failed too often. One that is awake sets its clock as it is. Returns how many.
 */
export async function wakeCampaigns(stores: RegionStores, nowMs: number): Promise<number> {
  const due = await stores.db
    .select({ id: campaigns.id, tenantId: campaigns.tenantId, livemode: campaigns.livemode })
    .from(campaigns)
    .where(and(inArray(campaigns.status, ['scheduled', 'running']), lte(campaigns.startsAtMs, nowMs)))
    .orderBy(asc(campaigns.startsAtMs))
    .limit(CAMPAIGNS_PER_RUN_MAX)
  let woken = 0
  for (const { id, tenantId, livemode } of due) {
    try {
      await stores.objects.campaign(id).wake({ tenantId, livemode, region: stores.region, campaignId: id })
      woken += 1
    } catch (error) {
      log.warn('campaign.not_woken', { campaignId: id, error: errorName(error) })
    }
  }
  return woken
}
