import { nextNumbered } from './civil-day.ts'
import type { Item, Meaning } from './item.ts'
import { isNoDate } from './no-date.ts'
import { partOfDay, type PartOfDay } from './parts-of-day.ts'
import { endsPhrase } from './read-clock.ts'
import { readDays } from './read-days.ts'
import { readMove, preference } from './read-preference.ts'
import { readPast } from './read-past.ts'
import { hasClock, readTime } from './read-time.ts'
import { type Found, type Reader, wordAt } from './reader.ts'

/** More phrases than this in one utterance are not a wish but a story. */
const ITEMS_MAX = 24

/** Every phrase of an utterance that speaks of a day, a time or a preference, in order. */
export function scan(reader: Reader): Item[] {
  const items: Item[] = []
  for (let at = 0; at < reader.tokens.length && items.length < ITEMS_MAX; ) {
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
  return longer(named, readTime(reader, at, isBeside(reader, at, last)))
}

/** Days, steps and preferences share words ("the day after", "the next available day"): the longest phrase wins. */
function readEither(reader: Reader, at: number, last: Item | undefined): Found<Meaning> | null {
  const sibling = readSibling(reader, at, last)
  if (sibling) return sibling
  const days = longer(readDays(reader, at), preference(reader, at))
  const moved = readMove(reader, at)
  if (!moved || (days && days.next >= moved.next)) return days
  const stepDays = moved.value.move?.days
  // "Tomorrow or the day after": counted from the day just named.
  if (last?.day?.kind !== 'point' || stepDays === undefined) return moved
  return { value: { day: { kind: 'point', day: last.day.day + stepDays } }, next: moved.next }
}

/** "December 3rd or 4th", "the 15th or 16th": another number of the month just named. */
function readSibling(reader: Reader, at: number, last: Item | undefined): Found<Meaning> | null {
  if (last?.day?.kind !== 'point' || (last.day.hasMonth !== true && last.day.bare !== 'day_of_month')) return null
  const start = wordAt(reader, at) === 'the' ? at + 1 : at
  const token = reader.tokens[start]
  const isListed = at === last.next + 1 && /^(?:or|and|to)$/.test(wordAt(reader, at - 1))
  if (!isListed || token?.kind !== 'ordinal' || !endsPhrase(reader, start + 1)) return null
  const day = nextNumbered(last.day.day, token.value)
  return token.value > 31 ? null : { value: { day: { ...last.day, day } }, next: start + 1 }
}

const longer = (one: Found<Meaning> | null, other: Found<Meaning> | null): Found<Meaning> | null =>
  one && (!other || one.next >= other.next) ? one : other

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

const BETWEEN_TIMES = /^(?:or|and|no|nope|actually|wait|sorry|make|it|that|i|mean|meant|maybe|rather|better|say|not|at)$/

/** Whether a bare hour here stands next to a day, or after another time with only a connecting word between. */
function isBeside(reader: Reader, at: number, last: Item | undefined): boolean {
  if (last === undefined) return false
  if (last.next === at) return last.day !== undefined || (last.time?.kind === 'between' && reader.tokens[at]?.stop !== '.')
  if (!hasClock(last) || at - last.next > 4) return false
  for (let between = last.next; between < at; between += 1) {
    if (!BETWEEN_TIMES.test(wordAt(reader, between))) return false
  }
  return true
}
