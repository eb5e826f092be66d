import type { AgentService } from '../../agents/agent-document.ts'
import { DAY_MS, MINUTE_MS } from '../../bookings/booking.ts'
import type { DeskFailure, DeskSlot, SlotQuery } from '../../bookings/desk.ts'
import { common, merged, openIntervals } from '../../bookings/opening.ts'
import { instantAtOrAfter, wallTimeAt } from '../../bookings/wall-clock.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { dayOfDate } from '../when/civil-day.ts'
import { windowsOf, type Window } from '../when/windows-of.ts'
import type { Wish } from '../when/wish.ts'
import type { ToolRoom } from './tool.ts'

/** Further than any service is booked ahead: what lies between its horizon and this is "too far". */
const FAR_DAYS = 400

export interface Search {
  readonly service: AgentService
  readonly wish: Wish
  /** By name, as the caller said it. */
  readonly resourceName: string | null
  readonly movesBookingId: string | null
}

/** Why nothing fits a wish, when there is a reason that a caller can be told. */
type NoFit = 'past' | 'too_far' | 'too_soon' | 'closed' | 'none_free'

export interface Found {
  readonly slots: readonly DeskSlot[]
  /** Null when the slots are what was asked for; else they are the nearest others. */
  readonly noFit: NoFit | null
}

type Sought = Promise<Result<readonly DeskSlot[], DeskFailure>>

function ask(room: ToolRoom, search: Search, own: Partial<SlotQuery>): Sought {
  const offer = room.document.skills.booking?.offer
  return room.desk.findSlots({
    serviceSlug: search.service.id,
    resourceName: search.resourceName,
    movesBookingId: search.movesBookingId,
    windows: null,
    count: offer?.count ?? 2,
    spreadHours: offer?.spreadHours ?? 2,
    ...own,
  })
}

/** Slots for a wish, or, when there are none, why, and the nearest others. */
export async function searchSlots(room: ToolRoom, search: Search): Promise<Result<Found, DeskFailure>> {
  const windows = windowsOf(search.wish, room, FAR_DAYS)
  const wished = windows.length === 0 ? ok([]) : await askWished(room, search, windows)
  if (!wished.ok) return wished
  if (wished.value.length > 0) return ok({ slots: wished.value, noFit: null })

  const others = await nearestSlots(room, search, windows.at(0) ?? { fromMs: room.nowMs, toMs: room.nowMs })
  return others.ok ? ok({ slots: others.value, noFit: whyNone(room, search, windows) }) : others
}

async function askWished(room: ToolRoom, search: Search, windows: readonly Window[]): Sought {
  if (search.wish.edge !== 'last') return ask(room, search, { windows })
  // "Last thing" is the end of a day, not the last day there is: of the first day that has anything.
  const first = await ask(room, search, { windows, count: 1 })
  const startsAtMs = first.ok ? first.value[0]?.startsAtMs : undefined
  if (startsAtMs === undefined) return first
  const { day } = wallTimeAt(room.timeZone, startsAtMs)
  const fromMs = instantAtOrAfter(room.timeZone, day, 0)
  const thatDay = [{ fromMs, toMs: instantAtOrAfter(room.timeZone, day + 1, 0) }]
  return ask(room, search, { windows: common(merged(windows), thatDay), latestFirst: true })
}

function whyNone(
  { nowMs, timeZone, document }: ToolRoom,
  { service, wish }: Search,
  windows: readonly Window[],
): NoFit {
  const [first, last] = [windows.at(0), windows.at(-1)]
  const today = wallTimeAt(timeZone, nowMs).day
  if (first === undefined || last === undefined) {
    const latest = wish.toDate ?? wish.dates?.at(-1)
    return latest !== undefined && dayOfDate(latest) <= today ? 'past' : 'none_free'
  }
  const firstDay = wallTimeAt(timeZone, first.fromMs).day
  if (firstDay > today + service.horizonDays) return 'too_far'
  if (last.toMs <= nowMs + service.noticeMinutes * MINUTE_MS) return 'too_soon'
  const open = openIntervals(document.hours, firstDay - 1, wallTimeAt(timeZone, last.toMs).day)
  return common(merged(windows), open).length === 0 ? 'closed' : 'none_free'
}

/** What the caller ruled out stays ruled out, whatever is offered instead. */
function ruledOut({ notWeekdays, notDates, notTime, except }: Wish): Wish {
  return {
    ...(notWeekdays && { notWeekdays }),
    ...(notDates && { notDates }),
    ...(notTime && { notTime }),
    ...(except && { except }),
  }
}

/**
 * The free slots nearest to a stretch of time, in order of time: the nearest before it and the nearest after it, then
 * whatever is near.
 */
async function nearestSlots(
  room: ToolRoom,
  search: Search,
  target: Window,
): Promise<Result<readonly DeskSlot[], DeskFailure>> {
  const allowed = windowsOf(ruledOut(search.wish), room, FAR_DAYS)
  const before = common(allowed, [{ fromMs: room.nowMs, toMs: target.fromMs }])
  const after = common(allowed, [{ fromMs: target.fromMs, toMs: room.nowMs + FAR_DAYS * DAY_MS }])
  const [earlier, later] = await Promise.all([
    before.length === 0 ? ok([]) : ask(room, search, { windows: before, latestFirst: true }),
    after.length === 0 ? ok([]) : ask(room, search, { windows: after }),
  ])
  if (!earlier.ok) return earlier
  if (!later.ok) return later
  const byDistance = (a: DeskSlot, b: DeskSlot) => distance(a, target) - distance(b, target)
  const sides = [...earlier.value.slice(0, 1), ...later.value.slice(0, 1)].sort(byDistance)
  const further = [...earlier.value.slice(1), ...later.value.slice(1)].sort(byDistance)
  const { count = 2 } = room.document.skills.booking?.offer ?? {}
  return ok([...sides, ...further].slice(0, count).sort((a, b) => a.startsAtMs - b.startsAtMs))
}

/** Milliseconds between a start and the target: from its end for what comes after, from its beginning for what comes before. */
function distance({ startsAtMs }: DeskSlot, { fromMs, toMs }: Window): number {
  if (startsAtMs < fromMs) return fromMs - startsAtMs
  return Math.max(0, startsAtMs - toMs)
}

/** What is left when a slot is gone: the nearest others, or none while storage is in trouble. */
export async function othersThan(room: ToolRoom, lost: DeskSlot): Promise<readonly DeskSlot[]> {
  const service = room.document.skills.booking?.services.find(({ id }) => id === lost.serviceSlug)
  if (service === undefined) return []
  const search = { service, wish: {}, resourceName: null, movesBookingId: lost.movesBookingId ?? null }
  const target = { fromMs: lost.startsAtMs, toMs: lost.startsAtMs + MINUTE_MS }
  const others = await nearestSlots(room, search, target)
  return others.ok ? others.value : []
}
