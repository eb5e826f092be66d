import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { Refusal } from '../../kernel/refusal.ts'
import { carrierAccounts } from '../../records/carrier-accounts/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import {
  addCarrierAccount,
  changeTokens,
  plainSid,
  removeCarrierAccount,
  type CarrierAccountRow,
} from '../../tenants/carrier-account.ts'
import { platformAccount } from '../carrier-api.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { found, time, Time } from './shape.ts'

const CARRIER = 'twilio'

const Token = z.string().regex(/^[\x21-\x7e]{8,512}$/, 'must be 8 to 512 visible characters')
const tokens = {
  auth_token: Token.describe('Kept sealed and never shown again.'),
  auth_token_secondary: Token.nullable().default(null).describe('While tokens are rotated at the carrier.'),
}
const NewAccount = z.strictObject({
  account_sid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
  ...tokens,
})

const AccountObject = z
  .object({
    object: z.literal('carrier_account'),
    id: z.string(),
    carrier: z.literal(CARRIER),
    account_sid: z.string(),
    auth_token: z.literal('•••').describe('Set, and not shown.'),
    auth_token_secondary: z.literal('•••').nullable(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'CarrierAccount' })

const accountObject = (row: CarrierAccountRow) => ({
  object: 'carrier_account' as const,
  id: row.id,
  carrier: CARRIER as typeof CARRIER,
  account_sid: plainSid(row),
  auth_token: '•••' as const,
  auth_token_secondary: row.sealedTokenSecondary === null ? null : ('•••' as const),
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

const EXAMPLE_TOKEN = '0123456789abcdef0123456789abcdef'

export const carriers = resource('carriers')
  .post(
    '/twilio',
    {
      summary: 'Add a Twilio account of your own',
      description:
        'An account belongs to one business. A test key adds it for test mode, where Twilio is never asked anything.',
      scope: 'write',
      body: NewAccount,
      response: AccountObject,
      status: 201,
      example: { account_sid: `AC${EXAMPLE_TOKEN}`, auth_token: EXAMPLE_TOKEN },
    },
    async ({ ctx, body, c }) => {
      const { account_sid: accountSid, auth_token: token, auth_token_secondary: tokenSecondary } = body
      const isOurs = platformAccount(c.env, CARRIER)?.accountSid === accountSid
      const added = isOurs ? null : await addCarrierAccount(ctx, CARRIER, accountSid, { token, tokenSecondary })
      if (added === null || !added.ok)
        throw new Refusal('conflict', 'This account has been added already, here or elsewhere.')
      return accountObject(added.value)
    },
  )
  .get(
    '/twilio',
    { summary: 'List Twilio accounts', scope: 'read', query: ListQuery, response: listOf(AccountObject) },
    ({ ctx, query }) =>
      listPage(
        { db: ctx.directory, table: carrierAccounts, where: ownedBy(ctx, carrierAccounts), query },
        accountObject,
      ),
  )
  .get(
    '/twilio/:id',
    { summary: 'Get a Twilio account', scope: 'read', response: AccountObject },
    async ({ ctx, params }) => {
      const mine = and(ownedBy(ctx, carrierAccounts), eq(carrierAccounts.id, params.id))
      return accountObject(
        found(await ctx.directory.select().from(carrierAccounts).where(mine).get(), 'carrier account'),
      )
    },
  )
  .patch(
    '/twilio/:id',
    {
      summary: 'Replace the tokens of a Twilio account',
      scope: 'write',
      body: z.strictObject(tokens),
      response: AccountObject,
      example: { auth_token: EXAMPLE_TOKEN },
    },
    async ({ ctx, params, body }) => {
      const { auth_token: token, auth_token_secondary: tokenSecondary } = body
      return accountObject(found(await changeTokens(ctx, params.id, { token, tokenSecondary }), 'carrier account'))
    },
  )
  .delete(
    '/twilio/:id',
    {
      summary: 'Remove a Twilio account',
      description: 'Refused while numbers are in it: give those back first.',
      scope: 'write',
      status: 204,
    },
    async ({ ctx, params }) => {
      const removed = await removeCarrierAccount(ctx, params.id)
      if (!removed.ok && removed.error === 'not_found')
        throw new Refusal('not_found', 'There is no such carrier account.')
      if (!removed.ok) throw new Refusal('conflict', 'Numbers are still in this account.')
    },
  )
