import type { Ctx } from '../../context.ts'
import { newId } from '../../kernel/ids.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { expiryOf, keepDaysOf } from '../../records/retention/keep.ts'
import type { CampaignContent, CampaignRow } from './campaign.ts'
import type { CampaignPins } from './campaign-object.ts'
import { fieldsOf, TIME_FIELDS } from './words.ts'

/** A campaign as somebody wants it. Whoever calls has checked it. */
export type NewCampaign = Pick<
  CampaignRow,
  | 'name'
  | 'kind'
  | 'purpose'
  | 'agentId'
  | 'channels'
  | 'window'
  | 'perMinute'
  | 'atOnce'
  | 'attemptsMax'
  | 'retryMinutes'
  | 'startsAtMs'
  | 'endsAtMs'
> & { readonly content: CampaignContent }

/** Makes a campaign in which nobody is yet: it begins when somebody is, and its time has come. */
export async function createCampaign(ctx: Ctx, { content, ...wanted }: NewCampaign): Promise<CampaignRow> {
  const row: CampaignRow = {
    ...wanted,
    id: newId('cmp', ctx.nowMs),
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    content: { ...content },
    status: 'importing',
    memberCount: 0,
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
    expiresAtMs: expiryOf(ctx.nowMs, await keepDaysOf(ctx, 'campaigns')),
  }
  await ctx.db.insert(campaigns).values(row)
  return row
}

/** The name by which a campaign's object knows whose it is. */
export const pinsOf = ({ tenantId, region, livemode }: Ctx, campaignId: string): CampaignPins => ({
  tenantId,
  region,
  livemode,
  campaignId,
})

/** The fields that every person of a list must bring along for the campaign's words. */
export function neededFields(row: Pick<CampaignRow, 'kind' | 'content' | 'channels'>): readonly string[] {
  const content = row.content as unknown as CampaignContent
  const given: readonly string[] = content.slot === undefined ? [] : TIME_FIELDS
  return fieldsOf({ kind: row.kind, content }, row.channels).filter((field) => !given.includes(field))
}
