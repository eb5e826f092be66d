import { common, merged, openIntervals } from '../../bookings/opening.ts'
import { wallTimeAt } from '../../bookings/wall-clock.ts'
import { windowsOf } from '../when/windows-of.ts'
import type { SimpleTime, TimeWish, Wish } from '../when/wish.ts'
import type { ToolRoom } from './tool.ts'

const DAY_MINUTES = 1_440
const HALF_DAY_MINUTES = 720
/** As far as is looked for an open hour. */
const LOOK_DAYS = 60

/** "Dinner at eight" is eight in the evening where it is closed in the morning: what was only guessed is turned. */
export function inOpenHours(room: ToolRoom, wish: Wish): Wish {
  const other = turnedWish(wish)
  if (other === null || isEverOpen(room, wish)) return wish
  return isEverOpen(room, other) ? other : wish
}

function isEverOpen(room: ToolRoom, wish: Wish): boolean {
  const windows = windowsOf(wish, room, LOOK_DAYS)
  const [first, last] = [windows.at(0), windows.at(-1)]
  if (first === undefined || last === undefined) return false
  const dayOf = (atMs: number): number => wallTimeAt(room.timeZone, atMs).day
  return (
    common(merged(windows), openIntervals(room.document.hours, dayOf(first.fromMs) - 1, dayOf(last.toMs))).length > 0
  )
}

/** The wish with every guessed hour in the other half of the day; null when none was guessed. */
function turnedWish(wish: Wish): Wish | null {
  const time = wish.time && turnedTime(wish.time)
  const anyOf = wish.anyOf?.map((one) => turnedWish(one) ?? one)
  const isSame = !time && (anyOf === undefined || anyOf.every((one, index) => one === wish.anyOf?.[index]))
  return isSame ? null : { ...wish, ...(time && { time }), ...(anyOf && { anyOf }) }
}

function turnedTime(time: TimeWish): TimeWish | null {
  if (time.kind !== 'any_of') return turnedSimple(time)
  const options = time.options.map((one) => turnedSimple(one) ?? one)
  return options.some((one, index) => one !== time.options[index]) ? { kind: 'any_of', options } : null
}

const turned = (minutes: number): number => (minutes + HALF_DAY_MINUTES) % DAY_MINUTES

function turnedSimple(time: SimpleTime): SimpleTime | null {
  if (!time.guessed) return null
  if (time.kind === 'at') return { kind: 'at', minutes: turned(time.minutes), loose: time.loose }
  const fromMinutes = time.fromMinutes === 0 ? 0 : turned(time.fromMinutes)
  const toMinutes = time.toMinutes === DAY_MINUTES ? DAY_MINUTES : turned(time.toMinutes)
  return fromMinutes < toMinutes ? { kind: 'between', fromMinutes, toMinutes } : null
}
