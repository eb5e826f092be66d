import * as z from 'zod'
import { CLOSED } from '../../events/breaker.ts'
import { DISABLED_REASONS } from '../../events/catalogue/platform-events.ts'
import { ATTEMPT_ERRORS, DELIVERY_STATUSES, type Delivery } from '../../events/delivery.ts'
import type { EndpointStatus } from '../../events/endpoint.ts'
import { percentOfStreak } from '../../events/failing-streak.ts'
import type { EndpointRow } from '../../events/load-job.ts'
import { isRotating } from '../../events/signing-secrets.ts'
import { time, Time, timeOrNull } from './shape.ts'

export const EndpointObject = z
  .object({
    object: z.literal('webhook_endpoint'),
    id: z.string(),
    livemode: z.boolean(),
    url: z.string(),
    events: z.array(z.string()),
    description: z.string().nullable(),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z.enum(DISABLED_REASONS).nullable(),
    previous_secret_expires_at: Time.nullable().describe('Until when the secret before this one signs as well.'),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'WebhookEndpoint' })

export const NewEndpointObject = z
  .object({ ...EndpointObject.shape, secret: z.string().describe('`whsec_…`: shown here and never again.') })
  .meta({ id: 'NewWebhookEndpoint' })

export const EndpointDetail = z
  .object({
    ...EndpointObject.shape,
    health: z.object({
      breaker: z.object({
        state: z.enum(['closed', 'open', 'half_open']),
        reason: z.string().nullable(),
        open_until: Time.nullable(),
      }),
      failing: z
        .object({ since: Time, percent_of_disable: z.int().describe('At 100 the endpoint is disabled.') })
        .nullable()
        .describe('Set while every attempt fails.'),
      pending: z.int(),
      held: z.int().describe('Kept while the endpoint was disabled. Replay them.'),
      failed: z.int().describe('Every attempt was used. Replay them.'),
      oldest_pending_at: Time.nullable(),
      oldest_pending_age_seconds: z.int().describe('Throttled and waiting events included.'),
      first_attempt_ms: z
        .object({ p50: z.int(), p99: z.int() })
        .nullable()
        .describe('From the event to its first attempt, over the newest deliveries.'),
    }),
  })
  .meta({ id: 'WebhookEndpointDetail' })

export const DeliveryObject = z
  .object({
    object: z.literal('delivery'),
    id: z.string(),
    livemode: z.boolean(),
    endpoint_id: z.string(),
    event_id: z.string().describe('The `webhook-id` of every attempt.'),
    event_type: z.string(),
    status: z.enum(DELIVERY_STATUSES),
    attempt_count: z.int(),
    next_attempt_at: Time.nullable(),
    created_at: Time,
    delivered_at: Time.nullable(),
    attempts: z
      .array(
        z.object({
          at: Time,
          duration_ms: z.int(),
          status_code: z.int().nullable(),
          error: z.enum(ATTEMPT_ERRORS).nullable(),
          response_body: z.string().nullable().describe('Its beginning, with numbers and addresses removed.'),
        }),
      )
      .describe('The newest 20, oldest first.'),
  })
  .meta({ id: 'Delivery' })

/** An endpoint as the API shows it: everything but the secret. */
export const endpointObject = (row: EndpointRow, nowMs: number) => ({
  object: 'webhook_endpoint' as const,
  id: row.id,
  livemode: row.livemode,
  url: row.url,
  events: row.eventTypes,
  description: row.description,
  status: row.status,
  disabled_reason: DISABLED_REASONS.find((reason) => reason === row.disabledReason) ?? null,
  previous_secret_expires_at: isRotating(row, nowMs) ? timeOrNull(row.previousSecretUntilMs) : null,
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

export function endpointDetail(row: EndpointRow, { health, figures }: EndpointStatus, nowMs: number) {
  // Whoever disabled it has ended the trouble: a breaker that is still open then means nothing.
  const breaker = row.status === 'enabled' ? health.breaker : CLOSED
  const { streak } = health
  const oldestAtMs = figures.oldestPendingAtMs
  return {
    ...endpointObject(row, nowMs),
    health: {
      breaker: { state: breaker.state, reason: breaker.reason, open_until: timeOrNull(breaker.untilMs) },
      failing:
        streak === null ? null : { since: time(streak.firstAtMs), percent_of_disable: percentOfStreak(streak, nowMs) },
      pending: figures.pending,
      held: figures.held,
      failed: figures.failed,
      oldest_pending_at: timeOrNull(oldestAtMs),
      oldest_pending_age_seconds: oldestAtMs === null ? 0 : Math.max(0, Math.floor((nowMs - oldestAtMs) / 1000)),
      first_attempt_ms: figures.firstAttemptMs,
    },
  }
}

export const deliveryObject = ({ id, livemode }: EndpointRow, delivery: Delivery) => ({
  object: 'delivery' as const,
  id: delivery.id,
  livemode,
  endpoint_id: id,
  event_id: delivery.eventId,
  event_type: delivery.type,
  status: delivery.status,
  attempt_count: delivery.attemptCount,
  next_attempt_at: delivery.status === 'pending' ? timeOrNull(delivery.nextAttemptAtMs) : null,
  created_at: time(delivery.createdAtMs),
  delivered_at: timeOrNull(delivery.deliveredAtMs),
  attempts: delivery.attempts.map(({ atMs, durationMs, statusCode, error, response }) => ({
    at: time(atMs),
    duration_ms: durationMs,
    status_code: statusCode,
    error,
    response_body: response,
  })),
})
