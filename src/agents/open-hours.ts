import { WEEKDAYS, type Hours } from './hours.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}

/** The business's wall clock at an instant: `YYYY-MM-DD` and `HH:MM`. */
export function wallClock(timeZone: string, atMs: number): { readonly date: string; readonly time: string } {
  const parts = new Map(formatOf(timeZone).formatToParts(atMs).map(({ type, value }) => [type, value]))
  return {
    date: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  }
}

/** The opening spans of a local date: its exception where it has one, else the week's. */
export function spansOn(hours: Hours, date: string): readonly (readonly [string, string])[] {
  const exception = hours.exceptions.find((candidate) => candidate.date === date)
  if (exception) return exception.open
  const weekday = WEEKDAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]
  return (weekday && hours.weekly[weekday]) ?? []
}

/** Whether the business is open at an instant, by its own clock. */
export function isOpenAt(hours: Hours, atMs: number): boolean {
  const { date, time } = wallClock(hours.tz, atMs)
  return spansOn(hours, date).some(([from, to]) => from <= time && time < to)
}
