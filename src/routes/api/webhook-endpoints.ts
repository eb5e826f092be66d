import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import type { Env } from '../../env.ts'
import { changeEndpoint, removeEndpoint } from '../../events/change-endpoint.ts'
import type { UrlRules } from '../../events/check-url.ts'
import { createEndpoint } from '../../events/create-endpoint.ts'
import { DELIVERY_STATUSES } from '../../events/delivery.ts'
import { savableUrl } from '../../events/endpoint-url.ts'
import { isEventPattern } from '../../events/event-filter.ts'
import type { EndpointRow } from '../../events/load-job.ts'
import { REPLAY_IDS_MAX, replayEvents, type Replay } from '../../events/replay-events.ts'
import { rotateSecret } from '../../events/rotate-secret.ts'
import { sendTestEvent } from '../../events/send-test-event.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { webhookEndpoints as table } from '../../records/webhook-endpoints/table.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage, listQuery, pageOf } from './page.ts'
import { found, Id, Instant, timeOrNull, Time } from './shape.ts'
import {
  DeliveryObject,
  deliveryObject,
  EndpointDetail,
  endpointDetail,
  EndpointObject,
  endpointObject,
  NewEndpointObject,
} from './webhook-endpoint-object.ts'

const PATTERNS_MAX = 50
const GRACE_HOURS_MAX = 24

const Pattern = z
  .string()
  .max(64)
  .refine(isEventPattern, 'must be *, an event type, or a family such as call.*; see the catalogue')

const fields = {
  url: z.string().describe('https, on port 443, on the public internet.'),
  events: z.array(Pattern).min(1).max(PATTERNS_MAX).describe('Event types, families (`call.*`), or `*`.'),
  description: z.string().trim().max(200).nullable(),
}

const NewEndpoint = z.strictObject({
  url: fields.url,
  events: fields.events.default(['*']),
  description: fields.description.default(null),
})

const EndpointPatch = z.strictObject({ ...fields, status: z.enum(['enabled', 'disabled']) }).partial()

const ReplayRequest = z
  .strictObject({
    since: Instant.describe('Everything from then on that was not delivered.'),
    event_ids: z.array(Id).min(1).max(REPLAY_IDS_MAX).describe('These, even if they were delivered.'),
    status: z.enum(['failed', 'held']).describe('Everything in this status.'),
  })
  .partial()
  .refine((body) => Object.keys(body).length === 1, 'Give one of since, event_ids and status.')

const ReplayObject = z
  .object({
    object: z.literal('replay'),
    queued: z.int(),
    more: z.boolean().describe('Whether some are left: then ask again.'),
    next_since: Time.nullable(),
  })
  .meta({ id: 'Replay' })

const rulesOf = (env: Env): UrlRules => ({
  loopbackAllowed: env.PLATFORM === 'local',
  publicUrl: env.PUBLIC_URL ?? '',
})

async function findEndpoint(ctx: Ctx, id: string): Promise<EndpointRow> {
  const row = await ctx.db
    .select()
    .from(table)
    .where(and(ownedBy(ctx, table), eq(table.id, id)))
    .get()
  return found(row, 'webhook endpoint')
}

