import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { refuseOnWhatsapp } from '../../agents/channel-rules.ts'
import type { Ctx } from '../../context.ts'
import { readPhone } from '../../kernel/read-phone.ts'
import { refuseGoingLive } from '../../egress/refuse-vendors.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { dropMessageLines } from '../../messages/message-line.ts'
import { platformOf } from '../../messages/platform-of.ts'
import { channels as channelTable } from '../../records/channels/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import type { ChannelRow } from '../../tenants/channel.ts'
import { claimChannel, type ClaimTrouble } from '../../tenants/claim-channel.ts'
import { refuseUnready } from '../../tenants/go-live.ts'
import { takeChannel } from '../../tenants/take-failed-claim.ts'
import { releaseChannel } from '../../tenants/release-channel.ts'
import { subscribeChannel } from '../../tenants/subscribe-channel.ts'
import type { ApiContext } from './api-env.ts'
import { carrierAccountOf } from './carrier-account-of.ts'
import { refuseUnknownAgent } from './known-agent.ts'
import { lineTaken } from './line-taken.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { found, Id, oneWrong, time, Time } from './shape.ts'

const PROVIDERS = channelTable.provider.enumValues
const STATUSES = channelTable.status.enumValues
const MetaId = z.string().regex(/^[\w.:-]{1,64}$/, 'must be an id as Meta gives it')
const Secret = z.string().regex(/^[\x21-\x7e]{8,512}$/, 'must be 8 to 512 visible characters')

const BOTH = 'An application of your own has both: the secret its webhooks are signed with, and the token it sends by.'

const NewChannel = z
  .strictObject({
    kind: z.literal('whatsapp'),
    provider: z
      .enum(PROVIDERS)
      .default('whatsapp')
      .describe('`whatsapp`: Meta’s own API. `twilio`: a WhatsApp sender of a Twilio account.'),
    phone_number_id: z
      .string()
      .min(1)
      .max(64)
      .describe('Meta’s id of the number. With Twilio the sender’s own number, in any human spelling.'),
    account_id: MetaId.optional().describe(
      'Meta’s id of the messaging account (WABA) that the number is in. With Twilio the account’s SID; by default your ' +
        'only own one, else the platform’s.',
    ),
    agent_id: Id.nullable()
      .default(null)
      .describe('The agent that answers. Without one, what is written waits for people of yours.'),
    app_secret: Secret.nullable()
      .default(null)
      .describe(
        'Of your own application at Meta, which signs its webhooks. With `access_token` or not at all. Kept sealed and never shown again.',
      ),
    access_token: Secret.nullable()
      .default(null)
      .describe('What your own application sends by. Kept sealed and never shown again.'),
  })
  .check(({ value, issues }) => {
    const missing = (['app_secret', 'access_token'] as const).filter((name) => value[name] === null)
    if (missing.length === 1)
      issues.push({ code: 'custom', path: [...missing], message: BOTH, params: { code: 'missing' }, input: value })
  })

const ChannelChange = z.strictObject({ agent_id: Id.nullable() })

