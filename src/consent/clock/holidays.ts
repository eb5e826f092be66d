import { DAY_MS } from './iso-date.ts'

/**
 * Legal holidays, as they are written here: `12-25`, with `*` also on the workday on which it is observed when it falls on a
 * weekend; `5:-1:1` the last Monday of May (month, which one, weekday with Sunday 0), `11:4:4+1` the day after the fourth
 * Thursday of November; `E-2` two days before Easter; `V` the Tuesday after the first Monday of November, `V2` in even years;
 * `J` the Monday on which Utah keeps Juneteenth.
 */
const FEDERAL = '01-01* 1:3:1 2:3:1 5:-1:1 06-19* 07-04* 9:1:1 10:2:1 11-11* 11:4:4 12-25*'

/** What states keep beyond those, of the states of which a rule asks. A day that only some of their counties keep counts. */
const OF_STATES: Readonly<Record<string, string>> = {
  'US-AL': 'E-47 4:4:1 6:1:1',
  'US-LA': '01-08 E-47 E-2 08-30 11-01 V2 11:4:4+1',
  'US-NE': '4:-1:5 11:4:4+1',
  'US-PA': '02-12 E-2 06-14 V',
  'US-RI': '8:2:1 V2',
  'US-UT': 'J 07-24*',
}

const SATURDAY = 6
const kept = new Map<string, ReadonlySet<number>>()
const KEPT_MAX = 500

const dayOf = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / DAY_MS

/** Sunday 0, of a day counted from 1970-01-01, a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/** Whether a day, counted from 1970-01-01, is a legal holiday of a state (ISO 3166-2) or, for any other, of the United States. */
export function isHoliday(jurisdiction: string, day: number): boolean {
  const year = new Date(day * DAY_MS).getUTCFullYear()
  // New Year's Day may be observed in the year before.
  return holidaysOf(jurisdiction, year).has(day) || holidaysOf(jurisdiction, year + 1).has(day)
}

function holidaysOf(jurisdiction: string, year: number): ReadonlySet<number> {
  const name = `${jurisdiction} ${year}`
  const known = kept.get(name)
  if (known !== undefined) return known
  if (kept.size >= KEPT_MAX) kept.clear()
  const written = `${FEDERAL} ${OF_STATES[jurisdiction] ?? ''}`.trim().split(' ')
  const made = new Set(written.flatMap((holiday) => daysOf(holiday, year)))
  kept.set(name, made)
  return made
}

function daysOf(holiday: string, year: number): readonly number[] {
  if (holiday.startsWith('E')) return [easterOf(year) + Number(holiday.slice(1))]
  if (holiday.startsWith('V')) return holiday === 'V2' && year % 2 === 1 ? [] : [nthOf(year, '11:1:1') + 1]
  if (holiday === 'J') return [mondayNear(dayOf(year, 6, 19))]
  if (holiday.includes(':')) return [nthOf(year, holiday)]
  const [month, date] = holiday.split('-').map((part) => Number.parseInt(part, 10))
  const day = dayOf(year, month ?? 1, date ?? 1)
  return holiday.endsWith('*') ? [day, observed(day)] : [day]
}

function nthOf(year: number, written: string): number {
  const [rule = '', later = '0'] = written.split('+')
  const [month = 1, nth = 1, weekday = 0] = rule.split(':').map(Number)
  const first = nth > 0 ? dayOf(year, month, 1) : dayOf(year, month + 1, 1)
  const weeks = nth > 0 ? nth - 1 : nth
  return first + ((weekday - weekdayOf(first) + 7) % 7) + weeks * 7 + Number(later)
}

/** The Friday before a Saturday, the Monday after a Sunday. */
function observed(day: number): number {
  const weekday = weekdayOf(day)
  if (weekday === SATURDAY) return day - 1
  return weekday === 0 ? day + 1 : day
}

/** The Monday of the week before a weekend, the Monday after one for its own days. */
function mondayNear(day: number): number {
  const weekday = weekdayOf(day)
  if (weekday === 0) return day + 1
  return weekday === SATURDAY ? day + 2 : day - (weekday - 1)
}

/** The western Easter Sunday, by the calendar of Gauss as Meeus and Butcher wrote it down. */
function easterOf(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const moonShift = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30
  const untilSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * untilSunday) / 451)
  const days = epact + untilSunday - 7 * late + 114
  return dayOf(year, Math.floor(days / 31), (days % 31) + 1)
}
