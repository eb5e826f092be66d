import type { Ctx } from '../context.ts'
import { ok, type Result } from '../kernel/result.ts'
import { namedIn } from './availability.ts'
import { DAY_MS, MINUTE_MS, OCCUPIED_MS_MAX, type Interval, type ResourceRule, type Slot } from './booking.ts'
import { readTakings } from './busy.ts'
import type { Offering } from './catalog.ts'
import type { DeskFailure } from './desk.ts'
import { failClosed } from './fail-closed.ts'
import { offerSlots, piecesOf, type Candidate } from './offer.ts'
import { common, merged } from './opening.ts'

export interface SlotSearch {
  readonly offering: Offering
  /** Those of the offering's resources that will do. */
  readonly resources: readonly ResourceRule[]
  /** A start must lie in one of these; null for any time within the horizon. */
  readonly windows: readonly Interval[] | null
  readonly count: number
  readonly spreadHours: number
  readonly latestFirst?: boolean
  /** Who asks: their own hold does not stand in their way. */
  readonly holder: string | null
  /** The booking to be moved: its own time counts as free. */
  readonly movesBookingId?: string | null
}

/**
 * The free slots of a service, as offered: `count` of them, spaced, in order of time.
 *
 * Bookings and others' holds count as taken, as they will when one of these is booked. When either cannot be read
 * nothing is offered.
 */
export function findSlots(ctx: Ctx, search: SlotSearch): Promise<Result<readonly Slot[], DeskFailure>> {
  return failClosed(ctx, 'find_slots', async () => {
    const { offering, count, latestFirst = false } = search
    const held = await heldTimes(ctx, search)
    const named = namedIn(search.windows)
    const found: Slot[] = []
    for (const windows of piecesOf(scopeOf(ctx, search), latestFirst)) {
      const candidates = await candidatesIn(ctx, search, windows, held)
      const previousMs = found.at(-1)?.startsAtMs
      const rest = { ...search, service: offering.service, nowMs: ctx.nowMs, count: count - found.length }
      found.push(...offerSlots({ ...rest, candidates, windows, named, previousMs }))
      if (found.length >= count) break
    }
    return ok(found)
  })
}

/** Where there is any sense in looking: from the first start that notice allows to the end of the horizon. */
function scopeOf({ nowMs }: Ctx, { offering: { service }, windows }: SlotSearch): Interval[] {
  const fromMs = nowMs + service.noticeMinutes * MINUTE_MS
  const whole = merged([{ fromMs, toMs: nowMs + (service.horizonDays + 2) * DAY_MS }])
  return windows === null ? whole : common(merged(windows), whole)
}

/** What others hold, by resource: asked of each diary at once. */
async function heldTimes(ctx: Ctx, { resources, holder }: SlotSearch): Promise<Map<string, readonly Interval[]>> {
  const asked = resources.map(async ({ id }) => [id, await ctx.objects.diary(id).held(holder, ctx.nowMs)] as const)
  return new Map(await Promise.all(asked))
}

async function candidatesIn(
  ctx: Ctx,
  { resources, movesBookingId }: SlotSearch,
  windows: readonly Interval[],
  held: ReadonlyMap<string, readonly Interval[]>,
): Promise<Candidate[]> {
  // A slot that starts in the windows may reach beyond them by as much as a booking may take.
  const range = {
    fromMs: (windows.at(0)?.fromMs ?? 0) - OCCUPIED_MS_MAX,
    toMs: (windows.at(-1)?.toMs ?? 0) + OCCUPIED_MS_MAX,
  }
  const ids = resources.map(({ id }) => id)
  const takings = await readTakings(ctx, ids, range, movesBookingId ?? null)
  const byResource = Map.groupBy(takings, ({ resourceId }) => resourceId)
  return resources.map((resource) => {
    const own = byResource.get(resource.id) ?? []
    const busy = [...own, ...(held.get(resource.id) ?? [])]
    return { resource, busy, bookedAtMs: own.map(({ startsAtMs }) => startsAtMs) }
  })
}
