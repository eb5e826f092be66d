import { zoneOffsetMs } from '../../kernel/zone-offset.ts'
import { DAY_MS, isoDate } from './iso-date.ts'

/** A stretch of time in which a zone keeps one offset from UTC, at most a day of UTC long. */
export interface Stretch {
  readonly offsetMs: number
  /** The first instant after it. */
  readonly endMs: number
}

/** A day of UTC: what a zone keeps in it, and from when on what else. */
interface Day {
  readonly first: Stretch
  readonly last: Stretch
}

/** Asking the platform takes a hundred times as long as looking here. */
const days = new Map<string, Map<number, Day>>()
const DAYS_MAX = 10_000
let daysHeld = 0

/** The stretch that holds an instant. Throws RangeError for a zone the platform does not know. */
export function stretchAt(zone: string, atMs: number): Stretch {
  const { first, last } = dayOf(zone, Math.floor(atMs / DAY_MS))
  return atMs < first.endMs ? first : last
}

function dayOf(zone: string, day: number): Day {
  let known = days.get(zone)
  const found = known?.get(day)
  if (found !== undefined) return found
  if (daysHeld >= DAYS_MAX) {
    days.clear()
    daysHeld = 0
    known = undefined
  }
  known ??= new Map()
  days.set(zone, known)
  const made = readDay(zone, day * DAY_MS)
  known.set(day, made)
  daysHeld += 1
  return made
}

/** No zone changes its offset twice in a day. */
function readDay(zone: string, startMs: number): Day {
  const endMs = startMs + DAY_MS
  const offsetMs = zoneOffsetMs(zone, startMs)
  const last: Stretch = { offsetMs: zoneOffsetMs(zone, endMs), endMs }
  if (offsetMs === last.offsetMs) return { first: last, last }
  let [before, after] = [startMs, endMs]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (zoneOffsetMs(zone, middle) === offsetMs) before = middle
    else after = middle
  }
  return { first: { offsetMs, endMs: after }, last }
}

/** A date as a number of days since 1970-01-01, and how far into it a wall clock is. */
export interface WallTime {
  readonly day: number
  readonly timeMs: number
}

export function wallTime(atMs: number, { offsetMs }: Stretch): WallTime {
  const localMs = atMs + offsetMs
  const day = Math.floor(localMs / DAY_MS)
  return { day, timeMs: localMs - day * DAY_MS }
}

const twoDigits = (count: number): string => (count < 10 ? `0${count}` : String(count))

/** `20:59` of a number of minutes. */
const clockFace = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`

/** `2026-11-22T20:59:59-05:00`, to the second. */
export function localTime(zone: string, atMs: number): string {
  const stretch = stretchAt(zone, atMs)
  const { day, timeMs } = wallTime(atMs, stretch)
  const seconds = Math.floor(timeMs / 1000)
  const offsetMinutes = Math.abs(Math.trunc(stretch.offsetMs / 60_000))
  const time = `${clockFace(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`
  return `${isoDate(day)}T${time}${stretch.offsetMs < 0 ? '-' : '+'}${clockFace(offsetMinutes)}`
}
