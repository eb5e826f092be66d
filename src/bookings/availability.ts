import {
  CELL_MS,
  DAY_MS,
  MINUTE_MS,
  occupiedBy,
  type Interval,
  type Misfit,
  type ResourceRule,
  type ServiceRule,
  type Slot,
} from './booking.ts'
import { common, lastBeginningBy, merged, openIntervals } from './opening.ts'
import { instantOf, wallTimeAt } from './wall-clock.ts'

const STEP_MINUTES_DEFAULT = 15
/** What one question may answer at most. */
export const SLOTS_MAX = 5_000
/** No question looks further: the longest horizon a service may have, and some days of slack. */
const DAYS_MAX = 400

/** Everything a start is judged by. Nothing is read from anywhere else. */
export interface Rules {
  readonly service: ServiceRule
  readonly resource: ResourceRule
  /** Occupied intervals of other bookings and holds: with their buffers, in any order, overlapping or not. */
  readonly busy: readonly Interval[]
  readonly nowMs: number
}

export interface AvailabilityQuery extends Rules {
  /** A start must lie in one of these; null for any time within the horizon. */
  readonly windows: readonly Interval[] | null
  /** Instants asked for by name, tried even when they are not on the step; unless given, those of {@link namedIn}. */
  readonly named?: readonly number[]
  readonly limit: number
  /** Starts are offered on this step of the local clock; see {@link stepMinutesOf}. */
  readonly stepMinutes?: number
  readonly latestFirst?: boolean
}

/**
 * The step at which starts are offered: a quarter of an hour on the local clock, or the service's own length where
 * that is shorter and divides the hour. What is asked for by name may begin on any five minutes.
 */
export function stepMinutesOf(service: ServiceRule): number {
  return service.minutes < STEP_MINUTES_DEFAULT && 60 % service.minutes === 0 ? service.minutes : STEP_MINUTES_DEFAULT
}

/** Rules made ready for many questions about the local days `fromDay` to `toDay`. */
interface Prepared extends Rules {
  readonly today: number
  readonly open: readonly Interval[]
  readonly taken: readonly Interval[]
}

function prepare(rules: Rules, fromDay: number, toDay: number): Prepared {
  const { service, resource, busy, nowMs } = rules
  const hours = openIntervals(service.hours, fromDay - 1, toDay + 2)
  // Two days wider: the resource's clock may be another than the service's.
  const open = resource.hours === null ? hours : common(hours, openIntervals(resource.hours, fromDay - 3, toDay + 4))
  return { ...rules, today: wallTimeAt(service.hours.tz, nowMs).day, open, taken: merged(busy) }
}

function judge(rules: Prepared, startsAtMs: number): Misfit | null {
  const { service } = rules
  const zone = service.hours.tz
  if (startsAtMs % CELL_MS !== 0) return 'off_grid'
  if (startsAtMs < rules.nowMs + service.noticeMinutes * MINUTE_MS) return 'too_soon'
  const { day, minutes } = wallTimeAt(zone, startsAtMs)
  if (day > rules.today + service.horizonDays) return 'too_far'
  // The second of two equal local times cannot be said to a caller, so it is never booked.
  if (instantOf(zone, day, minutes) !== startsAtMs) return 'outside_hours'
  const open = lastBeginningBy(rules.open, startsAtMs)
  if (open === undefined || open.toMs < startsAtMs + service.minutes * MINUTE_MS) return 'outside_hours'
  const occupied = occupiedBy(service, startsAtMs)
  const taken = lastBeginningBy(rules.taken, occupied.toMs - 1)
  return taken !== undefined && taken.toMs > occupied.fromMs ? 'taken' : null
}

/**
 * Why `startsAtMs` cannot be booked, or null when it can.
 *
 * Every slot of {@link availability} has passed this, and every commit asks it again: there is no second opinion.
 */
export function misfitOf(rules: Rules, startsAtMs: number): Misfit | null {
  const { day } = wallTimeAt(rules.service.hours.tz, startsAtMs)
  return judge(prepare(rules, day, day), startsAtMs)
}

