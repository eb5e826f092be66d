import { dateOf } from './civil-day.ts'
import type { DayValue } from './item.ts'
import type { Marked } from './mark-items.ts'
import type { SimpleTime, TimeRange, Wish, WishDraft } from './wish.ts'

/** "Not next month" names this many dates at most. */
const DATES_MAX = 62

const DAY_MINUTES = 1_440

/** What items that were ruled out leave of a wish: "not Mondays", "ten is too early", "Tuesday morning is no good". */
export function exclusionsOf(items: readonly Marked[]): Wish {
  const wish: WishDraft = {}
  for (let at = 0; at < items.length; at += 1) {
    const [item, next] = [items[at], items[at + 1]]
    if (!item) break
    const isPair = item.day && !item.time && next?.time && !next.day && next.start === item.next
    const time = item.time ?? (isPair ? next?.time : undefined)
    if (item.day && time) wish.except = [...(wish.except ?? []), { ...onDay(item.day), time }]
    else if (item.day) excludeDay(wish, item.day, item)
    else if (time) excludeTime(wish, time, item.excess)
    if (isPair) at += 1
  }
  return wish
}

function onDay(day: DayValue): Wish {
  if (day.kind === 'point') return day.bare === 'weekday' && day.weekday ? { weekdays: [day.weekday] } : single(day.day)
  return {
    ...(day.from === null ? {} : { fromDate: dateOf(day.from) }),
    ...(day.to === null ? {} : { toDate: dateOf(day.to) }),
    ...(day.weekdays ? { weekdays: day.weekdays } : {}),
  }
}

const single = (day: number): Wish => ({ fromDate: dateOf(day), toDate: dateOf(day) })

function excludeDay(wish: WishDraft, day: DayValue, item: Marked): void {
  if (item.excess) excludeSide(wish, day, item.excess)
  else if (day.kind === 'point') excludePoint(wish, day)
  else if (day.weekdays && day.from === null && day.to === null) addWeekdays(wish, day.weekdays)
  // "Can't after Friday" leaves up to Friday; "can't until Friday" and "can't before Friday" leave Friday on.
  else if (day.from !== null && day.to === null) wish.toDate = dateOf(day.from - 1)
  else if (day.to !== null && day.from === null) wish.fromDate = dateOf(day.hinge?.shift === 0 ? day.to : day.to + 1)
  else if (day.from !== null && day.to !== null) addDates(wish, day.from, day.to)
}

/** "Tuesday is too soon": later than that. */
function excludeSide(wish: WishDraft, day: DayValue, excess: 'early' | 'late'): void {
  const [from, to] = day.kind === 'point' ? [day.day, day.day] : [day.from, day.to]
  if (excess === 'early' && to !== null) wish.fromDate = dateOf(to + 1)
  if (excess === 'late' && from !== null) wish.toDate = dateOf(from - 1)
}

function excludePoint(wish: WishDraft, day: Extract<DayValue, { kind: 'point' }>): void {
  if (day.bare === 'weekday' && day.weekday !== undefined) addWeekdays(wish, [day.weekday])
  else addDates(wish, day.day, day.day)
}

function addWeekdays(wish: WishDraft, weekdays: readonly number[]): void {
  wish.notWeekdays = [...new Set([...(wish.notWeekdays ?? []), ...weekdays])].sort()
}

function addDates(wish: WishDraft, from: number, to: number): void {
  const dates = Array.from({ length: Math.min(to - from + 1, DATES_MAX) }, (_, index) => dateOf(from + index))
  wish.notDates = [...new Set([...(wish.notDates ?? []), ...dates])].sort().slice(0, DATES_MAX)
}

function excludeTime(wish: WishDraft, time: SimpleTime, excess: Marked['excess']): void {
  const range = time.kind === 'at' ? { fromMinutes: time.minutes, toMinutes: time.minutes + 1 } : time
  const ruledOut: TimeRange = {
    fromMinutes: excess === 'early' ? 0 : range.fromMinutes,
    toMinutes: excess === 'late' ? DAY_MINUTES : range.toMinutes,
  }
  wish.notTime = [...(wish.notTime ?? []), ruledOut]
}
