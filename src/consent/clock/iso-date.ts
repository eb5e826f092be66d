export const DAY_MS = 86_400_000

const dates = new Map<number, string>()
const DATES_MAX = 1_000

/** `2026-11-22` of a day counted from 1970-01-01. */
export function isoDate(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  if (dates.size >= DATES_MAX) dates.clear()
  const made = new Date(day * DAY_MS).toISOString().slice(0, 10)
  dates.set(day, made)
  return made
}
