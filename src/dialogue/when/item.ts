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
      /** The Monday of the week that was named with it: "next Wednesday or Thursday" are of one week. */
      readonly ofWeek?: number
    }
  | {
      readonly kind: 'period'
      readonly from: number | null
      readonly to: number | null
      readonly weekdays?: readonly number[]
      /** "Until Friday": ruled out, it leaves Friday on; "before Friday" leaves what Friday begins. */
      readonly isUntil?: true
      /** The bare weekdays its ends hang on: "after Tuesday", "Monday to Wednesday", of whichever week is meant. */
      readonly hinges?: readonly Hinge[]
    }

/** An end of a period: so many days after a weekday. */
export interface Hinge {
  readonly side: 'from' | 'to'
  readonly weekday: number
  readonly shift: number
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
