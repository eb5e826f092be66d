import * as z from 'zod'
import { changeOutreach } from '../../consent/change-outreach.ts'
import { outreachOf } from '../../consent/outreach-settings.ts'
import { contextOf, type Ctx } from '../../context.ts'
import { withdrawAcceptance } from '../../policies/accept-policy.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import type { ApiContext } from './api-env.ts'
import { refuseFuture } from './contact-fields.ts'
import { operatorResource, type Platform } from './operation.ts'
import { InstantOrNull, outreachObject, OutreachObject } from './outreach-object.ts'
import { found } from './shape.ts'

/** What the operator knows of a business: `policies_accepted_at` is only ever taken away here. */
const OutreachOfTenant = z
  .strictObject({
    baa_signed_at: InstantOrNull.describe('When the agreement on health data was signed; null: it was ended.'),
    policies_accepted_at: z
      .null()
      .describe('Null: the business has to accept them again before it does anything else.'),
  })
  .partial()

/** @throws Refusal not_found */
async function tenantCtx(c: ApiContext, { directory, actor, nowMs }: Platform, tenantId: string): Promise<Ctx> {
  const { region } = found(await findTenant(directory, tenantId), 'business')
  return contextOf(c.env, { tenantId, region, livemode: true, actor }, nowMs)
}

/** What binds a business, for the operator. Mounted beside the businesses themselves. */
export const tenantOutreach = operatorResource('tenants')
  .get(
    '/:id/outreach',
    { summary: 'Read what binds a business before it reaches out', scope: 'read', response: OutreachObject },
    async ({ ctx, params, c }) => outreachObject(await outreachOf(await tenantCtx(c, ctx, params.id)), true),
  )
  .patch(
    '/:id/outreach',
    {
      summary: 'Say what a business has signed',
      description:
        'Of a business of health care: without the agreement on health data it contacts nobody about health.',
      scope: 'write',
      body: OutreachOfTenant,
      response: OutreachObject,
      example: { baa_signed_at: '2026-03-02T15:04:05Z' },
    },
    async ({ ctx, params, body, c }) => {
      const { baa_signed_at: baaSignedAtMs, policies_accepted_at: policyAcceptedAtMs } = body
      refuseFuture('/baa_signed_at', baaSignedAtMs, ctx.nowMs)
      const its = await tenantCtx(c, ctx, params.id)
      if (policyAcceptedAtMs === null) await withdrawAcceptance(its)
      const change = baaSignedAtMs === undefined ? {} : { baaSignedAtMs }
      return outreachObject(await changeOutreach(its, change), true)
    },
  )
