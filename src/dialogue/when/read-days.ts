import { civilOf, mondayOf, nextNumbered, weekdayOf } from './civil-day.ts'
import type { DayValue, Meaning, Period } from './item.ts'
import { phraseTable } from './phrase-table.ts'
import { readPeriod } from './read-period.ts'
import { readPoint } from './read-point.ts'
import { nextWeekday } from './read-weekday.ts'
import { type Found, firstOf, type Reader, wordAt } from './reader.ts'

type Bound = 'before' | 'after' | 'by' | 'from' | 'between'

const bound = phraseTable<Bound>([
  ['[any time|anytime|sometime|any day] (before|prior to|ahead of|earlier than)', 'before'],
  ['[any time|anytime|sometime|any day] (after|past|later than|following)', 'after'],
  ['[any time|anytime|sometime|any day] (by|until|till|til|up to|up until|up through|through)', 'by'],
  ['(no later than|not later than|not after|on or before|at the latest)', 'by'],
  [
    '[any time|anytime|sometime|any day] (from|starting|starting from|starting on|beginning|beginning on|as of|as from)',
    'from',
  ],
  ['(no earlier than|not earlier than|not before|no sooner than|on or after)', 'from'],
  ['[any time|anytime|sometime|any day|somewhere] (between|in between)', 'between'],
])

const weekOf = phraseTable<true>([
  ['[in|during|for] [the] week (of|commencing|beginning|starting) [on]', true],
  ['[the] (same week as|week with)', true],
])

/** "The week of the 7th": Monday to Sunday, the 7th among them. */
function readWeekOf(reader: Reader, at: number): Found<Meaning> | null {
  const lead = weekOf(reader, at)
  const base = lead && readPoint(reader, lead.next)
  if (base?.value.day?.kind !== 'point') return null
  const monday = mondayOf(base.value.day.day)
  const from = Math.max(reader.today().day, monday)
  return { value: { day: { kind: 'period', from, to: monday + 6 } }, next: base.next }
}

const weekBeside = phraseTable<-7 | 7>([
  ['the week (after|following)', 7],
  ['the week before', -7],
])

/** "The week after Thanksgiving": the whole week after the one with Thanksgiving in it. */
function readWeekBeside(reader: Reader, at: number): Found<Meaning> | null {
  const lead = weekBeside(reader, at)
  const base = lead && readPoint(reader, lead.next)
  if (!lead || base?.value.day?.kind !== 'point') return null
  const monday = mondayOf(base.value.day.day) + lead.value
  return { value: { day: { kind: 'period', from: monday, to: monday + 6 } }, next: base.next }
}

const weekendBeside = phraseTable<-7 | 0>([
  ['[on] [the] weekend (after|following)', 0],
  ['[on] [the] weekend before', -7],
])

/** "The weekend after Thanksgiving": its Saturday and Sunday. */
function readWeekendBeside(reader: Reader, at: number): Found<Meaning> | null {
  const lead = weekendBeside(reader, at)
  const base = lead && readPoint(reader, lead.next)
  if (!lead || base?.value.day?.kind !== 'point') return null
  const saturday = nextWeekday(base.value.day.day + (lead.value === 0 ? 0 : -1), 6) + lead.value
  return { value: { day: { kind: 'period', from: saturday, to: saturday + 1 } }, next: base.next }
}

const readBase = firstOf<Meaning>(readWeekOf, readWeekBeside, readWeekendBeside, readPoint, readPeriod)

const first = (day: DayValue): number | null => (day.kind === 'point' ? day.day : day.from)
const last = (day: DayValue): number | null => (day.kind === 'point' ? day.day : day.to)

/** What "after Tuesday" hangs on when Tuesday is bare. */
function hingesOf(day: DayValue, side: 'from' | 'to', shift: number): Pick<Period, 'hinges'> {
  if (day.kind !== 'point' || day.bare !== 'weekday' || day.weekday === undefined) return {}
  return { hinges: [{ weekday: day.weekday, side, shift }] }
}

function boundedBy(day: DayValue, side: Exclude<Bound, 'between'>): Period | null {
  const [from, to] = [first(day), last(day)]
  if (from === null || to === null) return null
  if (side === 'before') return { kind: 'period', from: null, to: from - 1, ...hingesOf(day, 'to', -1) }
  if (side === 'by') return { kind: 'period', from: null, to, isUntil: true, ...hingesOf(day, 'to', 0) }
  if (side === 'after') return { kind: 'period', from: to + 1, to: null, ...hingesOf(day, 'from', 1) }
  return { kind: 'period', from, to: null, ...hingesOf(day, 'from', 0) }
}

const LINK = /^(?:to|through|thru|until|till|til|dash)$/

/** The second day of "Monday to Wednesday", and where it ends. */
function linked(reader: Reader, start: DayValue, at: number, side: Bound | null): Found<Meaning> | null {
  if (!isLink(reader, at, side)) return null
  const end = readBase(reader, at + 1) ?? bareNumber(reader, start, at + 1)
  const from = first(start)
  const day = end?.value.day
  if (!end || from === null || day === undefined) return null
  const to = endOf(day, from)
  if (to === null) return null
  const hinges = [...(hingesOf(start, 'from', 0).hinges ?? []), ...(hingesOf(day, 'to', 0).hinges ?? [])]
  return { value: { day: { kind: 'period', from, to, ...(hinges.length === 2 ? { hinges } : {}) } }, next: end.next }
}

