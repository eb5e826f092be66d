const formats = new Map<string, Intl.DateTimeFormat>()
const FORMATS_MAX = 100

/** Whether `name` is a time zone that there is. */
export function isTimeZone(name: string): boolean {
  try {
    return name !== '' && formatFor(name) !== undefined
  } catch {
    return false
  }
}

/** The date on the wall in `timeZone` (IANA) at an instant: `2026-12-01`. Throws RangeError for no such zone. */
export const localDate = (atMs: number, timeZone: string): string => formatFor(timeZone).format(atMs)

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  if (formats.size >= FORMATS_MAX) formats.clear()
  formats.set(timeZone, made)
  return made
}
