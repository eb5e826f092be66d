import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { log } from '../kernel/log.ts'
import { webhookEndpoints } from '../records/webhook-endpoints/table.ts'
import type { DisabledReason } from './catalogue/platform-events.ts'
import { emitWhile } from './emit-while.ts'
import { wakeQuietly } from './wake.ts'

/**
 * Stops deliveries to an endpoint and tells the business's other endpoints so, in one transaction.
 *
 * Repeating it changes nothing: of several attempts that find out at once, one tells of it.
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
  const enabled = and(
    eq(webhookEndpoints.id, endpointId),
    eq(webhookEndpoints.tenantId, ctx.tenantId),
    eq(webhookEndpoints.status, 'enabled'),
  )
  const told = { endpoint_id: endpointId, reason, failing_since: failingSince }
  await ctx.db.batch([
    emitWhile(ctx, 'endpoint.disabled', told, { table: webhookEndpoints, condition: enabled }),
    ctx.db
      .update(webhookEndpoints)
      .set({ status: 'disabled', disabledReason: reason, updatedAtMs: ctx.nowMs })
      .where(enabled),
  ])
  log.warn('endpoint.disabled', { tenantId: ctx.tenantId, endpointId, reason })
  await wakeQuietly(ctx)
}
