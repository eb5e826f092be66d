import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { talkingAgent } from '../../agents/published.ts'
import type { Ctx } from '../../context.ts'
import { maskPhone } from '../../kernel/phone.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { CampaignContent, CampaignRow, MemberRow } from '../../outreach/campaign/campaign.ts'
import { ANY_TIME } from '../../outreach/campaign/campaign-window.ts'
import { createCampaign, pinsOf } from '../../outreach/campaign/create-campaign.ts'
import { findCampaign } from '../../outreach/campaign/find-campaign.ts'
import { memberPage } from '../../outreach/campaign/member-pages.ts'
import { outcomesCsv } from '../../outreach/campaign/outcomes-csv.ts'
import { openTarget } from '../../outreach/campaign/start-attempt.ts'
import { campaigns as campaignTable, CAMPAIGN_STATUSES } from '../../records/campaigns/table.ts'
import { MEMBER_STATUSES } from '../../records/campaign-members/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { offeringFor, resourcesFor } from './booking-refusal.ts'
import {
  ATTEMPTS_DEFAULT,
  CampaignChange,
  changedWindow,
  NewCampaignFields,
  NewMembers,
  RETRY_DEFAULT,
  windowOf,
  type NewCampaignAsked,
} from './campaign-fields.ts'
import { givenList, takeList } from './campaign-lists.ts'
import {
  campaignObject,
  CampaignObject,
  memberObject,
  MemberObject,
  wholeCampaign,
  WholeCampaign,
} from './campaign-object.ts'
import { refuseUnknownAgent } from './known-agent.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery, pageOf } from './page.ts'
import { found } from './shape.ts'

/** JSON of as many people as one request may have. */
const MEMBERS_BYTES_MAX = 4 * 1024 * 1024

const CampaignQuery = listQuery({ status: z.enum(CAMPAIGN_STATUSES).optional() })
const MemberQuery = listQuery({ status: z.enum(MEMBER_STATUSES).optional() })

const Imported = z
  .object({
    object: z.literal('campaign_import'),
    campaign_id: z.string(),
    added: z.int().min(0),
    already_there: z.int().min(0),
  })
  .meta({ id: 'CampaignImport' })

const campaignOf = async (ctx: Ctx, id: string): Promise<CampaignRow> =>
  found((await findCampaign(ctx, id)) ?? undefined, 'campaign')

async function contentFor(ctx: Ctx, { content, kind }: NewCampaignAsked): Promise<CampaignContent> {
  const { language, sms, whatsapp, voice, slot, lot_minutes: lotMinutes } = content
  const words = {
    language,
    ...(sms && { sms }),
    ...(whatsapp && {
      whatsapp: {
        ...(whatsapp.text !== undefined && { text: whatsapp.text }),
        ...(whatsapp.template && { template: whatsapp.template }),
      },
    }),
    ...(voice && { voice }),
  }
  if (kind !== 'waitlist' || slot === undefined) return words
  const offering = await offeringFor(ctx, slot.service_id, '/content/slot/service_id')
  resourcesFor(offering, slot.resource_id, '/content/slot/resource_id')
  const startsAtMs = Date.parse(slot.starts_at)
  const timeZone = offering.service.hours.tz
  return {
    ...words,
    slot: { serviceId: slot.service_id, resourceId: slot.resource_id, startsAtMs, timeZone },
    lotMinutes,
  }
}

/** How often somebody is tried, and when again: as asked, else as the agent's document has it, else by default. */
async function triesFor(ctx: Ctx, asked: NewCampaignAsked): Promise<Pick<CampaignRow, 'attemptsMax' | 'retryMinutes'>> {
  const agentId = asked.agent_id ?? null
  const outbound = agentId === null ? undefined : (await talkingAgent(ctx, agentId))?.outbound
  const gap = outbound === undefined ? {} : { no_answer: outbound.gapHours * 60, voicemail: outbound.gapHours * 60 }
  return {
    attemptsMax: asked.attempts_max ?? outbound?.attempts ?? ATTEMPTS_DEFAULT,
    retryMinutes: asked.retry_minutes ?? { ...RETRY_DEFAULT, ...gap },
  }
}

async function make(ctx: Ctx, asked: NewCampaignAsked): Promise<CampaignRow> {
  await refuseUnknownAgent(ctx, asked.agent_id ?? null)
  const { attemptsMax, retryMinutes } = await triesFor(ctx, asked)
  const { name, kind, purpose, window, starts_at: startsAt, ends_at: endsAt } = asked
  return createCampaign(ctx, {
    name,
    kind,
    purpose,
    agentId: asked.agent_id ?? null,
    channels: [...new Set(asked.channels)],
    window: window === undefined ? ANY_TIME : windowOf(window),
    perMinute: asked.per_minute,
    atOnce: asked.at_once,
    attemptsMax,
    retryMinutes,
    content: await contentFor(ctx, asked),
    startsAtMs: startsAt === undefined ? ctx.nowMs : Date.parse(startsAt),
    endsAtMs: endsAt === undefined ? null : Date.parse(endsAt),
  })
}

async function shownMember(ctx: Ctx, campaign: CampaignRow, member: MemberRow) {
  const target = await openTarget(ctx, member)
  return memberObject(member, campaign, target === null ? null : maskPhone(target.phone))
}

const over = (): Refusal => new Refusal('conflict', 'The campaign is over.')

