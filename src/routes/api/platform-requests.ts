import { and, isNotNull, isNull } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { findRequest, hasEnded } from '../../privacy/change-request.ts'
import { completeRequest } from '../../privacy/complete-request.ts'
import { forwardRequest } from '../../privacy/forward-request.ts'
import { REFUSAL_REASONS } from '../../privacy/reasons.ts'
import { hasEndedAlready, refuseRequest } from '../../privacy/refuse-request.ts'
import { acknowledge } from '../../privacy/tell-asker.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { privacyRequests as table } from '../../records/privacy-requests/table.ts'
import { operatorResource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { ListedRequest, listedRequest, RequestObject, requestObject } from './privacy-request-object.ts'
import { found, Id } from './shape.ts'
import { platformContext, tenantContext } from './tenant-context.ts'

const RequestQuery = listQuery({
  open: z.enum(['true', 'false']).optional().describe('`true`: those that have not ended.'),
})

const answer = async (ctx: Ctx, id: string) => requestObject(ctx, found(await findRequest(ctx, id), 'request'))

/** What is asked of the platform itself, or came to it because nobody could tell which business it is about. */
export const platformRequests = operatorResource('platform_requests')
  .get(
    '/',
    {
      summary: 'List the privacy requests that came to the platform',
      scope: 'read',
      query: RequestQuery,
      response: listOf(ListedRequest),
    },
    ({ ctx: platform, query: { open, ...query }, c }) => {
      const ctx = platformContext(c, platform)
      const ended = open && (open === 'true' ? isNull(table.completedAtMs) : isNotNull(table.completedAtMs))
      return listPage({ db: ctx.db, table, where: and(ownedBy(ctx, table), ended), query }, listedRequest)
    },
  )
  .get(
    '/:id',
    { summary: 'Get a privacy request of the platform', scope: 'read', reveals: 'content', response: RequestObject },
    ({ ctx, params, c }) => answer(platformContext(c, ctx), params.id),
  )
  .post(
    '/:id/forward',
    {
      summary: 'Pass it on to the business it is about',
      description:
        'Only to one that they named: who is known to which business is told to nobody. Its time runs from when it came here, and whoever asked is told who answers them.',
      scope: 'write',
      body: z.strictObject({ tenant_id: Id }),
      response: z.object({ object: z.literal('forwarded_request'), id: z.string(), tenant_id: z.string() }),
      example: { tenant_id: 'ten_01k5m3x8q2v7w9y0z1a2b3c4d5' },
    },
    async ({ ctx, params, body, c }) => {
      const platform = platformContext(c, ctx)
      found(await findRequest(platform, params.id), 'request')
      const business = await tenantContext(c, ctx, body.tenant_id)
      const id = found((await forwardRequest(platform, params.id, business)) ?? undefined, 'request')
      await acknowledge(business, found(await findRequest(business, id), 'request'))
      return { object: 'forwarded_request' as const, id, tenant_id: body.tenant_id }
    },
  )
  .post(
    '/:id/complete',
    { summary: 'Say that it is done', scope: 'write', response: RequestObject },
    async ({ ctx: platform, params, c }) => {
      const ctx = platformContext(c, platform)
      const row = found(await findRequest(ctx, params.id), 'request')
      if (hasEnded(row) && row.status !== 'completed') throw hasEndedAlready()
      await completeRequest(ctx, row.id, 'answered')
      return answer(ctx, row.id)
    },
  )
  .post(
    '/:id/refuse',
    {
      summary: 'Refuse it, with a reason',
      scope: 'write',
      body: z.strictObject({ reason: z.enum(REFUSAL_REASONS) }),
      response: RequestObject,
      example: { reason: 'not_found' },
    },
    async ({ ctx: platform, params, body, c }) => {
      const ctx = platformContext(c, platform)
      found(await refuseRequest(ctx, params.id, body.reason), 'request')
      return answer(ctx, params.id)
    },
  )
