import * as z from 'zod'
import { findTenant } from '../../tenants/change-tenant.ts'
import { approveClosure, askClosure, cancelClosure } from '../../tenants/closing/ask-closure.ts'
import { newestClosure } from '../../tenants/closing/find-closure.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { accountExport, AccountExport, ExportQuery } from './account-export.ts'
import { ClosureObject, closureObject } from './closure-object.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { found, oneWrong } from './shape.ts'

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
      description:
        'With another live key than the one that asked. Whoever may make keys (`keys:write`) can make that one, so your privacy contact is told by mail, and for two weeks it can be called off.',
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
      description:
        'Agents in all their versions, services, lines, settings and lists. Without secrets. One answer holds all of it, up to 160,000 rows; of more it says where it goes on.',
      scope: 'read',
      query: ExportQuery,
      response: AccountExport,
    },
    ({ ctx, query }) => accountExport(ctx, query.after),
  )

/** A test key sees nothing of it: an id that no business has. */
const liveOnly = ({ tenantId, livemode }: { readonly tenantId: string; readonly livemode: boolean }): string =>
  livemode ? tenantId : ''
