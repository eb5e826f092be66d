import { ANY_TIME } from '../../src/outreach/campaign/campaign-window.ts'
import type { NewCampaign } from '../../src/outreach/campaign/create-campaign.ts'

/** A campaign as somebody may want it: a text to remind of appointments, at any time of day. */
export const wantedCampaign = (more: Partial<NewCampaign> & Pick<NewCampaign, 'startsAtMs'>): NewCampaign => ({
  name: 'Reminders',
  kind: 'message',
  purpose: 'appointment_reminder',
  agentId: null,
  channels: ['sms'],
  window: ANY_TIME,
  perMinute: 10,
  atOnce: 10,
  attemptsMax: 1,
  retryMinutes: {},
  content: { language: 'en', sms: { text: 'Hello {name}' } },
  endsAtMs: null,
  ...more,
})

/** So fast that nobody of a list waits, and three times where it comes to nothing. */
export const MANY_AT_ONCE = { perMinute: 1_000, atOnce: 200, attemptsMax: 3 } as const
