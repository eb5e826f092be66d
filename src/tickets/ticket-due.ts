import { isHoliday, weekdayOf } from '../consent/clock/holidays.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const BUSINESS_DAYS = 2
const URGENT_MS = 4 * 60 * 60 * 1000

/** By when a ticket that came at `atMs` has to be answered: the same time two business days later (UTC, federal holidays). */
export function ticketDueAt(atMs: number, urgent: boolean): number {
  if (urgent) return atMs + URGENT_MS
  let dueAtMs = atMs
  for (let left = BUSINESS_DAYS; left > 0;) {
    dueAtMs += DAY_MS
    if (isBusinessDay(Math.floor(dueAtMs / DAY_MS))) left -= 1
  }
  return dueAtMs
}

function isBusinessDay(day: number): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6 && !isHoliday('US', day)
}
