import type { Item, Meaning } from './item.ts'
import { isCalendarWord } from './lexicon.ts'
import { phraseTable } from './phrase-table.ts'
import { endsPhrase, readClock, type SpokenClock, turned } from './read-clock.ts'
import { type Found, type Reader, skip, wordAt } from './reader.ts'
import type { SimpleTime } from './wish.ts'

const DAY_MINUTES = 1_440

type Lead = 'at' | 'around' | 'from' | 'before' | 'after' | 'between'

const lead = phraseTable<Lead>([
  ['(at|@)', 'at'],
  [
    '(get off|get off work|off work|finish|finish work|get out|get out of work|done with work|out of school) at',
    'after',
  ],
  ['[at] (around|about|approximately|roughly|circa|nearly|close to|near)', 'around'],
  ['(say|make it|make that|how about|what about|prefer|do|let us say)', 'at'],
  ["(let's say|let's do|let's make it|i'll take|we'll say|actually)", 'at'],
  ['[any time|anytime|sometime] (after|past|following)', 'after'],
  ['[any time|anytime|sometime] (from|starting|starting at|starting from|beginning at)', 'from'],
  ['(no earlier than|not earlier than|later than|not before|no sooner than|nothing before)', 'after'],
  ['[any time|anytime|sometime] (before|prior to|by|until|till|til|up to|up until|earlier than)', 'before'],
  ['(no later than|not later than|not after|nothing after|at latest)', 'before'],
  ['[any time|anytime|sometime|somewhere] between', 'between'],
])

const suffix = phraseTable<'after' | 'before'>([
  ['or (later|after|beyond|onwards|onward|any time after|anytime after)', 'after'],
  ['(onwards|onward|and after|and later|and on|at the earliest|at earliest|plus)', 'after'],
  ['on (please|onwards)', 'after'],
  ['or (earlier|before|sooner)', 'before'],
  ['(and earlier|and before|at the latest|at latest|tops|latest)', 'before'],
])

const at = (clock: SpokenClock, loose: boolean): SimpleTime => ({
  kind: 'at',
  minutes: clock.minutes,
  loose: loose || clock.loose,
  ...(clock.guessed ? { guessed: true as const } : {}),
})

const between = (fromMinutes: number, toMinutes: number, guessed: boolean): SimpleTime => ({
  kind: 'between',
  fromMinutes,
  toMinutes,
  ...(guessed ? { guessed: true as const } : {}),
})

const after = ({ minutes, guessed }: SpokenClock): SimpleTime => between(minutes, DAY_MINUTES, guessed)

const until = ({ minutes, guessed }: SpokenClock): SimpleTime =>
  between(0, minutes === 0 ? DAY_MINUTES : minutes, guessed)

/**
 * The clock time or stretch of the day starting at a token: "at three", "between two and four", "after ten",
 * "3 pm or later". A bare hour needs a word like "at" before it, or a neighbour that is a date (`isBeside`).
 */
export function readTime(reader: Reader, start: number, isBeside: boolean): Found<Meaning> | null {
  if (isScale(reader, start)) return null
  const led = lead(reader, start)
  if (led) return ledTime(reader, led) ?? unledTime(reader, start, isBeside)
  return unledTime(reader, start, isBeside)
}

/** "On a scale from one to ten" asks about pain. */
function isScale(reader: Reader, start: number): boolean {
  for (let back = start - 1; back >= Math.max(0, start - 4); back -= 1)
    if (wordAt(reader, back) === 'scale') return true
  return false
}

function ledTime(reader: Reader, led: Found<Lead>): Found<Meaning> | null {
  const start = skip(reader, led.next, SMALL_WORDS)
  // "At around three", "after about ten".
  const hedge = hedgeAt(reader, start)
  const clock = readClock(reader, hedge?.next ?? start)
  if (!clock) return null
  const range = /^(?:between|from|at)$/.test(led.value) ? rangeFrom(reader, clock, led.value) : null
  if (range) return range
  if (led.value === 'between' || !isTrusted(reader, clock)) return null
  return bounded(reader, clock, { side: led.value, loose: led.value === 'around' || hedge?.value === 'around' })
}

function hedgeAt(reader: Reader, at: number): Found<Lead> | null {
  const found = lead(reader, at)
  return found && /^(?:around|at)$/.test(found.value) ? found : null
}

const SMALL_WORDS: ReadonlySet<string> = new Set(['the', 'like', 'say', 'maybe'])

/** A sure time, or a bare hour that counts nothing: not "at two locations", not "at 10 Main Street". */
const isTrusted = (reader: Reader, clock: Found<SpokenClock>): boolean =>
  clock.value.sure || endsPhrase(reader, clock.next)

function bounded(
  reader: Reader,
  clock: Found<SpokenClock>,
  how: { side: Exclude<Lead, 'between'>; loose: boolean },
): Found<Meaning> {
  // "From Tuesday at three" in a call that moves a booking names the booking, not a stretch.
  if (how.side === 'after' || (how.side === 'from' && !reader.moving)) {
    return { value: { time: after(clock.value) }, next: clock.next }
  }
  if (how.side === 'before') return { value: { time: until(clock.value) }, next: clock.next }
  const tail = suffix(reader, clock.next)
  if (tail)
    return { value: { time: tail.value === 'after' ? after(clock.value) : until(clock.value) }, next: tail.next }
  return { value: { time: at(clock.value, how.loose) }, next: clock.next }
}

