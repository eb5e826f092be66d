import { type Branch, branchesOf } from './branches.ts'
import { dateOf } from './civil-day.ts'
import type { DayValue, Unsure } from './item.ts'
import type { Marked } from './mark-items.ts'
import { exclusionsOf } from './exclusions.ts'
import { turned } from './read-clock.ts'
import type { SimpleTime, TimeWish, Wish, WishDraft } from './wish.ts'
import type { LocalMoment } from './zone-clock.ts'

export interface Composed {
  readonly wish: Wish
  readonly unsure: Unsure | null
  readonly isPast: boolean
}

/** More alternatives than this are not kept. */
const BRANCHES_MAX = 6

/** The wish that a run of items makes, none of which corrects another. */
export function composeWish(items: readonly Marked[], today: () => LocalMoment): Composed {
  const wanted = items.filter(({ isNegated }) => !isNegated)
  const branches = branchesOf(wanted)
    .slice(0, BRANCHES_MAX)
    .map((branch) => timely(branch, today))
  const wish: WishDraft = { ...positiveWish(branches), ...exclusionsOf(items.filter(({ isNegated }) => isNegated)) }
  for (const { edge, anyDay, anyTime, move } of wanted) {
    if (edge) wish.edge = edge
    if (anyDay) wish.anyDay = true
    if (anyTime) wish.anyTime = true
    if (move) wish.move = { ...wish.move, ...move }
  }
  return {
    wish,
    unsure: unsureOf(branches) ?? wanted.find(({ unsure }) => unsure !== undefined)?.unsure ?? null,
    isPast: branches.length === 1 && branches.every((branch) => isOver(branch, today)),
  }
}

const isToday = ({ day }: Branch, today: () => LocalMoment): boolean =>
  day?.kind === 'point' && day.bare === undefined && day.day === today().day

/** "Today at eight", said at noon, is eight in the evening. */
function timely(branch: Branch, today: () => LocalMoment): Branch {
  const [time] = branch.times
  if (time?.kind !== 'at' || !isToday(branch, today)) return branch
  // Midnight tonight is where tomorrow begins.
  if (time.minutes === 0 && branch.day?.kind === 'point')
    return { ...branch, day: { kind: 'point', day: branch.day.day + 1 }, times: [time] }
  if (!time.guessed) return branch
  const { minutes } = today()
  const other = turned(time.minutes)
  if (time.minutes > minutes || other <= minutes) return branch
  return { ...branch, times: [{ kind: 'at', minutes: other, loose: time.loose }, ...branch.times.slice(1)] }
}

/** Whether an alternative speaks of a part of today that has passed. */
function isOver(branch: Branch, today: () => LocalMoment): boolean {
  if (branch.times.length === 0 || !isToday(branch, today)) return false
  const { minutes } = today()
  return branch.times.every((time) => (time.kind === 'at' ? time.minutes < minutes : time.toMinutes <= minutes))
}

/** Six, seven and eight o'clock are as likely in the morning as in the evening. */
function unsureOf(branches: readonly Branch[]): Unsure | null {
  for (const { unsure, times } of branches) {
    if (unsure) return unsure
    for (const time of times) if (time.kind === 'at' && time.guessed && isEitherHalf(time.minutes)) return 'meridiem'
  }
  return null
}

const isEitherHalf = (minutes: number): boolean => {
  const hour = Math.floor(minutes / 60) % 12
  return hour >= 6 && hour <= 8
}

function positiveWish(branches: readonly Branch[]): Wish {
  const [first, ...rest] = branches
  if (!first) return {}
  if (rest.length === 0) return wishOf(first)
  const sameTimes = rest.every(({ times }) => JSON.stringify(times) === JSON.stringify(first.times))
  const time = timeOf(first.times)
  const together = sameTimes ? daysTogether(branches) : null
  if (together) return { ...together, ...(time ? { time } : {}) }
  return { anyOf: branches.map(wishOf) }
}

/** Several days that differ in nothing else, as one constraint; null when they do not make one. */
function daysTogether(branches: readonly Branch[]): Wish | null {
  const days = branches.map(({ day, isEvery }) => (day && isEvery ? everyOf(day) : day))
  const dates = days.flatMap((day) => (day?.kind === 'point' ? [dateOf(day.day)] : []))
  if (dates.length === days.length) return { dates: [...new Set(dates)].sort() }
  const [first] = days
  if (first?.kind !== 'period') return null
  const sameEnds = days.every((day) => day?.kind === 'period' && day.from === first.from && day.to === first.to)
  const weekdays = days.flatMap((day) => (day?.kind === 'period' ? (day.weekdays ?? []) : []))
  if (!sameEnds || days.some((day) => day?.kind !== 'period' || !day.weekdays)) return null
  return dayWish({ ...first, weekdays: [...new Set(weekdays)].sort() })
}

/** "Tuesday" in "Tuesday evenings": every one of them. */
const everyOf = (day: DayValue): DayValue =>
  day.kind === 'point' && day.bare === 'weekday' && day.weekday !== undefined
    ? { kind: 'period', from: null, to: null, weekdays: [day.weekday] }
    : day

function wishOf(branch: Branch): Wish {
  const day = branch.day && branch.isEvery ? everyOf(branch.day) : branch.day
  const time = timeOf(branch.times)
  return { ...(day ? dayWish(day) : {}), ...(time ? { time } : {}) }
}

function timeOf(times: readonly SimpleTime[]): TimeWish | null {
  const [first, ...rest] = times
  if (first === undefined) return null
  return rest.length === 0 ? first : { kind: 'any_of', options: times }
}

function dayWish(day: DayValue): Wish {
  if (day.kind === 'point') {
    const date = dateOf(day.day)
    return { fromDate: date, toDate: date, ...spokenOf(day) }
  }
  return {
    ...(day.from === null ? {} : { fromDate: dateOf(day.from) }),
    ...(day.to === null ? {} : { toDate: dateOf(day.to) }),
    ...(day.weekdays ? { weekdays: day.weekdays } : {}),
  }
}

function spokenOf(day: Extract<DayValue, { kind: 'point' }>): Pick<Wish, 'spoken'> {
  if (day.bare === 'weekday' && day.weekday !== undefined) return { spoken: { weekday: day.weekday } }
  if (day.bare === 'day_of_month') return { spoken: { dayOfMonth: Number(dateOf(day.day).slice(8)) } }
  return {}
}
