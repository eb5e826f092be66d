import type { SimpleTime } from './wish.ts'

/** What a phrase says about the day. Days are numbers as in `civil-day.ts`; null at one end of a period is open. */
export type DayValue =
  | {
      readonly kind: 'point'
      readonly day: number
      /** Named by a weekday, with or without more ("next Tuesday"). */
      readonly weekday?: number
      /** Named by nothing else, so that a week or month said elsewhere decides which one. */
      readonly bare?: 'weekday' | 'day_of_month'
      /** Month and year were said, so "or the 4th" means the same ones. */
      readonly hasMonth?: true
    }
  | {
      readonly kind: 'period'
      readonly from: number | null
      readonly to: number | null
      readonly weekdays?: readonly number[]
      /** The bare weekday a bound hangs on: "after Tuesday", of whichever week is meant. */
      readonly hinge?: { readonly weekday: number; readonly side: 'from' | 'to'; readonly shift: number }
    }

export type Point = Extract<DayValue, { kind: 'point' }>
export type Period = Extract<DayValue, { kind: 'period' }>

export type Unsure = 'meridiem' | 'weekday_and_date_disagree' | 'no_such_date'

/** One phrase of an utterance that speaks of time. `start` and `next` are token indexes. */
export interface Item {
  readonly start: number
  readonly next: number
  readonly day?: DayValue
  readonly time?: SimpleTime
  readonly edge?: 'first' | 'last'
  readonly anyDay?: true
  readonly anyTime?: true
  /** "Mornings", "a Tuesday": on any such day. */
  readonly isEvery?: true
  readonly isPast?: true
  readonly move?: { readonly days?: number; readonly minutes?: number }
  readonly unsure?: Unsure
}

/** What a phrase means, before its place in the utterance is added. */
export type Meaning = Omit<Item, 'start' | 'next'>
