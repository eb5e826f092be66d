import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { webhookEndpoints } from '../records/webhook-endpoints/table.ts'
import { disableEndpoint } from './disable-endpoint.ts'
import type { EndpointRow } from './load-job.ts'

export interface EndpointChange {
  readonly url?: string | undefined
  readonly eventTypes?: readonly string[] | undefined
  readonly description?: string | null | undefined
  readonly status?: 'enabled' | 'disabled' | undefined
}

/**
 * Changes an endpoint. What is waiting for it goes to the new URL.
 *
 * Enabling forgets past failures, so that the next one does not disable it again at once. What was held meanwhile stays
 * held until it is replayed: nobody wants a week's events unasked.
 */
export async function changeEndpoint(ctx: Ctx, row: EndpointRow, change: EndpointChange): Promise<EndpointRow> {
  const { url = row.url, eventTypes = row.eventTypes, description = row.description, status = row.status } = change
  const changed = { url, eventTypes, description, updatedAtMs: ctx.nowMs }
  const enabling = status === 'enabled' && row.status === 'disabled'
  const state = enabling ? ({ status: 'enabled', disabledReason: null } as const) : {}
  await ctx.db
    .update(webhookEndpoints)
    .set({ ...changed, ...state })
    .where(eq(webhookEndpoints.id, row.id))

  if (enabling) await ctx.objects.endpoint(row.id).reset()
  if (status === 'enabled' || row.status === 'disabled') return { ...row, ...changed, ...state }
  await disableEndpoint(ctx, row.id, 'by_request', null)
  return { ...row, ...changed, status: 'disabled', disabledReason: 'by_request' }
}

/** Deletes an endpoint with its queue. A wake on its way finds the row gone and the object forgets again. */
export async function removeEndpoint(ctx: Ctx, row: EndpointRow): Promise<void> {
  await ctx.db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, row.id))
  await ctx.objects.endpoint(row.id).forget()
}
