import type { Meaning } from './item.ts'
import { phraseTable } from './phrase-table.ts'
import { readSpan } from './read-quantity.ts'
import { type Found, type Reader, wordAt } from './reader.ts'

const FIRST: Meaning = { edge: 'first' }
const LAST: Meaning = { edge: 'last' }
const ANY_TIME: Meaning = { anyTime: true }
const ANY_DAY: Meaning = { anyDay: true }
const NONE: Meaning = { anyDay: true, anyTime: true }

/** Phrases that prefer one end of what is open, or nothing at all. Patterns as in `phraseTable`. */
export const preference = phraseTable<Meaning>([
  ["[at] (as soon as|soon as) (possible|you can|you could|you're able|we can|i can|practical|available)", FIRST],
  ['as soon as [that] (works|is available|you have)', FIRST],
  ['[at] (asap|a s a p)', FIRST],
  [
    '[at] [the|your|my] (earliest|soonest|first|next) (available|availability|opening|slot|possible|vacancy|free slot)',
    FIRST,
  ],
  ['[the|your] (first|next) available (appointment|slot|time|opening|day|one)', FIRST],
  ['(the|your) (first|next) appointment', FIRST],
  [
    '[at] [the|your|my] (earliest|soonest) [possible|available] [appointment|slot|opening|time|convenience|date|day]',
    FIRST,
  ],
  [
    '[the|your] (earliest|soonest) [time|one|appointment|slot|thing|opening] (you have|you got|you can|possible|available)',
    FIRST,
  ],
  ["[the|your] (earliest|soonest) (you've got|that you have|that works)", FIRST],
  ['[as] (early|soon) as (possible|you can|you have|you can manage)', FIRST],
  ['(right away|straight away|immediately|right now|first available)', FIRST],
  ['the sooner the better', FIRST],
  ['[as] late as (possible|you can|you have)', LAST],
  ['[the|your] latest [possible|available] (appointment|slot|opening|time|you have|one|possible|available)', LAST],
  ['[at] [the|your] last (available|opening|slot|appointment|possible)', LAST],
  ['(the later the better|later the better)', LAST],
  ['[at] (anytime|any time|any hour|any time of day|any time of the day|any time at all|anytime at all)', ANY_TIME],
  ['(whenever|all day|all day long|any slot|any appointment|any old time|what time ever)', ANY_TIME],
  ["(time doesn't matter|time does not matter|the time doesn't matter|no preference on time)", ANY_TIME],
  [
    '[on|literally] (any day|any of those days|any day of the week|every day of the week|whatever day|whichever day)',
    ANY_DAY,
  ],
  ["(the day doesn't matter|day doesn't matter|any date|no preference on day)", ANY_DAY],
  ["(no preference|i'm flexible|i am flexible|i'm easy|i'm pretty flexible|i'm very flexible|totally flexible)", NONE],
  ["(i'm wide open|i'm open|wide open|i'm free whenever|any day any time|no particular time)", NONE],
  ['(whatever works|whatever you have|whatever is available|anything works|anything is fine|anything you have)', NONE],
  ["(doesn't matter to me|it doesn't matter|makes no difference|i don't mind|i don't care when)", NONE],
])

const move = phraseTable<number>([
  ['[the] (same day|same time) [the] (next|following) week', 7],
  ['the (following|next) day', 1],
  ['the day after', 1],
  ['the day after that', 1],
  ['the day before', -1],
  ['the day before that', -1],
  ['the week after', 7],
  ['the week after that', 7],
  ['the following week', 7],
  ['the week before', -7],
])

/** "The following week", "an hour later", "a day earlier": a step from what was wished or offered before. */
export function readMove(reader: Reader, at: number): Found<Meaning> | null {
  const pushed = reader.moving ? readPushed(reader, at) : null
  const stepped = pushed ?? readSpanLater(reader, at)
  if (stepped) return stepped
  const found = move(reader, at)
  return found ? { value: { move: { days: found.value } }, next: found.next } : null
}

function readSpanLater(reader: Reader, at: number): Found<Meaning> | null {
  const span = wordAt(reader, at - 1) === 'in' ? null : readSpan(reader, at)
  if (!span || span.value.unit === 'months') return null
  const direction = wordAt(reader, span.next)
  // "A week after" stands alone; "a week after Monday" is a day.
  const isEnd = reader.tokens[span.next + 1] === undefined
  const isStep =
    /^(?:later|earlier|sooner|forward|back)$/.test(direction) || (/^(?:after|before)$/.test(direction) && isEnd)
  if (!isStep) return null
  const sign = /^(?:later|after|back)$/.test(direction) ? 1 : -1
  return { value: { move: { [span.value.unit]: sign * span.value.count } }, next: span.next + 1 }
}

/** "Push it back a week", "bring it forward an hour": in a call that moves a booking. */
function readPushed(reader: Reader, at: number): Found<Meaning> | null {
  const direction = wordAt(reader, at)
  if (!/^(?:back|out|up|forward|ahead)$/.test(direction)) return null
  const span = readSpan(reader, wordAt(reader, at + 1) === 'by' ? at + 2 : at + 1)
  if (!span || span.value.unit === 'months') return null
  const sign = /^(?:back|out)$/.test(direction) ? 1 : -1
  return { value: { move: { [span.value.unit]: sign * span.value.count } }, next: span.next }
}
