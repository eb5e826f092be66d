import { civilOf, dayOf, daysInMonth, mondayOf } from './civil-day.ts'
import type { Meaning } from './item.ts'
import { MONTH, MONTH_PLAIN } from './lexicon.ts'
import { phraseTable } from './phrase-table.ts'
import { endsPhrase } from './read-clock.ts'
import { readMonth } from './read-month.ts'
import { dayAfter, readSpan, type Span } from './read-quantity.ts'
import { type Found, firstOf, type Reader, wordAt } from './reader.ts'

const DAY_MINUTES = 1_440

type Slice = 'all' | 'start' | 'first_half' | 'second_half' | 'early' | 'middle' | 'late' | 'end' | 'later' | 'rest'

const slice = phraseTable<Slice>([
  ['[the] (early|earlier) [part] [in|of|on in] [the]', 'early'],
  ['[the] (start|beginning|first part|first few days) of [the]', 'start'],
  ['(mid|middle of|the middle of|midway through|around the middle of) [the]', 'middle'],
  ['[the] (late|latter part of) [in|of] [the]', 'late'],
  ['later [on] [in|of] [the]', 'later'],
  ['[the] first half of [the]', 'first_half'],
  ['[the] (second|latter|back|last) half of [the]', 'second_half'],
  ['[toward|towards] [the] (end|tail end|back end) of [the]', 'end'],
  ['[for] [the] (rest|remainder) of [the]', 'rest'],
])

/** Weeks from the current one; null for "the week", which is this one or the next when the part meant is over. */
const week = phraseTable<number | null>([
  ['(this|this coming|the current) week', 0],
  ['week', null],
  ['[the] (next|following) week', 1],
  ['[the] week after next', 2],
  ['[in] two weeks time', 2],
])

const weekend = phraseTable<number>([
  ['(this|this coming|the|the coming) weekend', 0],
  ['weekend', 0],
  ['(next|the following) weekend', 1],
  ['[the] weekend after next', 2],
])

const period = (from: number | null, to: number | null): Meaning => ({ day: { kind: 'period', from, to } })

/** First and last day, counted from the Monday, of a part of a week. */
const WEEK_SLICE: Readonly<Record<Slice, readonly [number, number]>> = {
  all: [0, 6],
  start: [0, 1],
  first_half: [0, 2],
  second_half: [3, 6],
  early: [0, 2],
  middle: [1, 3],
  late: [3, 4],
  end: [3, 4],
  later: [3, 6],
  rest: [0, 6],
}

/** First and last day of the month of a part of it; 0 and below count back from its end. */
const MONTH_SLICE: Readonly<Record<Slice, readonly [number, number]>> = {
  all: [1, 0],
  start: [1, 7],
  first_half: [1, 15],
  second_half: [16, 0],
  early: [1, 10],
  middle: [11, 20],
  late: [21, 0],
  end: [-6, 0],
  later: [16, 0],
  rest: [1, 0],
}

function ofWeek(reader: Reader, part: Slice, at: number): Found<Meaning> | null {
  const said = week(reader, at)
  if (!said || (said.value === null && part === 'all')) return null
  const today = reader.today().day
  const [from, to] = WEEK_SLICE[part]
  const thisMonday = mondayOf(today)
  const ahead = said.value ?? (thisMonday + to < today ? 1 : 0)
  const monday = thisMonday + ahead * 7
  if (monday + to < today) return { value: { isPast: true }, next: said.next }
  const start = ahead === 0 && part === 'later' ? today + 1 : monday + from
  return { value: period(Math.max(today, start), monday + to), next: said.next }
}

function ofMonth(reader: Reader, part: Slice, at: number): Found<Meaning> | null {
  const said = readMonth(reader, at)
  if (!said) return null
  const today = reader.today().day
  const now = monthSlice(said.value.first, part)
  const meant = now.to < today && said.value.firstOfNext !== null ? monthSlice(said.value.firstOfNext, part) : now
  if (meant.to < today) return { value: { isPast: true }, next: said.next }
  return { value: period(Math.max(today, meant.from), meant.to), next: said.next }
}

function monthSlice(first: number, part: Slice): { from: number; to: number } {
  const { year, month } = civilOf(first)
  const dayIn = (dayOfMonth: number) =>
    dayOf(year, month, dayOfMonth > 0 ? dayOfMonth : daysInMonth(year, month) + dayOfMonth)
  const [from, to] = MONTH_SLICE[part]
  return { from: dayIn(from), to: dayIn(to) }
}

/** "Early next week", "the end of the month", "mid December". */
function readSlice(reader: Reader, at: number): Found<Meaning> | null {
  const part = slice(reader, at)
  if (!part) return null
  // The phrase may have taken the "the" of "the month".
  for (const start of [part.next, part.next - 1]) {
    const found = ofWeek(reader, part.value, start) ?? ofMonth(reader, part.value, start)
    if (found && start > at) return found
  }
  return null
}

const MONTH_LEADS =
  /^(?:in|during|late|early|mid|until|till|before|after|by|sometime|through|january|march|april|may|june|july)$/

