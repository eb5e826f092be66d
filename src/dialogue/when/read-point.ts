import { mondayOf } from './civil-day.ts'
import type { Meaning, Point } from './item.ts'
import { WEEKDAY_PLURAL } from './lexicon.ts'
import { phraseTable } from './phrase-table.ts'
import { readCalendarDate, readOrdinal } from './read-calendar-date.ts'
import { readHoliday } from './holidays.ts'
import { dayAfter, readSpan, type Span } from './read-quantity.ts'
import { nextWeekday, readWeekday, weekdayAt } from './read-weekday.ts'
import { type Found, firstOf, type Reader, wordAt } from './reader.ts'

const point = (day: number): Meaning => ({ day: { kind: 'point', day } })

const relative = phraseTable<number>([
  ['today', 0],
  ['[the] (same|very same) day', 0],
  ['(tomorrow|tomorow|tommorow|tommorrow|tmrw|tmr|tomo|tomoz|2moro)', 1],
  ['[the] day after tomorrow', 2],
  ['overmorrow', 2],
  ['[the] day after the day after tomorrow', 3],
])

/** "How are you today", "I'm calling today": today is only where the speaker stands. */
const GREETING = /^(?:calling|doing|feeling|phoning|ringing|speaking|going|help|assistance|thanks|morning|everyone)$/

function readRelative(reader: Reader, at: number): Found<Meaning> | null {
  const found = relative(reader, at)
  if (!found || wordAt(reader, at).endsWith('same') || wordAt(reader, at + 1) === 'same') return null
  if (found.value === 0 && isGreeting(reader, at)) return null
  return { value: point(reader.today().day + found.value), next: found.next }
}