const ChannelObject = z
  .object({
    object: z.literal('channel'),
    id: z.string(),
    kind: z.literal('whatsapp'),
    provider: z.enum(PROVIDERS),
    phone_number_id: z.string(),
    account_id: z.string(),
    display_number: z.string().nullable().describe('As the platform shows it, once it has been asked.'),
    agent_id: z.string().nullable(),
    app_secret: z.literal('•••').nullable().describe('Set, and not shown.'),
    access_token: z.literal('•••').nullable(),
    status: z
      .enum(STATUSES)
      .describe('`subscribed`: messages come to us. `pending` and `failed` are tried again every ten minutes.'),
    detail: z.string().nullable().describe('The code that the platform said no with last.'),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Channel' })

const channelObject = (row: ChannelRow) => ({
  object: 'channel' as const,
  id: row.id,
  kind: row.kind,
  provider: row.provider,
  phone_number_id: row.line,
  account_id: row.accountId,
  display_number: row.displayNumber,
  agent_id: row.agentId,
  app_secret: row.sealedAppSecret === null ? null : ('•••' as const),
  access_token: row.sealedAccessToken === null ? null : ('•••' as const),
  status: row.status,
  detail: row.detail,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

export const channels = resource('channels')
  .post(
    '/',
    {
      summary: 'Claim a WhatsApp number',
      description:
        'A number belongs to one business, and all numbers of one of Meta’s accounts do. It is claimed first, and then its account is subscribed, so that what people ' +
        'write comes to us; the claim stands while the platform cannot be reached, and subscribing is tried again. A claim that failed gives way as at `/v1/numbers`. A ' +
        'test key claims a number only within its own business, and no platform hears of it. Numbers for SMS are ' +
        'claimed at `/v1/numbers`.',
      scope: 'write',
      body: NewChannel,
      response: ChannelObject,
      status: 201,
      example: { kind: 'whatsapp', phone_number_id: '10054321', account_id: '20098765' },
    },
    async ({ ctx, body, c }) => {
      const { provider, agent_id: agentId, app_secret: appSecret, access_token: accessToken } = body
      await refuseUnknownAgent(ctx, agentId)
      if (agentId !== null) await refuseOnWhatsapp(ctx, agentId)
      await refuseGoingLive(ctx, provider === 'whatsapp' ? 'meta' : 'twilio')
      await refuseUnready(ctx)
      const line = lineOf(provider, body.phone_number_id)
      const accountId = await accountOf(ctx, c, body)
      const wanted = { provider, line, accountId, agentId, appSecret, accessToken }
      const claimed = await claimChannel(ctx, wanted)
      const row = claimed.ok
        ? claimed.value
        : await lineTaken(ctx, c, { ...wanted, pointer: pointerOf(claimed.error), why: claimed.error }, (own) =>
            takeChannel(ctx, wanted, own),
          )
      return channelObject((await subscribe(ctx, c, row)) ?? row)
    },
  )
  .get(
    '/',
    { summary: 'List WhatsApp numbers', scope: 'read', query: ListQuery, response: listOf(ChannelObject) },
    ({ ctx, query }) =>
      listPage({ db: ctx.directory, table: channelTable, where: ownedBy(ctx, channelTable), query }, channelObject),
  )
  .get('/:id', { summary: 'Get a WhatsApp number', scope: 'read', response: ChannelObject }, async ({ ctx, params }) =>
    channelObject(await channelOf(ctx, params.id)),
  )
  .patch(
    '/:id',
    {
      summary: 'Choose the agent that answers on WhatsApp',
      scope: 'write',
      body: ChannelChange,
      response: ChannelObject,
      example: { agent_id: 'agt_01k5m3x8q2v7w9y0z1a2b3c4d5' },
    },
    async ({ ctx, params, body: { agent_id: agentId } }) => {
      await channelOf(ctx, params.id)
      await refuseUnknownAgent(ctx, agentId)
      if (agentId !== null) await refuseOnWhatsapp(ctx, agentId)
      const mine = and(ownedBy(ctx, channelTable), eq(channelTable.id, params.id))
      const [changed] = await ctx.directory.update(channelTable).set({ agentId }).where(mine).returning()
      dropMessageLines()
      return channelObject(found(changed, 'channel'))
    },
  )
  .post(
    '/:id/subscribe',
    {
      summary: 'Subscribe a WhatsApp number’s account now',
      description: 'What happens every ten minutes anyway, without the wait.',
      scope: 'write',
      response: ChannelObject,
    },
    async ({ ctx, params, c }) =>
      channelObject(found(await subscribe(ctx, c, await channelOf(ctx, params.id)), 'channel')),
  )
  .delete(
    '/:id',
    {
      summary: 'Give a WhatsApp number back',
      description:
        'What people write stops coming here and anybody may claim it. With the last number of an account its ' +
        'subscription ends. When the platform cannot be reached for that the answer is 502 and nothing has changed: ask again.',
      scope: 'write',
      status: 204,
    },
    async ({ ctx, params, c }) => {
      const row = await channelOf(ctx, params.id)
      const released = await releaseChannel(ctx, row, row.livemode ? await platformAt(c, row) : null)
      if (!released.ok)
        throw new Refusal('provider_failed', `The platform did not let the number go (${released.error}).`)
    },
  )

const platformAt = (c: ApiContext, { tenantId, provider, line }: ChannelRow) =>
  platformOf(c.env, { tenantId, provider, line, channel: 'whatsapp' }, c.get('nowMs'))

async function channelOf(ctx: Ctx, id: string): Promise<ChannelRow> {
  const mine = and(ownedBy(ctx, channelTable), eq(channelTable.id, id))
  return found(await ctx.directory.select().from(channelTable).where(mine).get(), 'channel')
}

async function subscribe(ctx: Ctx, c: ApiContext, row: ChannelRow): Promise<ChannelRow | undefined> {
  if (!row.livemode) return row
  return subscribeChannel(ctx, row, await platformAt(c, row))
}

/** @throws Refusal invalid for what is no name of a line at `provider`. */
function lineOf(provider: ChannelRow['provider'], given: string): string {
  const line = provider === 'twilio' ? readPhone(given) : MetaId.safeParse(given).data
  if (line) return line
  const what = provider === 'twilio' ? 'not_a_phone_number' : 'malformed'
  throw oneWrong('/phone_number_id', what, 'No number of this platform can be read here.')
}

async function accountOf(ctx: Ctx, c: ApiContext, body: z.output<typeof NewChannel>): Promise<string> {
  if (body.provider === 'twilio') {
    const asked = { carrier: 'twilio', wanted: body.account_id, pointer: '/account_id' }
    return ctx.livemode ? carrierAccountOf(ctx, c, asked) : (body.account_id ?? '')
  }
  if (body.account_id !== undefined) return body.account_id
  throw oneWrong('/account_id', 'missing', 'Say which of Meta’s accounts the number is in.')
}

const pointerOf = (why: ClaimTrouble): string => (why === 'account_taken' ? '/account_id' : '/phone_number_id')
