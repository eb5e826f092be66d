import { nextNumbered } from './civil-day.ts'
import type { DayValue, Item, Meaning } from './item.ts'
import { isNoDate } from './no-date.ts'
import { partOfDay, type PartOfDay } from './parts-of-day.ts'
import { phraseTable } from './phrase-table.ts'
import { endsPhrase } from './read-clock.ts'
import { readDays } from './read-days.ts'
import { readHinged } from './read-hinged.ts'
import { readMove, preference } from './read-preference.ts'
import { readPast } from './read-past.ts'
import { hasClock, readTime } from './read-time.ts'
import { type Found, type Reader, wordAt } from './reader.ts'
import type { TimeRange } from './wish.ts'

/** More phrases than this in one utterance are not a wish but a story. */
const ITEMS_MAX = 24

/** Every phrase of an utterance that speaks of a day, a time or a preference, in order. */
export function scan(reader: Reader): Item[] {
  const items: Item[] = []
  for (let at = 0; at < reader.tokens.length && items.length < ITEMS_MAX;) {
    const hinged = readHinged(reader, at, items)
    if (hinged) {
      items.splice(0, items.length, ...hinged.items)
      at = hinged.next
      continue
    }
    const found = readAt(reader, at, items)
    if (found && !isNoDate(reader, at, found)) items.push({ ...found.value, start: at, next: found.next })
    at = found ? found.next : at + 1
  }
  return items
}

function readAt(reader: Reader, at: number, items: readonly Item[]): Found<Meaning> | null {
  const token = reader.tokens[at]
  if (token === undefined || token.kind === 'masked') return null
  const last = items.at(-1)
  const named = longer(longer(readPast(reader, at), readPart(reader, at)), readEither(reader, at, last))
  return longer(
    named,
    readTime(reader, at, isBeside(reader, at, last)) ?? readHedge(reader, at, last) ?? readHalf(reader, at, last),
  )
}

/** Days, steps and preferences share words ("the day after", "the next available day"): the longest phrase wins. */
function readEither(reader: Reader, at: number, last: Item | undefined): Found<Meaning> | null {
  const sibling = readSibling(reader, at, last)
  if (sibling) return sibling
  const days = longer(readDays(reader, at), preference(reader, at))
  const step = readMove(reader, at) ?? readNextOne(reader, at, last)
  return step && (!days || days.next <= step.next) ? stepped(reader, step, last) : days
}

/**
 * A step, with the days it comes to if it comes first: "the following week" is next week until there is something
 * for it to follow. "Tomorrow or the day after" is counted from the day just named.
 */
function stepped(reader: Reader, step: Found<Meaning>, last: Item | undefined): Found<Meaning> {
  const days = step.value.move?.days
  const week = readDays(reader, step.next - 2)
  if (week?.next === step.next && week.value.day?.kind === 'period') {
    return { value: { ...week.value, ...step.value }, next: step.next }
  }
  if (last?.day === undefined || days === undefined) return step
  return { value: { day: movedBy(last.day, days) }, next: step.next }
}

/** The day or stretch so many days on. "The week after" next week is a week as well. */
function movedBy(day: DayValue, days: number): DayValue {
  if (day.kind === 'point') return { kind: 'point', day: day.day + days }
  const [from, to] = [day.from, day.to].map((end) => (end === null ? null : end + days))
  return { kind: 'period', from: from ?? null, to: to ?? null }
}

const nextOne = phraseTable<true>([['(the next one|the one after|the one after that|the following one)', true]])

/** "Not this Friday but the next one". */
function readNextOne(reader: Reader, at: number, last: Item | undefined): Found<Meaning> | null {
  const found = last?.day?.kind === 'point' && last.day.weekday !== undefined ? nextOne(reader, at) : null
  return found ? { value: { move: { days: 7 } }, next: found.next } : null
}

/** "December 3rd or 4th", "the 15th or 16th": another number of the month just named. */
function readSibling(reader: Reader, at: number, last: Item | undefined): Found<Meaning> | null {
  const day = last?.day
  if (day?.kind !== 'point' || !(day.hasMonth || day.bare === 'day_of_month')) return null
  if (at !== (last?.next ?? 0) + 1 || !/^(?:or|and|to)$/.test(wordAt(reader, at - 1))) return null
  const start = wordAt(reader, at) === 'the' ? at + 1 : at
  const number = ordinalAt(reader, start)
  return number === null ? null : { value: { day: { ...day, day: nextNumbered(day.day, number) } }, next: start + 1 }
}