function isGreeting(reader: Reader, at: number): boolean {
  const [before, earlier] = [wordAt(reader, at - 1), wordAt(reader, at - 2)]
  if (GREETING.test(before) || (/^(?:is|it's)$/.test(wordAt(reader, at + 1)) && wordAt(reader, at + 2) === 'my'))
    return true
  if (before === 'you') return /^(?:are|help|thank|how)$/.test(earlier)
  return (before === 'in' && earlier === 'calling') || (before === 'me' && earlier === 'help')
}

/** "In three days", "in a couple of weeks": so many on from today. Minutes and hours move the clock as well. */
function readIn(reader: Reader, at: number): Found<Meaning> | null {
  if (wordAt(reader, at) !== 'in') return null
  const span = readSpan(reader, at + 1)
  if (!span || isMoment(span.value)) return null
  const tail = wordAt(reader, span.next) === 'time' ? span.next + 1 : span.next
  const next = wordAt(reader, tail) === 'from' && wordAt(reader, tail + 1) === 'now' ? tail + 2 : tail
  return weekdayOfThat(reader, span.value, next) ?? { value: ahead(reader, span.value), next }
}

/** "In two weeks, on a Thursday": the Thursday of that week. */
function weekdayOfThat(reader: Reader, span: Span, at: number): Found<Meaning> | null {
  if (!span.isWeeks || span.slackDays > 0 || wordAt(reader, at) !== 'on') return null
  const start = /^(?:a|the)$/.test(wordAt(reader, at + 1)) ? at + 2 : at + 1
  const weekday = weekdayAt(reader, start)
  if (weekday === null) return null
  const day = mondayOf(dayAfter(reader.today().day, span)) + weekday - 1
  return { value: { day: { kind: 'point', day, weekday } }, next: start + 1 }
}

/** "In a minute" is a figure of speech. */
const isMoment = (span: Span): boolean => span.unit === 'minutes' && span.count < 5

const SLOT_MINUTES = 5
const DAY_MINUTES = 1_440

function ahead(reader: Reader, span: Span): Meaning {
  const { day, minutes } = reader.today()
  if (span.unit === 'minutes') {
    const later = Math.ceil((minutes + span.count) / SLOT_MINUTES) * SLOT_MINUTES
    const time = { kind: 'at', minutes: later % DAY_MINUTES, loose: true } as const
    return { day: { kind: 'point', day: day + Math.floor(later / DAY_MINUTES) }, time }
  }
  const from = dayAfter(day, span)
  const slack = span.unit === 'months' ? 6 : span.slackDays
  return slack === 0 ? point(from) : { day: { kind: 'period', from, to: from + slack } }
}

/** "Two Fridays from now". */
function readNthFromNow(reader: Reader, at: number): Found<Meaning> | null {
  const count = reader.tokens[at]?.value ?? 0
  const weekday = WEEKDAY_PLURAL.get(wordAt(reader, at + 1))
  const isFromNow = wordAt(reader, at + 2) === 'from' && /^(?:now|today)$/.test(wordAt(reader, at + 3))
  if (weekday === undefined || !isFromNow || count < 1 || count > 52) return null
  return { value: point(nextWeekday(reader.today().day, weekday) + (count - 1) * 7), next: at + 4 }
}

const NOW = /^(?:now|today|tomorrow)$/

/** "Two weeks from Friday", "a week on Tuesday", "three days before Christmas", "a week tomorrow", "week today". */
function readSpanFrom(reader: Reader, at: number): Found<Meaning> | null {
  const span = readSpan(reader, at) ?? bareWeek(reader, at)
  if (!span || isMoment(span.value)) return null
  const link = wordAt(reader, span.next)
  if (link === 'from' && wordAt(reader, span.next + 1) === 'now') {
    return { value: ahead(reader, span.value), next: span.next + 2 }
  }
  if (NOW.test(link) && span.value.isWeeks) {
    const from = reader.today().day + (link === 'tomorrow' ? 1 : 0)
    return { value: point(dayAfter(from, span.value)), next: span.next + 1 }
  }
  if (span.value.isWeeks && weekdayAt(reader, span.next) !== null) return spanFrom(reader, span, span.next)
  return isSpanLink(span.value, link) ? spanFrom(reader, span, span.next + 1) : null
}

const isSpanLink = (span: Span, link: string): boolean =>
  span.unit !== 'minutes' && (/^(?:from|after|before|following)$/.test(link) || (link === 'on' && span.isWeeks))

function spanFrom(reader: Reader, span: Found<Span>, at: number): Found<Meaning> | null {
  const base = readInner(reader, at)
  const sign = wordAt(reader, at - 1) === 'before' ? -1 : 1
  if (base?.value.day?.kind !== 'point') return null
  return { value: sameWeekday(base.value.day, dayAfter(base.value.day.day, span.value, sign)), next: base.next }
}

/** "Week on Tuesday", as some say it. */
function bareWeek(reader: Reader, at: number): Found<Span> | null {
  const isBare = wordAt(reader, at) === 'week' && /^(?:on|from|today|tomorrow)$/.test(wordAt(reader, at + 1))
  if (!isBare || /^(?:this|next|the|last|every)$/.test(wordAt(reader, at - 1))) return null
  return { value: { unit: 'days', count: 7, slackDays: 0, isWeeks: true }, next: at + 1 }
}

const sameWeekday = (base: Point, day: number): Meaning =>
  base.weekday !== undefined && (day - base.day) % 7 === 0
    ? { day: { kind: 'point', day, weekday: base.weekday } }
    : point(day)

/** "The day after Thanksgiving", "the Friday before Christmas", "the Monday after the 15th". */
function readBeside(reader: Reader, at: number): Found<Meaning> | null {
  const start = wordAt(reader, at) === 'the' ? at + 1 : at
  const weekday = weekdayAt(reader, start)
  const link = wordAt(reader, start + 1)
  if (!/^(?:after|before|following)$/.test(link)) return null
  if (weekday === null && (wordAt(reader, start) !== 'day' || start === at)) return null
  const base = readInner(reader, start + 2)
  if (base?.value.day?.kind !== 'point') return null
  const { day } = base.value.day
  if (weekday === null) return { value: point(link === 'before' ? day - 1 : day + 1), next: base.next }
  const beside = link === 'before' ? nextWeekday(day - 8, weekday) : nextWeekday(day, weekday)
  return { value: { day: { kind: 'point', day: beside, weekday } }, next: base.next }
}

/** Days named by other days are followed so far; nobody says more. */
const DEPTH_MAX = 3

/** The day that another is counted from. */
const readInner = (reader: Reader, at: number): Found<Meaning> | null =>
  reader.depth < DEPTH_MAX ? readPoint({ ...reader, depth: reader.depth + 1 }, at) : null

/** One day, however it is named, starting at a token; or null. */
export const readPoint: (reader: Reader, at: number) => Found<Meaning> | null = firstOf<Meaning>(
  readIn,
  readSpanFrom,
  readNthFromNow,
  readRelative,
  readBeside,
  readCalendarDate,
  readHoliday,
  readOrdinal,
  readWeekday,
)
