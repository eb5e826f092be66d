import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import type { Span } from '../../../src/dialogue/capture/spans.ts'
import { civilOf, dayIfReal, dayOf, dayOfDate, weekdayOf } from '../../../src/dialogue/when/civil-day.ts'
import { datesIn, type DateInText } from '../../../src/dialogue/when/read-date.ts'
import type { WhenClock } from '../../../src/dialogue/when/wish.ts'
import { instantOf, localOf } from '../../../src/dialogue/when/zone-clock.ts'

/** A Monday, far enough from feasts and from the days on which clocks are changed. */
const REFERENCE_DAY = dayOf(2027, 4, 19)
const WEEK = 7
const WEEKS_TRIED = 20
/** No day that is out of the ordinary lies so close to the invented call. */
const ORDINARY_DAYS = 21

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const LONG_ORDINALS = [
  ...ORDINALS,
  ...ORDINALS.slice(0, 9).map((word) => `twenty ${word}`),
  'thirtieth',
  'thirty first',
]
/** "The 23rd", "the twenty third": a day of a month that is not named. */
const BARE_DAY = new RegExp(
  String.raw`\bthe (?:(\d{1,2})(?:st|nd|rd|th)|(${LONG_ORDINALS.toReversed().join('|').replaceAll(' ', '[ -]')}))\b(?! (?:one|time|of|option|slot|floor|visit))`,
  'gi',
)

/** How far a call is moved in time: by whole weeks, so that every weekday stays one, and every distance. */
export interface Shift {
  readonly days: number
  readonly fromMs: number
  readonly timeZone: string
  /** When the call takes place now. */
  readonly atMs: number
}

/** A shift of a call to another time at which the business is open as always. */
export function shiftOf({ hours }: AgentDocument, fromMs: number): Shift {
  const { day, minutes } = localOf(fromMs, hours.tz)
  const odd = hours.exceptions.map(({ date }) => dayOfDate(date))
  const candidates = Array.from({ length: WEEKS_TRIED }, (_, week) => REFERENCE_DAY + week * WEEK + weekdayOf(day) - 1)
  const isOrdinary = (to: number): boolean => to !== day && odd.every((one) => one < to || one > to + ORDINARY_DAYS)
  const to = candidates.find(isOrdinary) ?? REFERENCE_DAY + weekdayOf(day) - 1
  return { days: to - day, fromMs, timeZone: hours.tz, atMs: instantOf({ day: to, minutes }, hours.tz) }
}

/** Where a text names a day of the calendar, and the same day as the shift has it. */
export function shiftedDates(text: string, shift: Shift): readonly (Span & { readonly original: string })[] {
  const clock: WhenClock = { nowMs: shift.fromMs, timeZone: shift.timeZone }
  const today = localOf(shift.fromMs, shift.timeZone).day
  const dates = datesIn(text, clock).flatMap((date) => {
    const words = text.slice(date.start, date.end)
    const day = dayMeant(date, today)
    if (day === null || !looksLikeDate(words)) return []
    return [{ start: date.start, end: date.end, original: words, mask: rendered(words, day + shift.days, date) }]
  })
  const bare = [...text.matchAll(BARE_DAY)].flatMap((match) => {
    const [start, end] = [match.index, match.index + match[0].length]
    const isPart = dates.some((date) => date.start < end && date.end > start)
    const day = isPart ? null : nextOf(numberOf(match), today)
    return day === null
      ? []
      : [{ start, end, original: match[0], mask: `the ${ordinal(civilOf(day + shift.days).dayOfMonth)}` }]
  })
  return [...dates, ...bare]
}

const numberOf = ([, figures, words = '']: RegExpMatchArray): number =>
  figures === undefined ? LONG_ORDINALS.indexOf(words.toLowerCase().replace('-', ' ')) + 1 : Number(figures)

function nextOf(dayOfMonth: number, today: number): number | null {
  const { year, month } = civilOf(today)
  const days = [0, 1, 2].map((ahead) => {
    const first = civilOf(dayOf(year, month + ahead, 1))
    return dayIfReal({ ...first, dayOfMonth })
  })
  return days.find((day) => day !== null && day >= today) ?? null
}

/** The day itself: where no year is said, the nearest to the call. */
function dayMeant({ said }: DateInText, today: number): number | null {
  const { year } = civilOf(today)
  const years = said.year === undefined ? [year, year + 1, year - 1] : [said.year]
  const days = years.flatMap((one) => dayIfReal({ ...said, year: one }) ?? [])
  return days.toSorted((a, b) => Math.abs(a - today) - Math.abs(b - today))[0] ?? null
}

const looksLikeDate = (words: string): boolean => /\d[/.-]\d/.test(words) || /\p{L}{3,}/u.test(words)

function rendered(words: string, day: number, { said }: DateInText): string {
  const { year, month, dayOfMonth } = civilOf(day)
  if (/^\d{4}-/.test(words)) return new Date(day * 86_400_000).toISOString().slice(0, 10)
  const mark = /\d([/.-])\d/.exec(words)?.[1]
  const years = said.year === undefined ? [] : [year]
  if (mark !== undefined) return [month, dayOfMonth, ...years].join(mark)
  return [`${MONTHS[month - 1] ?? ''} ${ordinal(dayOfMonth)}`, ...years].join(', ')
}

function ordinal(number: number): string {
  const isTeen = number > 10 && number < 20
  const end = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${end}`
}
