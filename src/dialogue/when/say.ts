import { civilOf, dayOfDate, mondayOf, weekdayOf } from './civil-day.ts'
import { monthName, weekdayName } from './lexicon.ts'
import type { WhenClock } from './wish.ts'
import { localOf } from './zone-clock.ts'

/** "10:30 AM", "8 AM", "12 PM": minutes after midnight, as it is read out. 1440 is midnight, "12 AM". */
export function sayTime(minutes: number): string {
  const hour = Math.floor(minutes / 60) % 24
  const minute = minutes % 60
  const face = hour % 12 === 0 ? 12 : hour % 12
  return `${face}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`} ${hour < 12 ? 'AM' : 'PM'}`
}

/** "8 AM to 5 PM", as opening hours are said. */
export const sayHours = (fromMinutes: number, toMinutes: number): string =>
  `${sayTime(fromMinutes)} to ${sayTime(toMinutes)}`

/** "November 24", with the year when it is not the next such date. */
function sayDate(day: number, today: number): string {
  const { year, month, dayOfMonth } = civilOf(day)
  const text = `${monthName(month)} ${dayOfMonth}`
  return day < today || day - today >= 360 ? `${text}, ${year}` : text
}

/** "Tuesday, November 24"; "today, Friday November 20" and "tomorrow, ..." where it is. `date` is `YYYY-MM-DD`. */
export function sayDay(date: string, clock: WhenClock): string {
  return sayDayNumber(dayOfDate(date), localOf(clock.nowMs, clock.timeZone).day)
}

function sayDayNumber(day: number, today: number): string {
  const weekday = weekdayName(weekdayOf(day))
  const near = day === today ? 'today' : day === today + 1 ? 'tomorrow' : null
  return near ? `${near}, ${weekday} ${sayDate(day, today)}` : `${weekday}, ${sayDate(day, today)}`
}

/**
 * A slot in full: "Tuesday, November 24 at 10:30 AM"; "tomorrow, Tuesday November 24, at 10:30 AM".
 *
 * `readWhen` reads it back as the same instant, so a read-back that a caller repeats is understood.
 */
export function saySlot(atMs: number, clock: WhenClock): string {
  const today = localOf(clock.nowMs, clock.timeZone).day
  const { day, minutes } = localOf(atMs, clock.timeZone)
  const isNear = day === today || day === today + 1
  return `${sayDayNumber(day, today)}${isNear ? ',' : ''} at ${sayTime(minutes)}`
}

/** A slot for whoever reads of it later: "Tuesday, November 24 at 10:30 AM", never "tomorrow". */
export function writeSlot(atMs: number, clock: WhenClock): string {
  const { day, minutes } = localOf(atMs, clock.timeZone)
  const date = sayDate(day, localOf(clock.nowMs, clock.timeZone).day)
  return `${weekdayName(weekdayOf(day))}, ${date} at ${sayTime(minutes)}`
}

/** The shortest clear name of a day: "today", "Tuesday", "next Monday", "Monday, December 14". */
export function sayDayBriefly(day: number, today: number): string {
  if (day === today) return 'today'
  if (day === today + 1) return 'tomorrow'
  const weekday = weekdayName(weekdayOf(day))
  if (day > today && day < today + 7) return weekday
  return mondayOf(day) === mondayOf(today) + 7 ? `next ${weekday}` : `${weekday}, ${sayDate(day, today)}`
}

/** "a, b or c". */
export function sayChoice(options: readonly string[], word: 'or' | 'and' = 'or'): string {
  const last = options.at(-1) ?? ''
  return options.length < 2 ? last : `${options.slice(0, -1).join(', ')} ${word} ${last}`
}
