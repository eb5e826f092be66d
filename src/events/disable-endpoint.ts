import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { log } from '../kernel/log.ts'
import { webhookEndpoints } from '../records/webhook-endpoints/table.ts'
import type { DisabledReason } from './catalogue/platform-events.ts'
import { emit } from './emit.ts'
import { wakeQuietly } from './wake.ts'

/**
 * Stops deliveries to an endpoint and tells the business's other endpoints so, in one transaction.
 *
 * Repeating it changes nothing but says so again.
 *
 * @param failingSinceMs  when its unbroken row of failures began, or null
 */
export async function disableEndpoint(
  ctx: Ctx,
  endpointId: string,
  reason: DisabledReason,
  failingSinceMs: number | null,
): Promise<void> {
  const failingSince = failingSinceMs === null ? null : new Date(failingSinceMs).toISOString()
  await ctx.db.batch([
    ctx.db
      .update(webhookEndpoints)
      .set({ status: 'disabled', disabledReason: reason, updatedAtMs: ctx.nowMs })
      .where(and(eq(webhookEndpoints.id, endpointId), eq(webhookEndpoints.tenantId, ctx.tenantId))),
    emit(ctx, 'endpoint.disabled', { endpoint_id: endpointId, reason, failing_since: failingSince }),
  ])
  log.warn('endpoint.disabled', { tenantId: ctx.tenantId, endpointId, reason })
  await wakeQuietly(ctx)
}
