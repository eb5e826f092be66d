import type { Meaning } from './item.ts'
import { phraseTable } from './phrase-table.ts'
import { readDays } from './read-days.ts'
import { readSpan } from './read-quantity.ts'
import { weekdayAt } from './read-weekday.ts'
import { MONTH } from './lexicon.ts'
import { type Found, firstOf, type Reader, wordAt } from './reader.ts'

const PAST: Meaning = { isPast: true }

const fixed = phraseTable<true>([
  ['[the day before] yesterday [morning|afternoon|evening]', true],
  ['(last|the last|the past|this past|past) (night|week|weekend|month|year|fortnight)', true],
  ['[the] (previous|prior) (day|week|month|year)', true],
  ['earlier (today|this week|this month|this year)', true],
  ['[just] (the other|the other) (day|week|night|morning)', true],
])

const readFixed = (reader: Reader, at: number): Found<Meaning> | null => {
  const found = fixed(reader, at)
  // "The last week of December" lies ahead.
  return found && !/^(?:of|in)$/.test(wordAt(reader, found.next)) ? { value: PAST, next: found.next } : null
}

/** "Last Monday", "this past Friday", "last March"; "last Monday of the month" lies ahead. */
function readLast(reader: Reader, at: number): Found<Meaning> | null {
  const start = /^(?:the|this)$/.test(wordAt(reader, at)) ? at + 1 : at
  if (!/^(?:last|past|previous)$/.test(wordAt(reader, start))) return null
  const isDay = weekdayAt(reader, start + 1) !== null || MONTH.has(wordAt(reader, start + 1))
  return isDay && !/^(?:of|in)$/.test(wordAt(reader, start + 2)) ? { value: PAST, next: start + 2 } : null
}

/** "Two days ago", "a week back". */
function readAgo(reader: Reader, at: number): Found<Meaning> | null {
  const span = readSpan(reader, at)
  if (!span || !/^(?:ago|back)$/.test(wordAt(reader, span.next))) return null
  return reader.moving ? null : { value: PAST, next: span.next + 1 }
}

/** "For the last two weeks", "in the past few days". */
function readSpanPast(reader: Reader, at: number): Found<Meaning> | null {
  const start = wordAt(reader, at) === 'the' ? at + 1 : at
  if (!/^(?:last|past)$/.test(wordAt(reader, start))) return null
  const span = readSpan(reader, start + 1)
  return span ? { value: PAST, next: span.next } : null
}

const SINCE = /^(?:since|started|began|happened|fell|broke|chipped|hurt|hurting|called|visited|came)$/

/** "Since Tuesday", "it started on Monday": a day behind us, though its name alone would lie ahead. */
function readSince(reader: Reader, at: number): Found<Meaning> | null {
  if (!SINCE.test(wordAt(reader, at))) return null
  const next = wordAt(reader, at + 1) === 'in' ? at + 2 : at + 1
  const start = /^(?:on|back|early|late)$/.test(wordAt(reader, next)) ? next + 1 : next
  const days = start === at + 1 && wordAt(reader, at) === 'called' ? null : readDays(reader, start)
  return days?.value.day?.kind === 'point' ? { value: PAST, next: days.next } : null
}

/** A phrase that speaks of the past. */
export const readPast = firstOf<Meaning>(readFixed, readLast, readAgo, readSpanPast, readSince)
