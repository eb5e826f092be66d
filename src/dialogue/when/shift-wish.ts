import { dateOf } from './civil-day.ts'
import type { WhenClock, Wish, WishDraft } from './wish.ts'
import { localOf, momentText } from './zone-clock.ts'

/** What a caller says of the slots they were offered. */
export type Shift = 'earlier' | 'later' | 'another_day'

/** Offered days that are remembered as ruled out. */
const DATES_MAX = 64

/**
 * The wish after "anything earlier?", "something later" or "another day", said of the slots just offered.
 *
 * "Earlier" is before the first of them and "later" after the last, on the same day if a single day was wished, and
 * there at any time of day: who asks for earlier than the afternoon's first slot will take the morning. "Another
 * day" rules out the days offered and keeps the time. With nothing offered, the wish leans to that end.
 *
 * @param offered  starts of the slots offered, epoch milliseconds.
 */
export function shiftWish(previous: Wish, shift: Shift, offered: readonly number[], clock: WhenClock): Wish {
  if (shift === 'another_day') return onAnotherDay(previous, offered, clock)
  const edge = shift === 'earlier' ? 'first' : 'last'
  if (offered.length === 0) return { ...previous, edge }

  const wish: WishDraft = { ...previous }
  delete wish.edge
  if (isOneDay(previous)) delete wish.time
  const hinge = shift === 'earlier' ? Math.min(...offered) : Math.max(...offered)
  const local = localOf(hinge, clock.timeZone)
  // A slot that starts at the moment itself was offered already.
  if (shift === 'earlier') wish.before = earlierOf(previous.before, momentText(local))
  else wish.after = laterOf(previous.after, momentText({ ...local, minutes: local.minutes + 1 }))
  if (wish.before !== undefined && wish.after !== undefined && wish.before <= wish.after) {
    // Back and forth: what was said last counts.
    delete wish[shift === 'earlier' ? 'after' : 'before']
  }
  return wish
}

const isOneDay = (wish: Wish): boolean =>
  (wish.fromDate !== undefined && wish.fromDate === wish.toDate) || wish.dates?.length === 1

const earlierOf = (one: string | undefined, other: string): string => (one !== undefined && one < other ? one : other)
const laterOf = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other)

function onAnotherDay(previous: Wish, offered: readonly number[], clock: WhenClock): Wish {
  const dates = offered.map((atMs) => dateOf(localOf(atMs, clock.timeZone).day))
  const wish: WishDraft = { ...previous }
  delete wish.before
  delete wish.after
  const ruledOut = [...(previous.notDates ?? []), ...dates]
  if (isOneDay(previous)) {
    ruledOut.push(previous.fromDate ?? previous.dates?.[0] ?? '')
    for (const key of ['fromDate', 'toDate', 'dates', 'spoken'] as const) delete wish[key]
  } else if (previous.dates) wish.dates = previous.dates.filter((date) => !dates.includes(date))
  if (wish.dates?.length === 0) delete wish.dates
  const kept = [...new Set(ruledOut.filter(Boolean))].sort().slice(-DATES_MAX)
  if (kept.length > 0) wish.notDates = kept
  return wish
}
