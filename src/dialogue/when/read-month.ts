import { civilOf, dayOf } from './civil-day.ts'
import { MONTH } from './lexicon.ts'
import { phraseTable } from './phrase-table.ts'
import { readYear } from './read-calendar-date.ts'
import { type Found, type Reader, wordAt } from './reader.ts'

/** A month: its first day, and the first day to use instead should the part that was meant be over. */
export interface SaidMonth {
  readonly first: number
  readonly firstOfNext: number | null
}

const relative = phraseTable<number | null>([
  ['this month', 0],
  ['the month', null],
  ['next month', 1],
  ['the following month', 1],
  ['[the] month after next', 2],
])

/** A month by name or by its distance from now: "December", "next month", "the month" (whichever is not over). */
export function readMonth(reader: Reader, at: number): Found<SaidMonth> | null {
  const today = civilOf(reader.today().day)
  const ahead = relative(reader, at)
  if (ahead) {
    const first = dayOf(today.year, today.month + (ahead.value ?? 0), 1)
    const firstOfNext = ahead.value === null ? dayOf(today.year, today.month + 1, 1) : null
    return { value: { first, firstOfNext }, next: ahead.next }
  }
  const start = /^(?:this|next|coming|the)$/.test(wordAt(reader, at)) ? at + 1 : at
  const month = MONTH.get(wordAt(reader, start))
  if (month === undefined) return null
  const year = readYear(reader, start + 1)
  if (year) return { value: { first: dayOf(year.value, month, 1), firstOfNext: null }, next: year.next }
  const isOver = month < today.month || (month === today.month && wordAt(reader, at) === 'next')
  const next = dayOf(today.year + 1, month, 1)
  const first = isOver ? next : dayOf(today.year, month, 1)
  return { value: { first, firstOfNext: isOver ? null : next }, next: start + 1 }
}