export const campaigns = resource('campaigns')
  .post(
    '/',
    {
      summary: 'Make a campaign',
      description:
        'Contacts many people for one purpose: each at an hour that is lawful where they are, and only who may be contacted. ' +
        'It begins at `starts_at`, once it has people. Words may have `{fields}` in them, as the columns of its list are ' +
        'called; what is written says who it is from, that it is automated, and how to end it.',
      scope: 'write',
      body: NewCampaignFields,
      response: WholeCampaign,
      status: 201,
      example: {
        name: 'Reminders of Tuesday',
        kind: 'message',
        purpose: 'appointment_reminder',
        channels: ['sms'],
        content: { sms: { text: 'Hello {name}, we see you on Tuesday.' } },
        members: [{ phone: '+1 212 555 0142', name: 'Ann Lee' }],
      },
    },
    async ({ ctx, body }) => {
      const { members } = body
      const row = await make(ctx, body)
      // A list that does not do leaves nothing behind.
      if (members !== undefined && members.length > 0)
        await takeList(ctx, row, { members }).catch(async (thrown: unknown) => {
          await ctx.db.delete(campaignTable).where(eq(campaignTable.id, row.id))
          throw thrown
        })
      return wholeCampaign(ctx, await campaignOf(ctx, row.id))
    },
  )
  .get(
    '/',
    { summary: 'List campaigns', scope: 'read', query: CampaignQuery, response: listOf(CampaignObject) },
    ({ ctx, query }) => {
      const where = and(ownedBy(ctx, campaignTable), query.status && eq(campaignTable.status, query.status))
      return listPage({ db: ctx.db, table: campaignTable, where, query }, campaignObject)
    },
  )
  .get(
    '/:id',
    { summary: 'Get a campaign, and how far its people are', scope: 'read', response: WholeCampaign },
    async ({ ctx, params }) => wholeCampaign(ctx, await campaignOf(ctx, params.id)),
  )
  .patch(
    '/:id',
    {
      summary: 'Change how fast a campaign goes, and at which hours',
      description: 'Until it is over, from its next step on. What is under way comes to its end.',
      scope: 'write',
      body: CampaignChange,
      response: CampaignObject,
      example: { per_minute: 20 },
    },
    async ({ ctx, params, body }) => {
      const { id, window: before } = await campaignOf(ctx, params.id)
      const change = { perMinute: body.per_minute, window: changedWindow(before, body.window) }
      if (!(await ctx.objects.campaign(id).change(pinsOf(ctx, id), change))) throw over()
      return campaignObject(await campaignOf(ctx, id))
    },
  )
  .post(
    '/:id/members',
    {
      summary: 'Add people to a campaign',
      description:
        'A list as JSON, or as `text/csv` with a header row in which one column is `phone`: at most 100 000 rows and 20 MB. ' +
        'All of it is taken or nothing: every bad row is told in one answer (422, `problems`). The same list again changes nothing. ' +
        'A campaign is over when all of its people were seen to: where several lists are for one, have it begin later (`starts_at`) or pause it first.',
      scope: 'write',
      body: NewMembers,
      bodyBytesMax: MEMBERS_BYTES_MAX,
      consumes: 'text/csv',
      response: Imported,
      status: 201,
      example: { members: [{ phone: '+1 212 555 0142', name: 'Ann Lee' }] },
    },
    async ({ ctx, params, body, c }) => {
      const campaign = await campaignOf(ctx, params.id)
      const taken = await takeList(ctx, campaign, givenList(body as typeof body | undefined, c.req.raw.body, campaign))
      return {
        object: 'campaign_import' as const,
        campaign_id: campaign.id,
        added: taken.added,
        already_there: taken.known,
      }
    },
  )
  .get(
    '/:id/members',
    {
      summary: 'List the people of a campaign',
      description: 'In an order of their own, which never changes.',
      scope: 'read',
      query: MemberQuery,
      response: listOf(MemberObject),
    },
    async ({ ctx, params, query }) => {
      const campaign = await campaignOf(ctx, params.id)
      const { status, limit, starting_after: after, ending_before: before } = query
      const rows = await memberPage(ctx, { campaignId: campaign.id, status, after, before, limit: limit + 1 })
      return pageOf(await Promise.all(rows.map((row) => shownMember(ctx, campaign, row))), query)
    },
  )
  .get(
    '/:id/outcomes',
    {
      summary: 'Export what came of a campaign',
      description: 'One line a person, with their number.',
      scope: 'read',
      produces: 'text/csv',
    },
    async ({ ctx, params }) => {
      const campaign = await campaignOf(ctx, params.id)
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${campaign.id}.csv"`,
      }
      return new Response(outcomesCsv(ctx, campaign), { headers })
    },
  )
  .post(
    '/:id/pause',
    {
      summary: 'Pause a campaign',
      description: 'Nothing of it begins from then on. What is under way comes to its end.',
      scope: 'write',
      response: CampaignObject,
    },
    async ({ ctx, params }) => {
      const { id } = await campaignOf(ctx, params.id)
      if (!(await ctx.objects.campaign(id).halt(pinsOf(ctx, id), 'paused'))) throw over()
      return campaignObject(await campaignOf(ctx, id))
    },
  )
  .post(
    '/:id/resume',
    { summary: 'Go on with a campaign', scope: 'write', response: CampaignObject },
    async ({ ctx, params }) => {
      const { id } = await campaignOf(ctx, params.id)
      if (!(await ctx.objects.campaign(id).resume(pinsOf(ctx, id)))) throw over()
      return campaignObject(await campaignOf(ctx, id))
    },
  )
  .post(
    '/:id/cancel',
    {
      summary: 'Cancel a campaign',
      description:
        'Nothing of it begins from then on, and what has not reached anybody is taken back, ringing calls too.',
      scope: 'write',
      response: WholeCampaign,
    },
    async ({ ctx, params }) => {
      const { id } = await campaignOf(ctx, params.id)
      if (!(await ctx.objects.campaign(id).halt(pinsOf(ctx, id), 'cancelled'))) throw over()
      return wholeCampaign(ctx, await campaignOf(ctx, id))
    },
  )
