import { errorName, log } from '../kernel/log.ts'
import type { NumberTargets } from '../providers/telephony/contract.ts'
import { sweepCarrierDeletions } from './carrier-deletions.ts'
import { sweepCheckpoints } from './checkpoints.ts'
import { sweepClosures } from './closures.ts'
import { sweepOwedEvents } from './dispatch.ts'
import { sweepErasures } from './erasures.ts'
import { sweepExports } from './exports.ts'
import { sweepIncidents, sweepLegalNotices } from './incidents.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import type { ChannelRow } from '../tenants/channel.ts'
import type { MailWorld } from '../mail/mail-world.ts'
import { tellOfWaitingMails } from '../mail/tell-of-waiting.ts'
import { sweepMails, sweepTickets } from './mail.ts'
import { sweepMinors } from './minors.ts'
import { pointNumbers } from './point-numbers.ts'
import { tellPolicies } from './policies.ts'
import { sweepPrivacyRequests } from './privacy-deadlines.ts'
import { sweepRecordings } from './recordings.ts'
import { sweepRetention } from './retention.ts'
import { rotateKeys } from './rotate-keys.ts'
import { subscribeChannels } from './subscribe-channels.ts'
import type { SweepDeps } from './sweep-context.ts'
import { alarmVendorReviews } from './vendor-reviews.ts'
import { wakeCampaigns } from './wake-campaigns.ts'
import { wakeUnreportedCalls } from './unreported-calls.ts'

/** Every minute only what a lost queue message left lying; every ten minutes everything. wrangler.toml names both. */
export const EVERY_MINUTE = '* * * * *'

export interface ScheduleDeps extends SweepDeps {
  readonly targetsFor: (carrier: string) => NumberTargets
  readonly platformFor: (channel: ChannelRow) => Promise<MessagingApi | null>
  /** Origin of the site. */
  readonly publicUrl: string
  readonly mail: Pick<MailWorld, 'domain' | 'sender' | 'classify'>
}

/** Runs the sweeps that `cron` stands for, at the time it was scheduled for. One that fails is no reason to skip the rest. */
export async function runSweeps(deps: ScheduleDeps, cron: string): Promise<void> {
  const { regions, nowMs } = deps
  for (const stores of regions) await run('events', () => sweepOwedEvents(stores, nowMs))
  for (const stores of regions) await run('erasures', () => sweepErasures(deps, stores))
  for (const stores of regions) await run('exports', () => sweepExports(deps, stores))
  const mail = { ...deps, ...deps.mail }
  for (const stores of regions) await run('mail', () => sweepMails(mail, stores))
  if (cron === EVERY_MINUTE) return
  for (const stores of regions) {
    await run('waiting-mails', () => tellOfWaitingMails(mail, stores))
    await run('calls', () => wakeUnreportedCalls(stores, nowMs))
    await run('campaigns', () => wakeCampaigns(stores, nowMs))
    await run('recordings', () => sweepRecordings(deps, stores))
    await run('carrier-deletions', () => sweepCarrierDeletions(deps, stores))
    await run('keys', () => rotateKeys(deps, stores))
    await run('minors', () => sweepMinors(deps, stores))
    await run('policies', () => tellPolicies(deps, stores))
    await run('privacy-requests', () => sweepPrivacyRequests(deps, stores))
    await run('legal-notices', () => sweepLegalNotices(deps, stores))
    await run('checkpoints', () => sweepCheckpoints(deps, stores))
  }
  await run('incidents', () => sweepIncidents(deps))
  await run('vendor-reviews', () => alarmVendorReviews(deps))
  await run('tickets', () => sweepTickets(mail))
  await run('numbers', () => pointNumbers(deps))
  await run('channels', () => subscribeChannels(deps))
  await run('closures', () => sweepClosures(deps))
  await run('retention', async () => (await sweepRetention(deps)).rows)
}

async function run(name: string, sweep: () => Promise<number>): Promise<void> {
  try {
    const done = await sweep()
    if (done > 0) log.info('sweep.done', { name, done })
  } catch (error) {
    log.error('sweep.failed', { name, error: errorName(error) })
  }
}
