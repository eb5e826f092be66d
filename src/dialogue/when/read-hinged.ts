import type { DayValue, Item } from './item.ts'
import { phraseTable } from './phrase-table.ts'
import type { Reader } from './reader.ts'
import { wordAt } from './reader.ts'
import type { SimpleTime } from './wish.ts'

const DAY_MINUTES = 1_440
/** What a caller has to do at two o'clock takes them until three. */
const ENGAGEMENT_MINUTES = 60

const hinge = phraseTable<'before' | 'after'>([
  ['[so|but|and|then] [any time|anytime|sometime|some time|any day] after (that|then|this)', 'after'],
  ['[so|but|and|then] (afterwards|afterward|thereafter|from then on|once i am back|when i am back)', 'after'],
  ["[so|but|and|then] (once i'm back|when i'm back|when i get back|once i get back)", 'after'],
  ['[so|but|and|then] [any time|anytime|sometime|some time|any day] before (that|then|this)', 'before'],
  ['[so|but|and|then] beforehand', 'before'],
])

const ENGAGEMENT = /^(?:meeting|class|call|lesson|lunch|appointment|interview|game|exam|school|practice)$/

/**
 * "I fly out on the 3rd and I'm back on the 10th, so after that": the day that was told turns into the side of it that
 * is wished for, and days told before it are part of the story. Null when there is nothing to hinge on.
 */
export function readHinged(
  reader: Reader,
  at: number,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly next: number } | null {
  const last = items.at(-1)
  const found = last && !last.isPast ? hinge(reader, at) : null
  if (!last || !found) return null
  const { next, value: side } = found
  const around = aroundTime(reader, items, side)
  if (around) return { items: around, next }
  const day = last.day && besideDay(last.day, side)
  return day ? { items: [{ start: last.start, next, day }], next } : null
}

/** "A two o'clock meeting on Wednesday, so after that" is after the meeting, on that day. */
function aroundTime(reader: Reader, items: readonly Item[], side: 'before' | 'after'): readonly Item[] | null {
  const timed = items.findLastIndex(({ time }) => time !== undefined)
  const engaged = items[timed]
  const isLast = timed === items.length - 1
  if (!engaged?.time || timed < items.length - 2 || (engaged.day && !isLast)) return null
  // "I get off at five tomorrow, so after that": it was said of the time already.
  if (engaged.time.kind !== 'at') return isLast && engaged.day ? null : items
  const time = besideTime(engaged.time.minutes, side, ENGAGEMENT.test(wordAt(reader, engaged.next)))
  return items.map((item, index) => (index === timed ? { ...item, time } : item))
}

function besideTime(minutes: number, side: 'before' | 'after', isEngaged: boolean): SimpleTime {
  if (side === 'before') return { kind: 'between', fromMinutes: 0, toMinutes: Math.max(1, minutes) }
  const fromMinutes = Math.min(DAY_MINUTES - 1, minutes + (isEngaged ? ENGAGEMENT_MINUTES : 0))
  return { kind: 'between', fromMinutes, toMinutes: DAY_MINUTES }
}

function besideDay(day: DayValue, side: 'before' | 'after'): DayValue | null {
  const [from, to] = day.kind === 'point' ? [day.day, day.day] : [day.from, day.to]
  if (side === 'before') return from === null ? null : { kind: 'period', from: null, to: from - 1 }
  return to === null ? null : { kind: 'period', from: to + 1, to: null }
}
