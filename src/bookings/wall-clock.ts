import { edgeOf } from '../dialogue/when/zone-clock.ts'
import { zoneOffsetMs } from '../kernel/zone-offset.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Midnights remembered of one zone: three years of them. */
const DAYS_MAX = 1_100
/** Zones remembered. There are some four hundred. */
const ZONES_MAX = 500

/** Offsets at midnights UTC, by zone and day. A pure cache: an offset of a date does not change within an isolate's life. */
const offsets = new Map<string, Map<number, number>>()

/** A moment on a wall clock: days since 1970-01-01, and minutes after that local midnight. */
export interface WallTime {
  readonly day: number
  readonly minutes: number
}

function midnightsOf(timeZone: string): Map<number, number> {
  const known = offsets.get(timeZone)
  if (known !== undefined && known.size < DAYS_MAX) return known
  if (offsets.size >= ZONES_MAX) offsets.clear()
  const fresh = new Map<number, number>()
  offsets.set(timeZone, fresh)
  return fresh
}

function offsetAtMidnightMs(timeZone: string, utcDay: number): number {
  const midnights = midnightsOf(timeZone)
  const known = midnights.get(utcDay)
  if (known !== undefined) return known
  const offsetMs = zoneOffsetMs(timeZone, utcDay * DAY_MS)
  midnights.set(utcDay, offsetMs)
  return offsetMs
}

/** Milliseconds to add to UTC for the local clock at `atMs`. Asks the zone's rules only on the days they change. */
export function offsetMsAt(timeZone: string, atMs: number): number {
  const utcDay = Math.floor(atMs / DAY_MS)
  const before = offsetAtMidnightMs(timeZone, utcDay)
  return before === offsetAtMidnightMs(timeZone, utcDay + 1) ? before : zoneOffsetMs(timeZone, atMs)
}

/** What the wall clock shows at `atMs`. */
export function wallTimeAt(timeZone: string, atMs: number): WallTime {
  const localMs = atMs + offsetMsAt(timeZone, atMs)
  const day = Math.floor(localMs / DAY_MS)
  return { day, minutes: (localMs - day * DAY_MS) / MINUTE_MS }
}

/**
 * The instant at which the wall clock shows `minutes` after midnight of `day`, or null when it never does because the
 * clock is put forward over it. What it shows twice, when the clock is put back, is the first of the two.
 *
 * @param minutes  0 to 1440, where 1440 is the midnight after.
 */
export function instantOf(timeZone: string, day: number, minutes: number): number | null {
  const localMs = day * DAY_MS + minutes * MINUTE_MS
  // A local day lies within these two midnights wherever it is on earth, so equal offsets mean that nothing changes in it.
  const before = offsetAtMidnightMs(timeZone, day - 1)
  const after = offsetAtMidnightMs(timeZone, day + 2)
  if (before === after) return localMs - before
  const candidates = [localMs - before, localMs - after].filter(
    (atMs) => zoneOffsetMs(timeZone, atMs) === localMs - atMs,
  )
  return candidates.length === 0 ? null : Math.min(...candidates)
}

/** As {@link instantOf}, but a time the clock jumps over becomes the moment of the jump. */
export const instantAtOrAfter = (timeZone: string, day: number, minutes: number): number =>
  instantOf(timeZone, day, minutes) ?? edgeOf({ day, minutes }, timeZone)
