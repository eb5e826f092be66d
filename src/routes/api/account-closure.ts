import * as z from 'zod'
import { findTenant } from '../../tenants/change-tenant.ts'
import { approveClosure, askClosure, cancelClosure } from '../../tenants/closing/ask-closure.ts'
import { exportAccount } from '../../tenants/closing/export-account.ts'
import { newestClosure } from '../../tenants/closing/find-closure.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { ClosureObject, closureObject } from './closure-object.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { found, oneWrong, time, Time } from './shape.ts'

const AccountExport = z
  .object({
    object: z.literal('account_export'),
    made_at: Time,
    categories: z
      .array(
        z.object({
          category: z.string(),
          rows: z.array(z.record(z.string(), z.unknown())),
          is_whole: z.boolean().describe('Whether these are all of them.'),
        }),
      )
      .describe('Everything you set up, without secrets.'),
    people: z.string().describe('Where what is kept about a person is exported.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'AccountExport' })

/** Closing the account: two keys, two weeks to call it off, a wind-down, a receipt. */
export const accountClosure = resource('account')
  .delete(
    '/',
    {
      summary: 'Ask for your account to be closed',
      description:
        'With a live key, and the name of your business as a confirmation. Another live key has to agree. Then you have 14 days to call it off and to export what is yours; after that keys and lines are gone, and 90 days later everything else. Whoever asked to be left alone stays so.',
      scope: 'erase',
      body: z.strictObject({ confirm: z.string().max(200).describe('The name of your business.') }),
      response: ClosureObject,
      status: 202,
      example: { confirm: 'Bright Smile Dental' },
    },
    async ({ ctx, body }) => {
      refuseTestKey(ctx)
      const { name } = found(await findTenant(ctx.directory, ctx.tenantId), 'business')
      if (body.confirm.trim() !== name) throw oneWrong('/confirm', 'mismatch', 'This is not the name of your business.')
      return closureObject(await askClosure(ctx))
    },
  )
  .get(
    '/closure',
    { summary: 'How far the closing of your account is', scope: 'read', response: ClosureObject },
    async ({ ctx }) =>
      closureObject(found(await newestClosure(ctx.directory, liveOnly(ctx), 'closure'), 'closing of your account')),
  )
  .post(
    '/closure/approve',
    {
      summary: 'Agree to the closing of your account',
      description: 'With another live key than the one that asked.',
      scope: 'erase',
      response: ClosureObject,
    },
    async ({ ctx }) => {
      refuseTestKey(ctx)
      const row = found(await approveClosure(ctx), 'closing of your account')
      if (row.approvedBy === null) throw new Refusal('forbidden', 'The key that asked cannot agree with itself.')
      return closureObject(row)
    },
  )
  .post(
    '/closure/cancel',
    { summary: 'Call the closing of your account off', scope: 'erase', response: ClosureObject },
    async ({ ctx }) => {
      refuseTestKey(ctx)
      return closureObject(found(await cancelClosure(ctx), 'closing of your account that can be called off'))
    },
  )
  .get(
    '/export',
    {
      summary: 'Export what you set up',
      description: 'Agents in all their versions, services, lines, settings and lists. Without secrets.',
      scope: 'read',
      response: AccountExport,
    },
    async ({ ctx }) => ({
      object: 'account_export' as const,
      made_at: time(ctx.nowMs),
      categories: (await exportAccount(ctx)).map(({ isWhole, ...rest }) => ({ ...rest, is_whole: isWhole })),
      people: '/v1/people/:id/export',
      livemode: ctx.livemode,
    }),
  )

/** A test key sees nothing of it: an id that no business has. */
const liveOnly = ({ tenantId, livemode }: { readonly tenantId: string; readonly livemode: boolean }): string =>
  livemode ? tenantId : ''
