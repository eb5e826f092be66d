import { composeWish } from './compose-wish.ts'
import type { Item, Unsure } from './item.ts'
import { type Marked, markItems } from './mark-items.ts'
import { readerOf } from './open-reader.ts'
import { MONTH } from './lexicon.ts'
import type { Expecting, Reader } from './reader.ts'
import { refineWish } from './refine-wish.ts'
import { scan } from './scan.ts'
import type { WhenClock, Wish } from './wish.ts'

/** What an utterance says about when. */
export interface WhenReading {
  readonly wish: Wish
  /** Stretches of the text that were used, as [start, end), ascending and apart. */
  readonly spans: readonly (readonly [start: number, end: number])[]
  /** It names a moment that has passed ("yesterday", "last Monday") and none that has not. The wish is empty. */
  readonly past: boolean
  /** Something to ask back: morning or evening, which of weekday and date, or that there is no such date. */
  readonly unsure?: Unsure
  /** The booking the caller has, where they say it while moving it: "from Tuesday to Thursday" wishes Thursday. */
  readonly existing?: Wish
}

/**
 * What a caller asks for, in their own words, as constraints on the business's calendar; null when they do not
 * speak of time.
 *
 * A bare hour from 1 to 7 is in the afternoon, 8 to 11 in the morning, unless a part of day says otherwise. A bare
 * weekday is the next such day after today. Dates of birth, phone numbers and addresses are no wishes.
 *
 * @param expecting  what the caller was just asked for, so that a lone "three" can be an answer.
 */
export function readWhen(text: string, clock: WhenClock, expecting: Expecting | null = null): WhenReading | null {
  const reader = readerOf(text, clock, expecting)
  const items = scan(reader)
  const current = items.filter(({ isPast }) => !isPast)
  if (items.length === 0) return null
  if (current.length === 0 || isTimeOfPast(reader, items))
    return { wish: {}, spans: spansOf(reader, items), past: true }

  const { existing, wished } = split(markItems(reader, current), reader)
  const { wish, unsure, isPast } = composeRuns(wished, reader)
  return {
    wish: isPast ? {} : wish,
    spans: spansOf(reader, items),
    past: isPast,
    ...(unsure ? { unsure } : {}),
    ...(existing.length > 0 ? { existing: composeRuns(existing, reader).wish } : {}),
  }
}

/** "Yesterday at ten", "last Monday at 3": the time belongs to the day that is gone, and no other day is named. */
function isTimeOfPast(reader: Reader, items: readonly Item[]): boolean {
  const gone = items.findIndex(({ isPast }) => isPast === true)
  const rest = items.filter(({ isPast }) => isPast !== true)
  const beside = [items[gone - 1], items[gone], items[gone + 1]].flatMap((item) => item ?? [])
  const isApart = beside.some((item, at) => {
    const before = beside[at - 1]
    return before !== undefined && (item.start - before.next > 1 || reader.tokens[item.start]?.stop !== '')
  })
  return gone >= 0 && rest.length === 1 && !isApart && rest.every(({ day, time }) => !day && time !== undefined)
}

/** Runs of items parted by corrections, each refining the one before: "Tuesday at ten, no, eleven". */
function composeRuns(items: readonly Marked[], reader: Reader): ReturnType<typeof composeWish> {
  const runs: Marked[][] = [[]]
  for (const item of items) {
    if (item.corrects && runs.at(-1)?.some(({ isNegated }) => !isNegated)) runs.push([])
    runs.at(-1)?.push(item)
  }
  const composed = runs.map((run) => composeWish(run, reader.today))
  return composed.reduce((before, after) => ({
    wish: refineWish(before.wish, after.wish),
    unsure: after.unsure ?? (after.wish.time ? null : before.unsure),
    isPast: after.isPast,
  }))
}

/** The booking the caller has and the one they want, when they speak of moving it. */
function split(marked: readonly Marked[], reader: Reader): { existing: readonly Marked[]; wished: readonly Marked[] } {
  const none = { existing: [], wished: marked }
  if (!reader.moving || marked.length < 2) return none
  const target = marked.findIndex((item, index) => index > 0 && isTarget(reader, item))
  const isOwned = (_: Marked, index: number) => (target > 0 ? index < target : isHeld(marked, index))
  const existing = marked.filter(isOwned)
  const wished = marked.filter((item, index) => !isOwned(item, index))
  return wished.length === 0 || existing.every(({ day, time }) => !day && !time) ? none : { existing, wished }
}

/** "To Thursday", "until Friday": where the booking is to go. */
function isTarget(reader: Reader, item: Item): boolean {
  const before = [item.start - 1, item.start - 2].map((at) => reader.tokens[at]?.text ?? '')
  const own = reader.tokens[item.start]?.text ?? ''
  return /^(?:until|till)$/.test(own) || before.some((word) => /^(?:to|until|till)$/.test(word))
}

/** Whether an item is the booking itself or follows on it without a word between: "my appointment Tuesday at 3". */
function isHeld(marked: readonly Marked[], index: number): boolean {
  for (let at = index; at >= 0; at -= 1) {
    const item = marked[at]
    if (item?.isExisting) return true
    if (item === undefined || item.corrects || item.start - (marked[at - 1]?.next ?? -9) > 1) return false
  }
  return false
}

const LEADING = /^(?:on|at|in|for|the|around)$/

/** Where the text of an item begins, with the preposition and the article before it. */
function leadOf(reader: Reader, start: number): number {
  let first = start
  while (first > 0 && reader.tokens[first]?.stop === '') {
    const word = reader.tokens[first - 1]?.text ?? ''
    if (!LEADING.test(word) || (word === 'in' && !MONTH.has(reader.tokens[first]?.text ?? ''))) break
    first -= 1
    if (word !== 'the') break
  }
  return first
}

/** The text that items took, with the "on" or "for" before them. */
function spansOf(reader: Reader, items: readonly Item[]): [number, number][] {
  const spans: [number, number][] = []
  for (const item of items) {
    const start = reader.tokens[leadOf(reader, item.start)]?.start ?? 0
    const end = reader.tokens[item.next - 1]?.end ?? start
    const last = spans.at(-1)
    if (last && start - last[1] <= 2) last[1] = end
    else spans.push([Math.max(start, last?.[1] ?? 0), end])
  }
  return spans
}
