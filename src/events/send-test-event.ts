import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { events } from '../records/events/table.ts'
import type { Delivery } from './delivery.ts'
import { newEvent } from './emit.ts'
import type { EndpointRow } from './load-job.ts'
import { ownerOf } from './replay-events.ts'

/**
 * Sends an `endpoint.test` event to one endpoint the way every event goes, and waits for the first attempt.
 *
 * @throws Refusal `conflict` when the endpoint is disabled.
 */
export async function sendTestEvent(ctx: Ctx, row: EndpointRow): Promise<Delivery> {
  if (row.status === 'disabled') throw new Refusal('conflict', 'This endpoint is disabled. Enable it first.')
  // Dispatched already, or the next wake would hand it to every other endpoint as well.
  const event = { ...newEvent(ctx, 'endpoint.test', { endpoint_id: row.id }), dispatchedAtMs: ctx.nowMs }
  const written = await ctx.db.insert(events).values(event).returning({ expiresAtMs: events.expiresAtMs })
  const { id: eventId, type, createdAtMs } = event
  const owed = { eventId, type, createdAtMs, expiresAtMs: written[0]?.expiresAtMs ?? createdAtMs }
  const delivery = await ctx.objects.endpoint(row.id).deliverNow(ownerOf(ctx, row), owed)
  if (delivery === null) throw new Refusal('not_found', 'There is no such endpoint.')
  return delivery
}
