import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { costlyAt } from '../../agents/home-codes.ts'
import { dropLines } from '../../calls/line.ts'
import { numberTargets } from '../../calls/callback-urls.ts'
import type { Ctx } from '../../context.ts'
import { refuseGoingLive } from '../../egress/refuse-vendors.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { numbers as numberTable } from '../../records/numbers/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { claimNumber } from '../../tenants/claim-number.ts'
import { refuseUnready } from '../../tenants/go-live.ts'
import type { NumberRow } from '../../tenants/number.ts'
import { pointNumber } from '../../tenants/point-number.ts'
import { takeNumber } from '../../tenants/take-failed-claim.ts'
import { releaseNumber } from '../../tenants/release-number.ts'
import { carrierApi } from '../carrier-api.ts'
import type { ApiContext } from './api-env.ts'
import { carrierAccountOf } from './carrier-account-of.ts'
import { refuseUnknownAgent } from './known-agent.ts'
import { lineTaken } from './line-taken.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { Phone } from './phone-field.ts'
import { found, Id, oneWrong, time, Time } from './shape.ts'

const CARRIER = 'twilio'

const NewNumber = z.strictObject({
  phone_number: Phone,
  agent_id: Id.nullable()
    .default(null)
    .describe('The agent that answers. Without one callers hear that nobody can answer.'),
  account_sid: z
    .string()
    .optional()
    .describe('The carrier account the number is in. By default your only own one, else the platform’s.'),
})

const NumberChange = z.strictObject({ agent_id: Id.nullable() })

const NumberObject = z
  .object({
    object: z.literal('number'),
    id: z.string(),
    phone_number: z.string(),
    agent_id: z.string().nullable(),
    carrier: z.string(),
    account_sid: z.string().nullable().describe('Null for a test number.'),
    carrier_status: z
      .enum(['pending', 'pointed', 'not_found', 'failed', 'test'])
      .describe('`pointed`: calls come to us. Everything else but `test` is tried again every ten minutes.'),
    carrier_detail: z.string().nullable().describe('What the carrier said last.'),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Number' })

const numberObject = (row: NumberRow) => ({
  object: 'number' as const,
  id: row.id,
  phone_number: row.phoneNumber,
  agent_id: row.agentId,
  carrier: row.carrier,
  account_sid: row.livemode ? row.accountSid : null,
  carrier_status: row.carrierStatus,
  carrier_detail: row.carrierDetail,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

export const numbers = resource('numbers')
  .post(
    '/',
    {
      summary: 'Claim a number',
      description:
        'A number belongs to one business. It is claimed first and then pointed at us through its carrier; the claim ' +
        'stands while the carrier cannot be reached, and pointing is tried again. A claim that failed, and never worked, gives ' +
        'way to whose own account the number is in. A test key claims a number only ' +
        'within its own business, and no carrier hears of it.',
      scope: 'write',
      body: NewNumber,
      response: NumberObject,
      status: 201,
      example: { phone_number: '+1 212 555 0142', agent_id: 'agt_01k5m3x8q2v7w9y0z1a2b3c4d5' },
    },
    async ({ ctx, body, c }) => {
      const { phone_number: phoneNumber, agent_id: agentId } = body
      await refuseUnknownAgent(ctx, agentId)
      await refuseCostlyAgent(ctx, agentId, phoneNumber)
      await refuseGoingLive(ctx, CARRIER)
      await refuseUnready(ctx)
      const asked = { carrier: CARRIER, wanted: body.account_sid, pointer: '/account_sid' }
      const accountSid = ctx.livemode ? await carrierAccountOf(ctx, c, asked) : ''
      const wanted = { phoneNumber, agentId, carrier: CARRIER, accountSid }
      const claimed = await claimNumber(ctx, wanted)
      const held = { pointer: '/phone_number', provider: CARRIER, accountId: accountSid, accessToken: null }
      const row = claimed.ok
        ? claimed.value
        : await lineTaken(ctx, c, { ...held, why: claimed.error }, (own) => takeNumber(ctx, wanted, own))
      return numberObject((await point(ctx, c, row)) ?? row)
    },
  )
  .get(
    '/',
    { summary: 'List numbers', scope: 'read', query: ListQuery, response: listOf(NumberObject) },
    ({ ctx, query }) =>
      listPage({ db: ctx.directory, table: numberTable, where: ownedBy(ctx, numberTable), query }, numberObject),
  )
  .get('/:id', { summary: 'Get a number', scope: 'read', response: NumberObject }, async ({ ctx, params }) =>
    numberObject(await numberOf(ctx, params.id)),
  )
  .patch(
    '/:id',
    {
      summary: 'Choose the agent that answers',
      scope: 'write',
      body: NumberChange,
      response: NumberObject,
      example: { agent_id: 'agt_01k5m3x8q2v7w9y0z1a2b3c4d5' },
    },
    async ({ ctx, params, body }) => {
      const { phoneNumber } = await numberOf(ctx, params.id)
      await refuseUnknownAgent(ctx, body.agent_id)
      await refuseCostlyAgent(ctx, body.agent_id, phoneNumber)
      const mine = and(ownedBy(ctx, numberTable), eq(numberTable.id, params.id))
      const [changed] = await ctx.directory.update(numberTable).set({ agentId: body.agent_id }).where(mine).returning()
      dropLines()
      return numberObject(found(changed, 'number'))
    },
  )
  .post(
    '/:id/point',
    {
      summary: 'Point a number at us now',
      description: 'What happens every ten minutes anyway, without the wait.',
      scope: 'write',
      response: NumberObject,
    },
    async ({ ctx, params, c }) => numberObject(found(await point(ctx, c, await numberOf(ctx, params.id)), 'number')),
  )
  .delete(
    '/:id',
    {
      summary: 'Give a number back',
      description:
        'Its calls stop coming here and anybody may claim it. When the carrier cannot be reached the answer is 502 and nothing has changed: ask again.',
      scope: 'write',
      status: 204,
    },
    async ({ ctx, params, c }) => {
      const row = await numberOf(ctx, params.id)
      const released = await releaseNumber(ctx, row, row.livemode ? await carrierApi(c.env, row, ctx.nowMs) : null)
      if (!released.ok)
        throw new Refusal('provider_failed', `The carrier did not let the number go (${released.error.code}).`)
    },
  )

async function numberOf(ctx: Ctx, id: string): Promise<NumberRow> {
  const mine = and(ownedBy(ctx, numberTable), eq(numberTable.id, id))
  return found(await ctx.directory.select().from(numberTable).where(mine).get(), 'number')
}

async function point(ctx: Ctx, c: ApiContext, row: NumberRow): Promise<NumberRow | undefined> {
  if (!row.livemode) return row
  const targets = numberTargets(c.env.PUBLIC_URL ?? '', row.carrier)
  return pointNumber(ctx, row, await carrierApi(c.env, row, ctx.nowMs), targets)
}

/** @throws Refusal invalid for an agent that passes callers on to a number abroad, or one that costs more than a call. */
async function refuseCostlyAgent(ctx: Ctx, agentId: string | null, phoneNumber: string): Promise<void> {
  const [costly] = agentId === null ? [] : await costlyAt(ctx, agentId, phoneNumber)
  if (costly === undefined) return
  throw oneWrong('/agent_id', costly.code, `Of this agent's document, ${costly.pointer}: ${costly.detail}`)
}
