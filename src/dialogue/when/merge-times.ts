import { turned } from './read-clock.ts'
import type { SimpleTime, TimeRange } from './wish.ts'

const DAY_MINUTES = 1_440

type At = Extract<SimpleTime, { kind: 'at' }>
type Between = Extract<SimpleTime, { kind: 'between' }>

const isIn = (minutes: number, range: TimeRange): boolean => minutes >= range.fromMinutes && minutes < range.toMinutes

/** Whether a stretch is open at one end of the day, as "after three" is. */
export const isOneSidedTime = (time: SimpleTime): boolean =>
  time.kind === 'between' && (time.fromMinutes === 0) !== (time.toMinutes === DAY_MINUTES)

/** The time both phrases speak of, "in the evening" and "at eight"; null when they are two different wishes. */
export function mergeTimes(one: SimpleTime, other: SimpleTime): SimpleTime | null {
  if (one.kind === 'at') return other.kind === 'at' ? null : fitted(one, other)
  return other.kind === 'at' ? fitted(other, one) : intersect(one, other)
}

const known = ({ minutes, loose }: At): At => ({ kind: 'at', minutes, loose })

const NOON_MINUTES = 720
const EVENING_MINUTES = 1_020

/** The hours a part of day can be said of: three is still "in the morning", and eleven "in the evening". */
function widened(part: Between): TimeRange {
  const { fromMinutes, toMinutes } = part
  if (toMinutes <= NOON_MINUTES) return { fromMinutes: 0, toMinutes: NOON_MINUTES }
  return { fromMinutes, toMinutes: fromMinutes >= EVENING_MINUTES ? DAY_MINUTES : Math.max(toMinutes, 1_140) }
}

/** A clock time, turned between morning and evening if only so it falls in the stretch. It wins when it never does. */
function fitted(time: At, part: Between): At {
  const range = widened(part)
  if (isIn(time.minutes, range)) return known(time)
  const other = turned(time.minutes)
  return time.guessed && isIn(other, range) ? { ...known(time), minutes: other } : time
}

function intersect(one: Between, other: Between): Between | null {
  const a = turnedInto(one, other)
  const b = turnedInto(other, one)
  const fromMinutes = Math.max(a.fromMinutes, b.fromMinutes)
  const toMinutes = Math.min(a.toMinutes, b.toMinutes)
  return fromMinutes < toMinutes ? { kind: 'between', fromMinutes, toMinutes } : null
}

/** A stretch whose morning or afternoon was a guess, turned when that puts its ends inside the other. */
function turnedInto(range: Between, into: Between): Between {
  if (range.guessed !== true || into.guessed === true) return range
  const ends = [range.fromMinutes, range.toMinutes].filter((minutes) => minutes > 0 && minutes < DAY_MINUTES)
  const isAcross = (minutes: number) => minutes > into.fromMinutes && minutes < into.toMinutes
  if (ends.some(isAcross) || !ends.some((minutes) => isAcross(turned(minutes)))) return range
  return {
    kind: 'between',
    fromMinutes: range.fromMinutes > 0 ? turned(range.fromMinutes) : 0,
    toMinutes: range.toMinutes < DAY_MINUTES ? turned(range.toMinutes) : DAY_MINUTES,
  }
}