/** "In December", "next May". The bare name of a month that is also a name or a verb is not one. */
function readNamedMonth(reader: Reader, at: number): Found<Meaning> | null {
  const isRelative = wordAt(reader, at + 1) === 'month' || wordAt(reader, at) === 'month'
  const nameAt = /^(?:this|next|coming)$/.test(wordAt(reader, at)) ? at + 1 : at
  const word = wordAt(reader, nameAt)
  if (wordAt(reader, at) === 'the' && wordAt(reader, at + 1) === 'month') return null
  if (!isRelative && !MONTH.has(word)) return null
  if (!isRelative && !MONTH_PLAIN.has(word) && !isMonthHere(reader, at, nameAt)) return null
  return ofMonth(reader, 'all', at)
}

/** Whether "may", "april" or "march" is the month here: something leads up to it and nothing odd follows. */
function isMonthHere(reader: Reader, at: number, nameAt: number): boolean {
  const before = wordAt(reader, at - 1) === 'or' ? wordAt(reader, at - 2) : wordAt(reader, at - 1)
  const isLed = nameAt > at || MONTH_LEADS.test(before) || reader.expecting === 'day'
  return isLed && endsPhrase(reader, nameAt + 1) && reader.tokens[nameAt + 1]?.capital !== true
}

function readWeekend(reader: Reader, at: number): Found<Meaning> | null {
  const said = weekend(reader, at)
  if (!said) return null
  const today = reader.today().day
  const saturday = mondayOf(today) + 5 + said.value * 7
  return { value: period(Math.max(today, saturday), saturday + 1), next: said.next }
}

const nthWeek = phraseTable<number>([
  ['[the] first [full] week (of|in)', 1],
  ['[the] second week (of|in)', 2],
  ['[the] third week (of|in)', 3],
  ['[the] fourth week (of|in)', 4],
  ['[the] last week (of|in)', -1],
])

/** "The first week of December" is its first seven days. */
function readWeekOfMonth(reader: Reader, at: number): Found<Meaning> | null {
  const nth = nthWeek(reader, at)
  const month = nth && readMonth(reader, nth.next)
  if (!month) return null
  const today = reader.today().day
  const { first, firstOfNext } = month.value
  const soon = nthSevenDays(first, nth.value)
  const start = soon + 6 < today && firstOfNext !== null ? nthSevenDays(firstOfNext, nth.value) : soon
  if (start + 6 < today) return { value: { isPast: true }, next: month.next }
  return { value: period(Math.max(today, start), start + 6), next: month.next }
}

function nthSevenDays(first: number, nth: number): number {
  const { year, month } = civilOf(first)
  return nth > 0 ? first + (nth - 1) * 7 : dayOf(year, month + 1, 1) - 7
}

const within = phraseTable<true>([
  ['[in|within|over|during|sometime in|for|any time in|anytime in] [the] (next|coming|following)', true],
  ['(within|inside|in under|in less than) [the] [next]', true],
])

/** "Within two weeks", "in the next few days", "sometime in the next month". */
function readWithin(reader: Reader, at: number): Found<Meaning> | null {
  const lead = within(reader, at)
  if (!lead) return null
  const today = reader.today().day
  const span = readSpan(reader, lead.next)
  if (span) return { value: period(today, lastDayOf(today, span.value)), next: span.next }
  if (/^(?:week|month)$/.test(wordAt(reader, lead.next)) && /^(?:within|inside)$/.test(wordAt(reader, at))) {
    return { value: period(today, today + (wordAt(reader, lead.next) === 'week' ? 7 : 30)), next: lead.next + 1 }
  }
  const isThe = wordAt(reader, lead.next - 2) === 'the' && lead.next - 2 >= at
  if (!isThe || at === lead.next - 2) return null
  if (wordAt(reader, lead.next) === 'week') return { value: period(today, today + 7), next: lead.next + 1 }
  if (wordAt(reader, lead.next) !== 'month') return null
  return { value: period(today, today + 30), next: lead.next + 1 }
}

/** The last day of "the next two weeks"; of hours, the day they end on. */
const lastDayOf = (today: number, span: Span): number =>
  span.unit === 'minutes' ? today + Math.ceil(span.count / DAY_MINUTES) : dayAfter(today, span)

const yearly = phraseTable<(year: number) => readonly [number, number]>([
  ['[the] end of [the|this] year', (year) => [dayOf(year, 12, 15), dayOf(year, 12, 31)]],
  ['this year', (year) => [dayOf(year, 1, 1), dayOf(year, 12, 31)]],
  ['next year', (year) => [dayOf(year + 1, 1, 1), dayOf(year + 1, 12, 31)]],
  ['[early] (in the new year|in the new years)', (year) => [dayOf(year + 1, 1, 1), dayOf(year + 1, 1, 31)]],
  ['the (holidays|holiday season)', (year) => [dayOf(year, 12, 24), dayOf(year + 1, 1, 1)]],
])

function readYearAhead(reader: Reader, at: number): Found<Meaning> | null {
  const found = yearly(reader, at)
  if (!found) return null
  const [from, to] = found.value(civilOf(reader.today().day).year)
  return { value: period(Math.max(from, reader.today().day), to), next: found.next }
}

/** A stretch of days with a name of its own: "next week", "early in December", "this weekend". */
export const readPeriod = firstOf<Meaning>(
  readWeekOfMonth,
  readWithin,
  readSlice,
  readWeekend,
  (reader, at) => ofWeek(reader, 'all', at),
  readNamedMonth,
  readYearAhead,
)
