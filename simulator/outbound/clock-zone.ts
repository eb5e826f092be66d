/** Zones a few hours apart all around the world, and none that changes its clock in the middle of a day. */
const ZONES = [
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Denver',
  'America/New_York',
  'America/Sao_Paulo',
  'Atlantic/Azores',
  'Europe/Berlin',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Bangkok',
  'Asia/Tokyo',
  'Australia/Brisbane',
  'Pacific/Auckland',
]

/** Hours at which every rule lets people be called on a workday, and at which none does. */
const DAY = { from: 10, to: 18 }
const NIGHT = { from: 22, to: 24 }
const EARLY = { from: 0, to: 6 }

/** A zone in which it is day now, or night: a workday's day where there is one. */
export function zoneWhereItIs(hour: 'day' | 'night', nowMs: number): string {
  const clocks = ZONES.map((zone) => ({ zone, ...clockIn(zone, nowMs) }))
  const isIn = ({ from, to }: typeof DAY, at: number): boolean => at >= from && at < to
  const isFit = ({ hour: at }: { readonly hour: number }): boolean =>
    hour === 'day' ? isIn(DAY, at) : isIn(NIGHT, at) || isIn(EARLY, at)
  const found = clocks.find((clock) => isFit(clock) && !clock.isSunday) ?? clocks.find(isFit)
  if (found === undefined) throw new Error(`it is ${hour} nowhere`)
  return found.zone
}

function clockIn(timeZone: string, nowMs: number): { readonly hour: number; readonly isSunday: boolean } {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23', weekday: 'short' })
  const parts = new Map(format.formatToParts(nowMs).map(({ type, value }) => [type, value]))
  return { hour: Number(parts.get('hour')), isSunday: parts.get('weekday') === 'Sun' }
}
