import * as z from 'zod'
import { CONTACT_CHANNELS, PURPOSES } from '../../consent/contact.ts'
import type { Ctx } from '../../context.ts'
import { contentOf, type CampaignContent, type CampaignRow, type MemberRow } from '../../outreach/campaign/campaign.ts'
import { campaignProgress, refusalCounts } from '../../outreach/campaign/campaign-progress.ts'
import { CAMPAIGN_KINDS, CAMPAIGN_STATUSES } from '../../records/campaigns/table.ts'
import { MEMBER_STATUSES } from '../../records/campaign-members/table.ts'
import { windowField } from './campaign-fields.ts'
import { time, Time, timeOrNull } from './shape.ts'

const Count = z.int().min(0)

const ContentObject = z.object({
  language: z.enum(['en', 'es']),
  sms: z.object({ text: z.string() }).optional(),
  whatsapp: z
    .object({
      text: z.string().optional(),
      template: z.object({ name: z.string(), language: z.string(), parameters: z.array(z.string()) }).optional(),
    })
    .optional(),
  voice: z.object({ text: z.string() }).optional(),
  slot: z.object({ service_id: z.string(), resource_id: z.string(), starts_at: Time }).optional(),
  lot_minutes: z.int().optional(),
})

export const CampaignObject = z
  .object({
    object: z.literal('campaign'),
    id: z.string(),
    name: z.string(),
    kind: z.enum(CAMPAIGN_KINDS),
    purpose: z.enum(PURPOSES).meta({ examples: ['appointment_reminder'] }),
    agent_id: z.string().nullable(),
    channels: z.array(z.enum(CONTACT_CHANNELS)),
    window: z
      .object({ days: z.array(z.string()), from: z.string(), to: z.string() })
      .meta({ examples: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '20:00' }] }),
    starts_at: Time,
    ends_at: Time.nullable(),
    per_minute: Count,
    at_once: Count,
    attempts_max: Count,
    retry_minutes: z.record(z.string(), Count),
    content: ContentObject,
    status: z
      .enum(CAMPAIGN_STATUSES)
      .describe(
        '`importing` until it has people; `paused` also by itself, where something stands against all of them.',
      ),
    member_count: Count,
    livemode: z.boolean(),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Campaign' })

/** One campaign, with how far its people are. */
export const WholeCampaign = z
  .object({
    ...CampaignObject.shape,
    progress: z.object(Object.fromEntries(MEMBER_STATUSES.map((status) => [status, Count]))),
    refusals: z
      .record(z.string(), Count)
      .meta({ examples: [{ suppressed: 2, no_consent: 1 }] })
      .describe('How many were refused, by why.'),
  })
  .meta({ id: 'WholeCampaign' })

const contentShown = ({ language, sms, whatsapp, voice, slot, lotMinutes }: CampaignContent) => ({
  language,
  ...(sms && { sms }),
  ...(whatsapp && { whatsapp }),
  ...(voice && { voice }),
  ...(slot && { slot: { service_id: slot.serviceId, resource_id: slot.resourceId, starts_at: time(slot.startsAtMs) } }),
  ...(lotMinutes !== undefined && { lot_minutes: lotMinutes }),
})

export const campaignObject = (row: CampaignRow) => ({
  object: 'campaign' as const,
  id: row.id,
  name: row.name,
  kind: row.kind,
  purpose: row.purpose as (typeof PURPOSES)[number],
  agent_id: row.agentId,
  channels: row.channels as readonly (typeof CONTACT_CHANNELS)[number][],
  window: windowField(row.window),
  starts_at: time(row.startsAtMs),
  ends_at: timeOrNull(row.endsAtMs),
  per_minute: row.perMinute,
  at_once: row.atOnce,
  attempts_max: row.attemptsMax,
  retry_minutes: row.retryMinutes,
  content: contentShown(contentOf(row)),
  status: row.status,
  member_count: row.memberCount,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

export const wholeCampaign = async (ctx: Ctx, row: CampaignRow) => ({
  ...campaignObject(row),
  progress: await campaignProgress(ctx, row.id),
  refusals: await refusalCounts(ctx, row.id),
})

export const MemberObject = z
  .object({
    object: z.literal('campaign_member'),
    id: z.string(),
    masked_phone: z.string().nullable(),
    person_id: z.string().nullable().describe('Known once they were contacted.'),
    booking_id: z.string().nullable(),
    status: z.enum(MEMBER_STATUSES),
    code: z.string().nullable().describe('What came of it last: an outcome, or why nothing was begun.'),
    channel: z.enum(CONTACT_CHANNELS).describe('The one it has come to.'),
    attempts: Count,
    next_at: Time.nullable(),
    subject_id: z.string().nullable().describe('The call or message of the last attempt.'),
    updated_at: Time,
  })
  .meta({ id: 'CampaignMember' })

export const memberObject = (row: MemberRow, { channels }: CampaignRow, maskedPhone: string | null) => ({
  object: 'campaign_member' as const,
  id: row.id,
  masked_phone: maskedPhone,
  person_id: row.personId,
  booking_id: row.bookingId,
  status: row.status,
  code: row.lastCode,
  channel: (channels[row.channelAt] ?? 'voice') as (typeof CONTACT_CHANNELS)[number],
  attempts: row.attempts,
  next_at: timeOrNull(row.nextAtMs),
  subject_id: row.subjectId,
  updated_at: time(row.updatedAtMs),
})
