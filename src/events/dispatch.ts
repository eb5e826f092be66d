import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { discloseEvents } from '../egress/disclose-events.ts'
import { errorName, log } from '../kernel/log.ts'
import { events } from '../records/events/table.ts'
import { webhookEndpoints } from '../records/webhook-endpoints/table.ts'
import type { OwedEvent } from './delivery.ts'
import { wants } from './event-filter.ts'

/** D1 takes 100 parameters a statement, and marking a page binds every id. */
const PAGE_MAX = 90
const PAGES_MAX = 20

/** How many endpoints one business may have, both modes together. */
export const ENDPOINTS_MAX = 50

/** What of a context dispatching needs. Events of both modes are dispatched; each only to endpoints of its own. */
export type DispatchCtx = Pick<Ctx, 'db' | 'objects' | 'tenantId' | 'region' | 'nowMs'>

export interface Dispatched {
  readonly dispatched: number
  /** Whether events may be left: more than fit, or an endpoint did not take its own. */
  readonly more: boolean
}

type Listener = Pick<typeof webhookEndpoints.$inferSelect, 'id' | 'livemode' | 'eventTypes'>
type OwedRow = OwedEvent & { readonly livemode: boolean }

/**
 * Hands a tenant's owed events to the endpoints that want them, oldest first, and only then marks them dispatched.
 *
 * Dies half way: they are still owed, and an endpoint takes each event over once however often it is handed over.
 * Disabled endpoints get theirs too, to keep. An endpoint that does not answer holds up only its own events.
 */
export async function dispatchEvents(ctx: DispatchCtx): Promise<Dispatched> {
  const listeners = await readListeners(ctx)
  let [dispatched, owed, after] = [0, 0, '']
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows = await readOwed(ctx, after)
    if (rows.length === 0) break
    const taken = await handOver(ctx, rows, listeners)
    if (taken.length > 0) await markDispatched(ctx, taken, listeners.length > 0)
    dispatched += taken.length
    owed += rows.length
    after = rows.at(-1)?.eventId ?? after
  }
  return { dispatched, more: owed > dispatched || owed >= PAGE_MAX * PAGES_MAX }
}

/** With it that the business was told of persons, where anybody listened. */
async function markDispatched(ctx: DispatchCtx, taken: readonly string[], isHeard: boolean): Promise<void> {
  const marked = ctx.db.update(events).set({ dispatchedAtMs: ctx.nowMs }).where(inArray(events.id, taken))
  await ctx.db.batch(isHeard ? [marked, discloseEvents(ctx, taken)] : [marked])
}

const readOwed = (ctx: DispatchCtx, afterId: string): Promise<OwedRow[]> =>
  ctx.db
    .select({
      eventId: events.id,
      type: events.type,
      livemode: events.livemode,
      createdAtMs: events.createdAtMs,
      expiresAtMs: events.expiresAtMs,
    })
    .from(events)
    .where(and(isNull(events.dispatchedAtMs), eq(events.tenantId, ctx.tenantId), gt(events.id, afterId)))
    .orderBy(asc(events.id))
    .limit(PAGE_MAX)

const readListeners = (ctx: DispatchCtx): Promise<Listener[]> =>
  ctx.db
    .select({ id: webhookEndpoints.id, livemode: webhookEndpoints.livemode, eventTypes: webhookEndpoints.eventTypes })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.tenantId, ctx.tenantId))
    .limit(ENDPOINTS_MAX)

/** Gives each listener its share. Returns the ids of the events that all of theirs have taken. */
async function handOver(ctx: DispatchCtx, rows: readonly OwedRow[], listeners: readonly Listener[]): Promise<string[]> {
  const refused = await Promise.all(
    listeners.map(async (listener) => {
      const share = rows.filter((row) => row.livemode === listener.livemode && wants(listener.eventTypes, row.type))
      return (await enqueue(ctx, listener, share)) ? [] : share.map(({ eventId }) => eventId)
    }),
  )
  const stillOwed = new Set(refused.flat())
  return rows.map(({ eventId }) => eventId).filter((eventId) => !stillOwed.has(eventId))
}

async function enqueue(ctx: DispatchCtx, { id, livemode }: Listener, share: readonly OwedEvent[]): Promise<boolean> {
  if (share.length === 0) return true
  try {
    await ctx.objects
      .endpoint(id)
      .enqueue({ endpointId: id, tenantId: ctx.tenantId, region: ctx.region, livemode }, share)
    return true
  } catch (error) {
    log.error('endpoint.enqueue_failed', { endpointId: id, error: errorName(error) })
    return false
  }
}