function ordinalAt(reader: Reader, at: number): number | null {
  const token = reader.tokens[at]
  return token?.kind === 'ordinal' && token.value > 0 && token.value <= 31 && endsPhrase(reader, at + 1)
    ? token.value
    : null
}

const longer = (one: Found<Meaning> | null, other: Found<Meaning> | null): Found<Meaning> | null =>
  one && (!other || one.next >= other.next) ? one : other

/** "Thursday am": the half of a day just named. */
function readHalf(reader: Reader, at: number, last: Item | undefined): Found<Meaning> | null {
  const half = /^[ap]m$/.exec(wordAt(reader, at))?.[0]
  if (half === undefined || last?.next !== at || last.day === undefined) return null
  const [fromMinutes, toMinutes] = half === 'am' ? [360, 720] : [720, 1_260]
  return { value: { time: { kind: 'between', fromMinutes, toMinutes } }, next: at + 1 }
}

const WHOLE_DAY = { early: [360, 600], late: [900, 1_200] } as const

/** "Early on Tuesday", "late Friday", "early Tuesday afternoon", "tomorrow early": the word alone, as a time. */
function readHedge(reader: Reader, at: number, last: Item | undefined): Found<Meaning> | null {
  const word = hedgeAt(reader, at)
  if (word === null) return null
  const day = readDays(reader, wordAt(reader, at + 1) === 'on' ? at + 2 : at + 1)
  const isAfterDay = last?.next === at && isPoint(last) && endsPhrase(reader, at + 1)
  if (!isPoint(day?.value) && !isAfterDay) return null
  const part = partOfDay(reader, day?.next ?? reader.tokens.length)?.value
  return { value: { time: { kind: 'between', ...hedged(word, part) } }, next: at + 1 }
}

/** "Early" or "late", unless it compares: "too early", "as late as". */
function hedgeAt(reader: Reader, at: number): 'early' | 'late' | null {
  const word = wordAt(reader, at)
  if (/^(?:too|as|so)$/.test(wordAt(reader, at - 1))) return null
  return word === 'early' || word === 'late' ? word : null
}

const isPoint = (meaning: Meaning | undefined): boolean => meaning?.day?.kind === 'point'

/** The early or late end of a part of day, or of the whole day. */
function hedged(word: 'early' | 'late', part: PartOfDay | undefined): TimeRange {
  const [fromMinutes, toMinutes] = WHOLE_DAY[word]
  if (!part) return { fromMinutes, toMinutes }
  return word === 'early'
    ? { fromMinutes: part.fromMinutes, toMinutes: part.fromMinutes + 180 }
    : { fromMinutes: part.toMinutes - 120, toMinutes: part.toMinutes }
}

function readPart(reader: Reader, at: number): Found<Meaning> | null {
  const found = partOfDay(reader, at)
  return found ? { value: meaningOf(reader, found.value), next: found.next } : null
}

function meaningOf(reader: Reader, part: PartOfDay): Meaning {
  const { fromMinutes, toMinutes, edge } = part
  const time = { kind: 'between', fromMinutes, toMinutes } as const
  const common = { time, ...(edge ? { edge } : {}), ...(part.isEvery ? { isEvery: true as const } : {}) }
  return part.dayOffset === 0 ? { ...common, day: { kind: 'point', day: reader.today().day } } : common
}

const BETWEEN_TIMES =
  /^(?:or|and|no|nope|actually|wait|sorry|make|it|that|i|mean|meant|maybe|rather|better|say|not|at)$/

/** Whether a bare hour here stands next to a day, or after another time with only a connecting word between. */
function isBeside(reader: Reader, at: number, last: Item | undefined): boolean {
  if (last === undefined || wordAt(reader, at) === 'one') return false
  if (last.next === at)
    return last.day !== undefined || (last.time?.kind === 'between' && reader.tokens[at]?.stop !== '.')
  if (!hasClock(last) || at - last.next > 4) return false
  for (let between = last.next; between < at; between += 1) {
    if (!BETWEEN_TIMES.test(wordAt(reader, between))) return false
  }
  return true
}
