import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { events } from '../records/events/table.ts'
import { webhookEndpoints } from '../records/webhook-endpoints/table.ts'

export type EndpointRow = typeof webhookEndpoints.$inferSelect

/** What an attempt is made from, read fresh each time so that a changed URL or secret counts at once. */
export interface Job {
  /** Undefined once it was deleted. */
  readonly endpoint: EndpointRow | undefined
  /** The signed bytes; undefined once the event was swept. */
  readonly body: string | undefined
}

export async function loadJob(ctx: Ctx, endpointId: string, eventId: string): Promise<Job> {
  const [endpointRows, eventRows] = await ctx.db.batch([
    ctx.db
      .select()
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.id, endpointId), eq(webhookEndpoints.tenantId, ctx.tenantId))),
    ctx.db
      .select({ body: events.body })
      .from(events)
      .where(and(eq(events.id, eventId), eq(events.tenantId, ctx.tenantId))),
  ])
  return { endpoint: endpointRows[0], body: eventRows[0]?.body }
}
