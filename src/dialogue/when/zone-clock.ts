import { zoneOffsetMs } from '../../kernel/zone-offset.ts'
import { dateOf } from './civil-day.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A moment on the wall clock: days since 1970-01-01 and minutes after midnight (24 * 60 is the next midnight). */
export interface LocalMoment {
  readonly day: number
  readonly minutes: number
}

const offsetMsAt = (atMs: number, timeZone: string): number => zoneOffsetMs(timeZone, atMs)

/** What the wall clock of `timeZone` (IANA) shows at an instant. Seconds are dropped. */
export function localOf(atMs: number, timeZone: string): LocalMoment {
  const wallMs = atMs + offsetMsAt(atMs, timeZone)
  const day = Math.floor(wallMs / DAY_MS)
  return { day, minutes: Math.floor((wallMs - day * DAY_MS) / MINUTE_MS) }
}

/** Offsets that are remembered; past this many they are forgotten and looked up again. */
const OFFSETS_MAX = 4_096

/** Offsets at midnights of Greenwich, by zone and day. They are facts of the calendar, the same for every caller. */
const offsets = new Map<string, number>()

function offsetMsOnDay(day: number, timeZone: string): number {
  const key = `${timeZone} ${day}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= OFFSETS_MAX) offsets.clear()
  const offsetMs = offsetMsAt(day * DAY_MS, timeZone)
  offsets.set(key, offsetMs)
  return offsetMs
}

/**
 * The offsets some time before and some time after a wall time. They differ only around a change of the clocks. No
 * zone is further than 14 hours from Greenwich, so its midnights a day before and two after enclose the instant.
 */
function offsetsAround(wallMs: number, timeZone: string): { beforeMs: number; afterMs: number } {
  const day = Math.floor(wallMs / DAY_MS)
  return { beforeMs: offsetMsOnDay(day - 1, timeZone), afterMs: offsetMsOnDay(day + 2, timeZone) }
}

/** The instant, or null when the clocks skip this wall time. The first of the two when they repeat it. */
function instantIfReal(wallMs: number, timeZone: string): number | null {
  const { beforeMs, afterMs } = offsetsAround(wallMs, timeZone)
  if (beforeMs === afterMs) return wallMs - beforeMs
  if (offsetMsAt(wallMs - beforeMs, timeZone) === beforeMs) return wallMs - beforeMs
  return offsetMsAt(wallMs - afterMs, timeZone) === afterMs ? wallMs - afterMs : null
}

const wallMsOf = ({ day, minutes }: LocalMoment): number => day * DAY_MS + minutes * MINUTE_MS

/**
 * The instant of a wall time, epoch milliseconds.
 *
 * A time the clocks skip moves forward by as much as they do (02:30 becomes 03:30); of a time they repeat
 * the first is meant.
 */
export function instantOf(local: LocalMoment, timeZone: string): number {
  const wallMs = wallMsOf(local)
  return instantIfReal(wallMs, timeZone) ?? wallMs - offsetsAround(wallMs, timeZone).beforeMs
}

/**
 * The instant at which a stretch of wall time begins or ends, epoch milliseconds.
 *
 * Unlike `instantOf`, a time the clocks skip becomes the instant of the change, so that 01:00 to 02:30
 * ends where the clocks jump and does not grow by the hour that never was.
 */
export function edgeOf(local: LocalMoment, timeZone: string): number {
  const wallMs = wallMsOf(local)
  return instantIfReal(wallMs, timeZone) ?? changeNear(wallMs, timeZone)
}

/** The minute of the change that skips `wallMs`, by halving between an instant before it and one after. */
function changeNear(wallMs: number, timeZone: string): number {
  const { beforeMs, afterMs } = offsetsAround(wallMs, timeZone)
  let early = Math.floor((wallMs - afterMs) / MINUTE_MS)
  let late = Math.ceil((wallMs - beforeMs) / MINUTE_MS)
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (offsetMsAt(middle * MINUTE_MS, timeZone) === beforeMs) early = middle
    else late = middle
  }
  return late * MINUTE_MS
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `YYYY-MM-DDTHH:MM` of a local moment. */
export function momentText({ day, minutes }: LocalMoment): string {
  return `${dateOf(day)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
