const DAY_MS = 86_400_000

/** A calendar date taken apart; `month` and `dayOfMonth` count from 1. */
export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly dayOfMonth: number
}

/** Days from 1970-01-01 to the date. A day past the end of its month runs into the next one. */
export const dayOf = (year: number, month: number, dayOfMonth: number): number =>
  Date.UTC(year, month - 1, dayOfMonth) / DAY_MS

/** The date that lies `day` days after 1970-01-01. */
export function civilOf(day: number): CivilDate {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() }
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/** The Monday of the day's week. Weeks start on Monday everywhere in this folder. */
export const mondayOf = (day: number): number => day - weekdayOf(day) + 1

/** How many days the month has, 28 to 31. */
export const daysInMonth = (year: number, month: number): number => civilOf(dayOf(year, month + 1, 0)).dayOfMonth

/** The day, or null when the month has no such day (February 30) or there is no such month. */
export function dayIfReal({ year, month, dayOfMonth }: CivilDate): number | null {
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return null
  return dayOf(year, month, dayOfMonth)
}

/** The same day of the month `months` on, held to the month's last day (January 31 and one month is February 28). */
export function plusMonths(day: number, months: number): number {
  const { year, month, dayOfMonth } = civilOf(day)
  const first = civilOf(dayOf(year, month + months, 1))
  return dayOf(first.year, first.month, Math.min(dayOfMonth, daysInMonth(first.year, first.month)))
}

/** `YYYY-MM-DD`. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** The day number of `YYYY-MM-DD`. NaN for anything else. */
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS

/** The first day on or after `day` that carries a number, 1 to 31; months without it are passed over. */
export function nextNumbered(day: number, dayOfMonth: number): number {
  const { year, month } = civilOf(day)
  for (let ahead = 0; ; ahead += 1) {
    const found = dayIfReal({ ...civilOf(dayOf(year, month + ahead, 1)), dayOfMonth })
    if (found !== null && found >= day) return found
  }
}
