import type { Span } from './rule.ts'

/** Whole hours of a day, `[from, to)`. */
export const between = (from: number, to: number): Span => ({ from: from * 60, to: to * 60 })

/** Seven days, Sunday first. */
export const week = (workday: Span | null, saturday = workday, sunday = workday): readonly (Span | null)[] => [
  sunday,
  workday,
  workday,
  workday,
  workday,
  workday,
  saturday,
]