/** In a call that moves a booking "to" leads to the new day, and only "through" makes a stretch. */
function isLink(reader: Reader, at: number, side: Bound | null): boolean {
  const word = wordAt(reader, at)
  if (side === 'between') return word === 'and' || LINK.test(word)
  return LINK.test(word) && !(reader.moving && /^(?:to|until|till)$/.test(word))
}

/** The last day meant: a bare weekday or number counts from the first day, not from today. */
function endOf(end: DayValue, from: number): number | null {
  if (end.kind !== 'point') return end.to !== null && end.to >= from ? end.to : null
  if (end.day >= from && end.bare === undefined) return end.day
  if (end.bare === 'weekday' && end.weekday !== undefined) {
    return weekdayOf(from) === end.weekday ? from + 7 : nextWeekday(from, end.weekday)
  }
  return end.bare === 'day_of_month' ? nextNumbered(from, civilOf(end.day).dayOfMonth) : null
}

/** "December 3 to 7": a plain number after a date with its month. */
function bareNumber(reader: Reader, start: DayValue, at: number): Found<Meaning> | null {
  const token = reader.tokens[at]
  if (start.kind !== 'point' || start.hasMonth !== true || token?.kind !== 'number') return null
  const startsOn = civilOf(start.day).dayOfMonth
  if (token.value <= startsOn || token.value > 31 || /^[ap]m$/.test(wordAt(reader, at + 1))) return null
  return { value: { day: { kind: 'point', day: start.day + token.value - startsOn } }, next: at + 1 }
}

const tail = phraseTable<'from' | 'by'>([
  ['or (later|after|beyond|onwards|onward|any time after|anytime after|thereafter)', 'from'],
  ['(onwards|onward|and after|and later|and on|and beyond|at the earliest|on out|on forward)', 'from'],
  ['or (earlier|before|sooner)', 'by'],
  ['(and earlier|and before|at the latest|at latest|the latest)', 'by'],
])

/** "Now" opens a stretch: "between now and Friday", "from now until Christmas". */
function readFromNow(reader: Reader, at: number): Found<Meaning> | null {
  const side = bound(reader, at)
  const start = side?.next ?? at
  if (wordAt(reader, start) !== 'now') return null
  const today = reader.today().day
  return linked(reader, { kind: 'point', day: today }, start + 1, side?.value ?? null)
}

/** "Before I leave on the 28th", "after we get back on Monday": what is done on the day is a way to name it. */
const leaving = phraseTable<true>([
  ['(i|we) (leave|go|travel|move|depart|return|start|go away|fly out|fly|get back|come back|am back|are back)', true],
  ["(i'm|we're) (leaving|going|going away|travelling|traveling|moving|back|flying out|off)", true],
  ['(my|our|the) (trip|flight|vacation|holiday|wedding|move|surgery|interview|party|birthday|exam)', true],
])

/**
 * The day, or stretch of days, that starts at a token: "Friday", "before the 15th", "Monday to Wednesday",
 * "Friday or later", "the week of December 7".
 */
export function readDays(reader: Reader, at: number): Found<Meaning> | null {
  const fromNow = readFromNow(reader, at)
  if (fromNow) return fromNow
  // "The day after tomorrow" starts with no bound, and "from next week" does: names come before bounds.
  const base = readBase(reader, at)
  if (base) return withTail(reader, base)
  const side = bound(reader, at)
  const start = side && (leaving(reader, side.next)?.next ?? side.next)
  const bounded = start && readBase(reader, wordAt(reader, start) === 'on' ? start + 1 : start)
  if (!side || !bounded) return null
  return withBound(reader, side.value, bounded)
}

function withTail(reader: Reader, base: Found<Meaning>): Found<Meaning> | null {
  const { day } = base.value
  if (day === undefined) return base
  const range = linked(reader, day, base.next, null)
  if (range) return range
  const end = tail(reader, base.next)
  const period = end && boundedBy(day, end.value)
  return period ? { value: { day: period }, next: end.next } : base
}

/** "Before the end of the month" leaves the whole of it. */
function isEndOf(reader: Reader, next: number): boolean {
  for (let at = next - 2; at >= next - 4; at -= 1) if (wordAt(reader, at) === 'end') return true
  return false
}

function withBound(reader: Reader, side: Bound, base: Found<Meaning>): Found<Meaning> | null {
  const { day } = base.value
  if (day === undefined) return side === 'between' ? null : base
  const range = side === 'between' || side === 'from' ? linked(reader, day, base.next, side) : null
  if (range || side === 'between') return range
  // "From Tuesday" in a call that moves a booking names the booking.
  if (side === 'from' && reader.moving) return base
  const period = boundedBy(day, side === 'before' && isEndOf(reader, base.next) ? 'by' : side)
  return period ? { value: { ...base.value, day: period }, next: base.next } : base
}
