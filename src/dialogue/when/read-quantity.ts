import { plusMonths } from './civil-day.ts'
import { type Found, type Reader, wordAt } from './reader.ts'

/** A length of calendar time, in days or in months, or in minutes of the clock. */
export interface Span {
  readonly unit: 'days' | 'months' | 'minutes'
  readonly count: number
  /** "A couple of weeks": how many days late is still what was meant. */
  readonly slackDays: number
  /** "Two weeks" counts weeks, so that "a week from Monday" can be told from "in three days". */
  readonly isWeeks: boolean
}

const UNIT: ReadonlyMap<string, Omit<Span, 'slackDays'>> = new Map(
  (
    [
      ['day days', 'days', 1],
      ['week weeks wk wks', 'days', 7],
      ['fortnight fortnights', 'days', 14],
      ['month months', 'months', 1],
      ['year years', 'months', 12],
      ['hour hours hr hrs', 'minutes', 60],
      ['minute minutes min mins', 'minutes', 1],
    ] as const
  ).flatMap(([words, unit, count]) =>
    words.split(' ').map((word) => [word, { unit, count, isWeeks: count === 7 || count === 14 }] as const),
  ),
)

const COUNT_MAX = 400

interface Count {
  readonly count: number
  readonly isVague: boolean
}

const FEW: ReadonlyMap<string, number> = new Map([
  ['couple', 2],
  ['few', 3],
  ['several', 4],
])

/** "A", "two", "about three", "a couple of", "few", "half an", "another". */
function readCount(reader: Reader, at: number): Found<Count> | null {
  const hedge = wordAt(reader, at)
  const isHedged = /^(?:about|around|roughly|approximately)$/.test(hedge)
  const start = isHedged ? at + 1 : at
  const found = readWhole(reader, start) ?? readFew(reader, start) ?? readOne(reader, start)
  return found && isHedged ? { ...found, value: { ...found.value, isVague: true } } : found
}

function readWhole(reader: Reader, at: number): Found<Count> | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'number' || token.value < 1 || token.value > COUNT_MAX) return null
  return { value: { count: token.value, isVague: false }, next: at + 1 }
}

function readFew(reader: Reader, at: number): Found<Count> | null {
  const start = /^(?:a|the)$/.test(wordAt(reader, at)) ? at + 1 : at
  const count = FEW.get(wordAt(reader, start))
  if (count === undefined) return null
  return { value: { count, isVague: true }, next: wordAt(reader, start + 1) === 'of' ? start + 2 : start + 1 }
}

function readOne(reader: Reader, at: number): Found<Count> | null {
  const word = wordAt(reader, at)
  if (word === 'half' && /^an?$/.test(wordAt(reader, at + 1)))
    return { value: { count: 0.5, isVague: false }, next: at + 2 }
  return /^(?:an?|another)$/.test(word) ? { value: { count: 1, isVague: false }, next: at + 1 } : null
}

/** "Three days", "a couple of weeks", "half an hour", "six months", starting at a token, or null. */
export function readSpan(reader: Reader, at: number): Found<Span> | null {
  const start = readCount(reader, at)
  if (!start) return null
  const unit = UNIT.get(wordAt(reader, start.next))
  if (unit === undefined) return null
  const slackDays = !start.value.isVague ? 0 : unit.isWeeks ? 6 : 1
  const more = andAHalf(reader, start.next + 1)
  const count = (start.value.count + (more ? 0.5 : 0)) * unit.count
  return { value: { ...unit, count: Math.round(count), slackDays }, next: more ?? start.next + 1 }
}

/** Index after "and a half", or null. */
const andAHalf = (reader: Reader, at: number): number | null =>
  wordAt(reader, at) === 'and' && wordAt(reader, at + 1) === 'a' && wordAt(reader, at + 2) === 'half' ? at + 3 : null

/** The day a span after `day`, or before it when `sign` is -1. Minutes do not move the day. */
export function dayAfter(day: number, span: Span, sign: 1 | -1 = 1): number {
  if (span.unit === 'months') return plusMonths(day, sign * span.count)
  return span.unit === 'days' ? day + sign * span.count : day
}
