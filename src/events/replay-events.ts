import { and, asc, eq, gt, inArray, ne } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { Refusal } from '../kernel/refusal.ts'
import { events } from '../records/events/table.ts'
import type { EndpointOwner, OwedEvent } from './delivery.ts'
import { wants } from './event-filter.ts'
import type { EndpointRow } from './load-job.ts'

/** Event ids in one request: D1 takes 100 parameters a statement. */
export const REPLAY_IDS_MAX = 90
const PAGE_MAX = 500
const PAGES_MAX = 20
const BY_STATUS_MAX = 5_000

/** What to replay: everything undelivered since a time, single events whatever became of them, or all in one status. */
export type Replay =
  | { readonly by: 'since'; readonly sinceMs: number }
  | { readonly by: 'events'; readonly eventIds: readonly string[] }
  | { readonly by: 'status'; readonly status: 'failed' | 'held' }

export interface Replayed {
  readonly queued: number
  /** Whether some are left; then ask again, for `since` from `nextSinceMs` on. */
  readonly more: boolean
  readonly nextSinceMs: number | null
}

export const ownerOf = (ctx: Ctx, row: EndpointRow): EndpointOwner => ({
  endpointId: row.id,
  tenantId: ctx.tenantId,
  region: ctx.region,
  livemode: row.livemode,
})

/**
 * Queues events anew for an endpoint, each with the whole schedule before it. Safe to repeat.
 *
 * @throws Refusal `conflict` when the endpoint is disabled, `invalid` for event ids that are not there any more.
 */
export async function replayEvents(ctx: Ctx, row: EndpointRow, replay: Replay): Promise<Replayed> {
  if (row.status === 'disabled') throw new Refusal('conflict', 'This endpoint is disabled. Enable it first.')
  if (replay.by === 'events') return replayThese(ctx, row, replay.eventIds)
  if (replay.by === 'since') return replaySince(ctx, row, replay.sinceMs)
  const queued = await ctx.objects.endpoint(row.id).replayAll(replay.status, BY_STATUS_MAX)
  return { queued, more: queued === BY_STATUS_MAX, nextSinceMs: null }
}

const OWED = {
  eventId: events.id,
  type: events.type,
  createdAtMs: events.createdAtMs,
  expiresAtMs: events.expiresAtMs,
}

async function replayThese(ctx: Ctx, row: EndpointRow, eventIds: readonly string[]): Promise<Replayed> {
  const found: OwedEvent[] = await ctx.db
    .select(OWED)
    .from(events)
    .where(and(eq(events.tenantId, ctx.tenantId), eq(events.livemode, row.livemode), inArray(events.id, [...eventIds])))
  const errors = eventIds.flatMap((eventId, index) =>
    found.some((event) => event.eventId === eventId)
      ? []
      : [
          {
            pointer: `/event_ids/${index}`,
            code: 'not_found',
            detail: 'There is no such event, or it is past its time.',
          },
        ],
  )
  if (errors.length > 0) throw new Refusal('invalid', 'Some events are not there.', { errors })
  const queued = await ctx.objects.endpoint(row.id).replay(ownerOf(ctx, row), found, true)
  return { queued, more: false, nextSinceMs: null }
}

async function replaySince(ctx: Ctx, row: EndpointRow, sinceMs: number): Promise<Replayed> {
  // An id begins with its millisecond, so that its first ten characters stand before every id of that time.
  let after = newId('evt', sinceMs).slice(0, 'evt_'.length + 10)
  let [queued, nextSinceMs] = [0, sinceMs]
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows: OwedEvent[] = await ctx.db
      .select(OWED)
      .from(events)
      .where(
        and(
          eq(events.tenantId, ctx.tenantId),
          eq(events.livemode, row.livemode),
          gt(events.id, after),
          // A test is for the one endpoint that was tested.
          ne(events.type, 'endpoint.test'),
        ),
      )
      .orderBy(asc(events.id))
      .limit(PAGE_MAX)
    const share = rows.filter(({ type }) => wants(row.eventTypes, type))
    if (share.length > 0) queued += await ctx.objects.endpoint(row.id).replay(ownerOf(ctx, row), share, false)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE_MAX) return { queued, more: false, nextSinceMs: null }
    ;[after, nextSinceMs] = [last.eventId, last.createdAtMs]
  }
  return { queued, more: true, nextSinceMs }
}
