import { dateOf } from './civil-day.ts'
import type { DayValue } from './item.ts'
import type { Marked } from './mark-items.ts'
import type { SimpleTime, Wish, WishDraft } from './wish.ts'

/** "Not next month" names this many dates at most. */
const DATES_MAX = 62

const DAY_MINUTES = 1_440

/** What items that were ruled out leave of a wish: "not Mondays", "ten is too early", "Tuesday morning is no good". */
export function exclusionsOf(items: readonly Marked[]): Wish {
  const wish: WishDraft = {}
  for (let at = 0; at < items.length; at += 1) {
    const [item, next] = [items[at], items[at + 1]]
    if (!item) break
    const isPair = next !== undefined && next.start - item.next <= 1 && isDayAndTime(item, next)
    exclude(wish, isPair ? { ...next, ...item } : item)
    if (isPair) at += 1
  }
  return wish
}

function exclude(wish: WishDraft, item: Marked): void {
  const { day, time, excess } = item
  if (day && time) wish.except = [...(wish.except ?? []), { ...onDay(day), time: ruledOut(time, excess) }]
  else if (day) excludeDay(wish, day, excess)
  else if (time) excludeTime(wish, time, excess)
}

const isDayAndTime = (one: Marked, other: Marked): boolean =>
  (one.day === undefined) !== (other.day === undefined) && (one.time === undefined) !== (other.time === undefined)

function onDay(day: DayValue): Wish {
  if (day.kind === 'point') return day.bare === 'weekday' && day.weekday ? { weekdays: [day.weekday] } : single(day.day)
  return {
    ...(day.from === null ? {} : { fromDate: dateOf(day.from) }),
    ...(day.to === null ? {} : { toDate: dateOf(day.to) }),
    ...(day.weekdays ? { weekdays: day.weekdays } : {}),
  }
}

const single = (day: number): Wish => ({ fromDate: dateOf(day), toDate: dateOf(day) })

function excludeDay(wish: WishDraft, day: DayValue, excess: Marked['excess']): void {
  if (excess) excludeSide(wish, day, excess)
  else if (day.kind === 'point') excludePoint(wish, day)
  else excludePeriod(wish, day)
}

function excludePeriod(wish: WishDraft, day: Extract<DayValue, { kind: 'period' }>): void {
  const { from, to, weekdays } = day
  // "Can't after Friday" leaves up to Friday; "can't until Friday" and "can't before Friday" leave Friday on.
  if (from !== null && to !== null) addDates(wish, from, to)
  else if (from !== null) wish.toDate = dateOf(from - 1)
  else if (to !== null) wish.fromDate = dateOf(day.isUntil ? to : to + 1)
  else if (weekdays) addWeekdays(wish, weekdays)
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
  const { fromMinutes, toMinutes } = ruledOut(time, excess)
  wish.notTime = [...(wish.notTime ?? []), { fromMinutes, toMinutes }]
}

/** Who rules out the morning does not want the small hours instead, nor after a late evening the night. */
const MORNING_MINUTES = 360
const NIGHT_MINUTES = 1_260

function ruledOut(time: SimpleTime, excess: Marked['excess']): Extract<SimpleTime, { kind: 'between' }> {
  const range = time.kind === 'at' ? { fromMinutes: time.minutes, toMinutes: time.minutes + 1 } : time
  return {
    kind: 'between',
    fromMinutes: excess === 'early' || range.fromMinutes <= MORNING_MINUTES ? 0 : range.fromMinutes,
    toMinutes: excess === 'late' || range.toMinutes >= NIGHT_MINUTES ? DAY_MINUTES : range.toMinutes,
  }
}
