/** One formatter a zone: making one costs as much as hundreds of uses. */
const formats = new Map<string, Intl.DateTimeFormat>()
const FORMATS_MAX = 500

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  if (formats.size >= FORMATS_MAX) formats.clear()
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

/**
 * Milliseconds to add to UTC for the wall clock of `timeZone` (IANA) at an instant, by the platform's own zone data.
 *
 * Nothing is remembered: ask it of midnights and of the days on which the clocks change, and keep the answers.
 *
 * @throws RangeError for a zone the platform does not know.
 */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year')
  const wall = new Date(0)
  wall.setUTCFullYear(year, part('month') - 1, part('day'))
  wall.setUTCHours(part('hour'), part('minute'), part('second'))
  return wall.getTime() - Math.floor(atMs / 1000) * 1000
}
