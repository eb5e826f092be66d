import type { DayValue, Period, Unsure } from './item.ts'
import type { Marked } from './mark-items.ts'
import { isOneSided, type MergedDay, mergeDays, placeIn } from './merge-days.ts'
import { isOneSidedTime, mergeTimes } from './merge-times.ts'
import type { SimpleTime } from './wish.ts'

/** One alternative of a wish: "Tuesday morning" in "Tuesday morning or Thursday afternoon". */
export interface Branch {
  readonly day: DayValue | null
  /** Any of these; none means any time. */
  readonly times: readonly SimpleTime[]
  /** The time came before the day, as in "at three on Tuesday or Thursday": it holds for the days that follow. */
  readonly timeLeads: boolean
  readonly isEvery: boolean
  readonly within: Period | null
  readonly unsure: Unsure | null
}

const EMPTY: Branch = { day: null, times: [], timeLeads: false, isEvery: false, within: null, unsure: null }

/** The alternatives that items which are wished for make, each with what was said once for all of them. */
export function branchesOf(items: readonly Marked[]): readonly Branch[] {
  const branches: Branch[] = []
  for (const [index, item] of items.entries()) {
    if (item.day === undefined && item.time === undefined) continue
    const current = branches.at(-1)
    const joined = current && !opens(current, item, items[index + 1]) ? absorbed(current, item) : null
    if (joined) branches.splice(-1, 1, joined)
    else branches.push(absorbed(EMPTY, item) ?? EMPTY)
  }
  return shared(branches)
}

/** Whether an item starts another alternative. */
function opens(current: Branch, item: Marked, next: Marked | undefined): boolean {
  const isListed = item.join === 'or' || item.join === 'and'
  if (!isListed || current.day === null) return false
  if (item.day !== undefined) return item.join === 'or' || !(isOneSided(item.day) && isOneSided(current.day))
  // "At ten on Tuesday or at two on Thursday": the time goes with the day after it.
  return current.times.length > 0 && next?.day !== undefined && next.time === undefined && next.join === 'none'
}

/** The branch with an item's day and time in it, or null when it has another day already. */
function absorbed(branch: Branch, item: Marked): Branch | null {
  const merged = dayWith(branch.day, item.day)
  if (!merged) return null
  const leads = item.time !== undefined && item.day === undefined && branch.day === null
  return {
    day: merged.day,
    times: item.time ? withTime(branch.times, item.time, item.join) : branch.times,
    timeLeads: branch.timeLeads || leads,
    isEvery: branch.isEvery || item.isEvery === true,
    within: merged.within ?? branch.within,
    unsure: merged.unsure ?? item.unsure ?? branch.unsure,
  }
}

type DayWith = Omit<MergedDay, 'day'> & { readonly day: DayValue | null }

const dayWith = (day: DayValue | null, other: DayValue | undefined): DayWith | null =>
  day && other ? mergeDays(day, other) : { day: other ?? day }

function withTime(times: readonly SimpleTime[], time: SimpleTime, join: Marked['join']): readonly SimpleTime[] {
  const last = times.at(-1)
  if (last === undefined) return [time]
  const isListed = join === 'or' || (join === 'and' && !(isOneSidedTime(last) && isOneSidedTime(time)))
  // "In the evening at seven or eight": the eight is an evening one as well.
  const merged = isListed ? null : mergeTimes(last, time)
  return merged ? [...times.slice(0, -1), merged] : [...times, time]
}

/** What was said of one alternative and meant of all: a day, a time, a week. */
function shared(branches: readonly Branch[]): readonly Branch[] {
  return withSharedWeek(withSharedTimes(withDays(branches)))
}

/** An alternative that is only a time belongs to the day beside it. */
function withDays(branches: readonly Branch[]): readonly Branch[] {
  const [first, second, ...rest] = branches
  if (first && second && first.day === null) {
    return withDays([
      { ...second, times: [...first.times, ...second.times], isEvery: first.isEvery || second.isEvery },
      ...rest,
    ])
  }
  return branches
}

/** "Tuesday or Thursday afternoon" is both afternoons; in "Tuesday afternoon or Thursday" Thursday is open. */
function withSharedTimes(branches: readonly Branch[]): readonly Branch[] {
  const [first] = branches
  if (first?.timeLeads && branches.slice(1).every(({ times }) => times.length === 0)) {
    return branches.map((branch) => ({ ...branch, times: first.times, isEvery: first.isEvery }))
  }
  return branches.map((branch, index) => {
    const later = branch.times.length > 0 ? undefined : branches.slice(index + 1).find(({ times }) => times.length > 0)
    return later ? { ...branch, times: later.times, isEvery: later.isEvery } : branch
  })
}

/** The week that "next Wednesday" is of. */
function weekOf(day: DayValue | null): Period | null {
  if (day?.kind !== 'point' || day.ofWeek === undefined) return null
  return { kind: 'period', from: day.ofWeek, to: day.ofWeek + 6 }
}

/** "Tuesday or Thursday next week": the week is said once, of both. */
function withSharedWeek(branches: readonly Branch[]): readonly Branch[] {
  const week = branches.find(({ within }) => within !== null)?.within ?? weekOf(branches[0]?.day ?? null)
  if (!week) return branches
  return branches.map((branch) => {
    const isBare = branch.within === null && branch.day?.kind === 'point' && branch.day.bare !== undefined
    const placed = isBare && branch.day?.kind === 'point' ? placeIn(branch.day, week) : null
    return placed ? { ...branch, day: placed.day } : branch
  })
}