/** The starts worth asking about on one local day: the step of the clock, the moments of opening, and those named. */
function candidatesOn(rules: Prepared, day: number, stepMinutes: number, named: readonly number[]): Set<number> {
  const zone = rules.service.hours.tz
  const starts = new Set<number>()
  if (!isOpenOn(rules, day)) return starts
  for (let minutes = 0; minutes < 24 * 60; minutes += stepMinutes) {
    const atMs = instantOf(zone, day, minutes)
    if (atMs !== null && isWithin(rules.open, atMs)) starts.add(atMs)
  }
  for (const { fromMs } of rules.open) {
    const atMs = Math.ceil(fromMs / CELL_MS) * CELL_MS
    if (Math.abs(atMs - day * DAY_MS) < 3 * DAY_MS && wallTimeAt(zone, atMs).day === day) starts.add(atMs)
  }
  for (const atMs of named) if (wallTimeAt(zone, atMs).day === day) starts.add(atMs)
  return starts
}

/** Whether any opening touches the days around `day`: a cheap look before its starts are laid out. */
function isOpenOn({ open }: Prepared, day: number): boolean {
  const near = lastBeginningBy(open, (day + 2) * DAY_MS)
  return near !== undefined && near.toMs > (day - 1) * DAY_MS
}

/** The instants that windows ask for by name: a window no longer than a cell means its very beginning. */
export const namedIn = (windows: readonly Interval[] | null): number[] =>
  (windows ?? []).filter(({ fromMs, toMs }) => toMs - fromMs <= CELL_MS).map(({ fromMs }) => fromMs)

/** The windows of a query, cut to what notice and horizon leave. */
function scopeOf({ service, nowMs, windows }: AvailabilityQuery): Interval[] {
  const zone = service.hours.tz
  const fromMs = nowMs + service.noticeMinutes * MINUTE_MS
  const lastDay = wallTimeAt(zone, nowMs).day + Math.min(service.horizonDays, DAYS_MAX)
  const whole = { fromMs, toMs: (lastDay + 2) * DAY_MS }
  if (windows === null) return merged([whole])
  return common(merged(windows), [whole])
}

/**
 * The free starts of one service on one resource, ascending, or descending with `latestFirst`.
 *
 * Pure: rules, busy times and the clock are given. Hours are wall clock and per local day: a time the clock jumps over
 * is skipped, one it shows twice is the first. A service must end within opening hours; its buffers may lie outside.
 * Notice counts real minutes, the horizon local days.
 */
export function availability(query: AvailabilityQuery): Slot[] {
  const { service, resource, latestFirst = false, stepMinutes = stepMinutesOf(service) } = query
  const limit = Math.min(query.limit, SLOTS_MAX)
  const windows = scopeOf(query)
  const named = query.named ?? namedIn(query.windows)
  const days = daysOf(windows, service.hours.tz)
  const rules = prepare(query, days.at(0) ?? 0, days.at(-1) ?? 0)

  const slots: Slot[] = []
  for (const day of inOrder(days, latestFirst)) {
    if (slots.length >= limit) break
    for (const startsAtMs of inOrder(candidatesOn(rules, day, stepMinutes, named), latestFirst)) {
      if (!isWithin(windows, startsAtMs) || judge(rules, startsAtMs) !== null) continue
      slots.push({ resourceId: resource.id, startsAtMs, endsAtMs: startsAtMs + service.minutes * MINUTE_MS })
    }
  }
  return slots.slice(0, Math.max(0, limit))
}

/** The local days from the first window to the last, ascending. */
function daysOf(windows: readonly Interval[], timeZone: string): number[] {
  const [first, last] = [windows.at(0), windows.at(-1)]
  if (first === undefined || last === undefined) return []
  const fromDay = wallTimeAt(timeZone, first.fromMs).day
  const count = wallTimeAt(timeZone, last.toMs - 1).day - fromDay + 1
  return Array.from({ length: Math.min(count, DAYS_MAX) }, (_, index) => fromDay + index)
}

/** Instants ascending, or descending. */
export const inOrder = (instants: Iterable<number>, latestFirst: boolean): number[] =>
  [...instants].sort((a, b) => (latestFirst ? b - a : a - b))

/** Whether one of these, as {@link merged} leaves them, holds the instant. */
function isWithin(intervals: readonly Interval[], atMs: number): boolean {
  const interval = lastBeginningBy(intervals, atMs)
  return interval !== undefined && atMs < interval.toMs
}
