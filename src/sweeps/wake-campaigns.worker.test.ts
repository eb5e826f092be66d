import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { wantedCampaign } from '../../test/builders/campaign.ts'
import { ctxAt, sweepDeps } from '../../test/sweep-deps.ts'
import { createCampaign, pinsOf } from '../outreach/campaign/create-campaign.ts'
import { findCampaign } from '../outreach/campaign/find-campaign.ts'
import { importMembers } from '../outreach/campaign/import-members.ts'
import { rowsOfPeople } from '../outreach/campaign/list-rows.ts'
import { wakeCampaigns } from './wake-campaigns.ts'

test('a campaign whose object has lost its alarm is woken when it is due, and begins', async () => {
  const ctx = ctxAt(Date.now())
  const aCampaign = async (startsAtMs: number) => {
    const campaign = await createCampaign(ctx, wantedCampaign({ startsAtMs }))
    await importMembers(ctx, campaign, rowsOfPeople([{ phone: '+12125550142', name: 'Ann' }], ['name']))
    return campaign.id
  }
  const due = await aCampaign(ctx.nowMs - 1)
  const later = await aCampaign(ctx.nowMs + 3_600_000)
  const paused = await aCampaign(ctx.nowMs - 1)
  await ctx.objects.campaign(paused).halt(pinsOf(ctx, paused), 'paused')
  const alarmOf = (id: string) =>
    runInDurableObject(env.CAMPAIGNS.getByName(id), (_, object) => object.storage.getAlarm())
  for (const id of [due, later, paused])
    await runInDurableObject(env.CAMPAIGNS.getByName(id), (_, object) => object.storage.deleteAlarm())
  const [stores] = sweepDeps(ctx.nowMs).regions
  expect(await wakeCampaigns(stores!, ctx.nowMs)).toBe(1)
  await vi.waitUntil(async () => (await findCampaign(ctx, due))?.status !== 'scheduled', { timeout: 90_000 })
  expect([await alarmOf(later), await alarmOf(paused)]).toEqual([null, null])
  expect((await findCampaign(ctx, paused))?.status).toBe('paused')
})