export const webhookEndpoints = resource('webhook_endpoints')
  .post(
    '/',
    {
      summary: 'Add a webhook endpoint',
      description:
        'Events are signed as Standard Webhooks 1.0 says. The secret is in this answer only. Answer 2xx within 15 seconds; drop repeats by `webhook-id`.',
      scope: 'write',
      body: NewEndpoint,
      response: NewEndpointObject,
      status: 201,
      example: { url: 'https://example.com/careline', events: ['call.*', 'booking.confirmed'] },
    },
    async ({ ctx, body, c }) => {
      const { events: eventTypes, description } = body
      const url = savableUrl(body.url, rulesOf(c.env))
      const { row, secret } = await createEndpoint(ctx, { url, eventTypes, description })
      return { ...endpointObject(row, ctx.nowMs), secret }
    },
  )
  .get(
    '/',
    { summary: 'List webhook endpoints', scope: 'read', query: ListQuery, response: listOf(EndpointObject) },
    ({ ctx, query }) =>
      listPage({ db: ctx.db, table, where: ownedBy(ctx, table), query }, (row) => endpointObject(row, ctx.nowMs)),
  )
  .get(
    '/:id',
    { summary: 'Get a webhook endpoint, and how it fares', scope: 'read', response: EndpointDetail },
    async ({ ctx, params }) => {
      const row = await findEndpoint(ctx, params.id)
      return endpointDetail(row, await ctx.objects.endpoint(row.id).status(), ctx.nowMs)
    },
  )
  .patch(
    '/:id',
    {
      summary: 'Change, enable or disable a webhook endpoint',
      description: 'Events of the time it is disabled are held, and stay so until they are replayed.',
      scope: 'write',
      body: EndpointPatch,
      response: EndpointObject,
      example: { status: 'enabled' },
    },
    async ({ ctx, params, body, c }) => {
      const row = await findEndpoint(ctx, params.id)
      const url = body.url === undefined ? undefined : savableUrl(body.url, rulesOf(c.env))
      const { events: eventTypes, description, status } = body
      return endpointObject(await changeEndpoint(ctx, row, { url, eventTypes, description, status }), ctx.nowMs)
    },
  )
  .delete(
    '/:id',
    { summary: 'Delete a webhook endpoint', description: 'What waits for it is gone.', scope: 'write', status: 204 },
    async ({ ctx, params }) => removeEndpoint(ctx, await findEndpoint(ctx, params.id)),
  )
  .post(
    '/:id/test',
    {
      summary: 'Send a test event now',
      description: 'An `endpoint.test` event, sent the way every event is. Answered after the first attempt.',
      scope: 'write',
      response: DeliveryObject,
    },
    async ({ ctx, params }) => {
      const row = await findEndpoint(ctx, params.id)
      return deliveryObject(row, await sendTestEvent(ctx, row))
    },
  )
  .get(
    '/:id/deliveries',
    {
      summary: 'List deliveries with their attempts',
      scope: 'read',
      query: listQuery({ status: z.enum(DELIVERY_STATUSES).optional() }),
      response: listOf(DeliveryObject),
    },
    async ({ ctx, params, query }) => {
      const row = await findEndpoint(ctx, params.id)
      const { status = null, starting_after: before = null, ending_before: after = null, limit } = query
      const deliveries = await ctx.objects.endpoint(row.id).deliveries({ status, before, after, limit: limit + 1 })
      return pageOf(
        deliveries.map((delivery) => deliveryObject(row, delivery)),
        query,
      )
    },
  )
  .post(
    '/:id/replay',
    {
      summary: 'Send events again',
      description: 'Each begins its schedule anew, under the same `webhook-id`. Events are kept for 30 days.',
      scope: 'write',
      body: ReplayRequest,
      response: ReplayObject,
      status: 202,
      example: { since: '2026-12-01T00:00:00Z' },
    },
    async ({ ctx, params, body }) => {
      const row = await findEndpoint(ctx, params.id)
      const { queued, more, nextSinceMs } = await replayEvents(ctx, row, replayOf(body))
      return { object: 'replay' as const, queued, more, next_since: timeOrNull(nextSinceMs) }
    },
  )
  .post(
    '/:id/rotate-secret',
    {
      summary: 'Replace the signing secret',
      description: 'Both secrets sign for `grace_hours`. The new one is in this answer only.',
      scope: 'write',
      body: z.strictObject({ grace_hours: z.number().int().min(0).max(GRACE_HOURS_MAX).default(GRACE_HOURS_MAX) }),
      response: NewEndpointObject,
    },
    async ({ ctx, params, body }) => {
      const { row, secret } = await rotateSecret(ctx, await findEndpoint(ctx, params.id), body.grace_hours)
      return { ...endpointObject(row, ctx.nowMs), secret }
    },
  )

function replayOf({ since, event_ids, status }: z.output<typeof ReplayRequest>): Replay {
  if (since !== undefined) return { by: 'since', sinceMs: since }
  if (event_ids !== undefined) return { by: 'events', eventIds: event_ids }
  return { by: 'status', status: status ?? 'failed' }
}