const LINKS: ReadonlySet<string> = new Set(['to', 'until', 'till', 'til', 'through', 'thru', 'dash'])

/** The second half of "between two and four", "from nine to eleven", "2-4 pm". */
function rangeFrom(reader: Reader, first: Found<SpokenClock>, side: Lead): Found<Meaning> | null {
  const link = wordAt(reader, first.next)
  if (reader.moving && side !== 'between' && link !== 'dash') return null
  if (!LINKS.has(link) && !(link === 'and' && side === 'between')) return null
  const second = readClock(reader, skip(reader, first.next + 1, SMALL_WORDS))
  if (!second || !(second.value.sure || endsPhrase(reader, second.next))) return null
  const [from, to] = ordered(first.value, second.value)
  const guessed = first.value.guessed && second.value.guessed
  return from < to ? { value: { time: between(from, to, guessed) }, next: second.next } : null
}

/** Both ends, turned between morning and afternoon where that was left open, so that the stretch makes sense. */
function ordered(first: SpokenClock, second: SpokenClock): [number, number] {
  const to = second.minutes === 0 ? DAY_MINUTES : second.minutes
  const from = first.minutes
  // "2 to 4 pm", "9 to 11 pm": what was said of the end holds for the start, where it fits.
  const turnedFrom = turned(from)
  if (first.guessed && !second.guessed && turnedFrom < to && (from >= to || to - turnedFrom < to - from)) {
    return [turnedFrom, to]
  }
  if (from < to) return [from, to]
  return second.guessed ? [from, turned(to) === 0 ? DAY_MINUTES : turned(to)] : [turnedFrom, to]
}

function unledTime(reader: Reader, start: number, isBeside: boolean): Found<Meaning> | null {
  const first = wordAt(reader, start) === 'the' ? start + 1 : start
  const clock = readClock(reader, first)
  if (!clock) return null
  const range = rangeFrom(reader, clock, 'at')
  if (range && (isBeside || isSureRange(reader, clock) || isDayNext(reader, range.next))) return range
  const isHourBeside = isBeside && first === start && isWholeHour(reader, clock)
  if (!clock.value.sure && !isHourBeside && !isTimeByContext(reader, start, clock)) return null
  return bounded(reader, clock, { side: 'at', loose: false })
}

const isWholeHour = (reader: Reader, clock: Found<SpokenClock>): boolean =>
  clock.value.minutes % 60 === 0 && endsPhrase(reader, clock.next)

/** A bare hour that what follows makes a time: "ten in the morning", "three or later", "ten is too early". */
function isTimeByContext(reader: Reader, start: number, clock: Found<SpokenClock>): boolean {
  const { next } = clock
  if (/^(?:in|this|at)$/.test(wordAt(reader, next)) && isPartNext(reader, next)) return true
  if (/^(?:or|at|and)$/.test(wordAt(reader, next)) && suffix(reader, next)) return true
  if (wordAt(reader, next) === 'is' && wordAt(reader, next + 1) === 'too') return true
  return isExpected(reader, clock) || (isOpening(reader, start) && isDayAfter(reader, next))
}

const isOpening = (reader: Reader, start: number): boolean =>
  start === 0 || /^(?:or|either|yes|yeah|okay|ok|sure|and)$/.test(wordAt(reader, start - 1))

/** "Ten on Tuesday", "ten or two on Tuesday", "ten tomorrow". */
function isDayAfter(reader: Reader, next: number): boolean {
  const isListed = wordAt(reader, next) === 'or' && reader.tokens[next + 1]?.kind === 'number'
  const day = isListed ? next + 2 : next
  const word = wordAt(reader, day)
  return /^(?:today|tomorrow)$/.test(word) || isCalendarWord(word) || (word === 'on' && isDateWord(reader, day + 1))
}

const isDateWord = (reader: Reader, at: number): boolean =>
  isCalendarWord(wordAt(reader, at)) || /^(?:the|next|this)$/.test(wordAt(reader, at))

const isExpected = (reader: Reader, clock: Found<SpokenClock>): boolean =>
  reader.expecting === 'time' && endsPhrase(reader, clock.next) && wordAt(reader, clock.next) !== 'of'

const isSureRange = (reader: Reader, first: Found<SpokenClock>): boolean =>
  first.value.sure || readClock(reader, first.next + 1)?.value.sure === true || reader.expecting === 'time'

const PART_WORD = /^(?:morning|afternoon|evening|night)$/

const isPartNext = (reader: Reader, next: number): boolean =>
  PART_WORD.test(wordAt(reader, next + 1)) ||
  (wordAt(reader, next + 1) === 'the' && PART_WORD.test(wordAt(reader, next + 2)))

const isDayNext = (reader: Reader, next: number): boolean =>
  /^(?:on|today|tomorrow|tonight|in)$/.test(wordAt(reader, next)) || isPartNext(reader, next - 1)

/** Whether an item is a clock time that another bare hour may follow: "at ten, no, eleven". */
export const hasClock = (item: Item | undefined): boolean => item?.time?.kind === 'at'
