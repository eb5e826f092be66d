import { RELATIVE } from '../../../dialogue/capture/read-name.ts'
import type { Heard } from './heard.ts'
import type { Move } from './moves.ts'
import type { Done, Notes } from './notes.ts'
import { advanceBooking } from './tasks/booking.ts'
import { takeIn } from './tasks/booking-hears.ts'
import { FRESH_BOOKING } from './tasks/booking-stage.ts'
import type { World } from './world.ts'

const COUNTS: Readonly<Record<string, number>> = { two: 2, 2: 2, both: 2, three: 3, 3: 3, four: 4, 4: 4 }

/** "My two kids", "both of us", "two haircuts". */
const COUNTED =
  /\b(two|three|four|both|2|3|4) (?:of )?(?:(?:my|our|the) )?(?:kids|children|sons|daughters|boys|girls|of us|us|of them|them|people)\b|\b(two|three|2|3) (?:\w+ )?(?:appointments|visits|bookings|cleanings|check ?ups|haircuts|cuts)\b/

/** "Me and my wife", "one for me and one for my son". */
const WITH_ME = new RegExp(
  String.raw`\b(?:me|myself|i) and (?:one |another |(?:one|another|a \w+) )?(?:for )?my (?:\w+ )?(?:${RELATIVE}|kids?|child|children|friend)\b|\bmy (?:${RELATIVE}|kids?|child|children|friend) and (?:me|i|myself)\b`,
)
const BACK_TO_BACK = /\bback to back\b/
const NAMED = /\bfor \p{Lu}\p{Ll}+ and (?:for )?\p{Lu}\p{Ll}+/u

/** How many visits are wished for at once: they are booked one after another. */
export function visitsWished({ raw, plain }: Heard): number {
  const counted = COUNTED.exec(plain)
  if (counted) return COUNTS[counted[1] ?? counted[2] ?? ''] ?? 2
  return WITH_ME.test(plain) || BACK_TO_BACK.test(plain) || NAMED.test(raw) ? 2 : 1
}

/** Whether the first of several is for the caller: the other is told of with them. */
export const isForCallerFirst = ({ plain }: Heard): boolean => WITH_ME.test(plain)

const LIKE_IT = /\bsame (time|day)\b|\bright (?:after|behind)\b|\b(?:straight|directly) after\b/

/** When the next is to be: on the day of the one just booked, or as "same time" and "right after that" have it. */
function timeLike(plain: string, { say }: Done): string {
  const found = LIKE_IT.exec(plain)
  const [day = say] = say.split(' at ')
  if (found === null || found[1] === 'day') return day
  return found[1] === 'time' ? say : `${day} after ${say.slice(day.length + ' at '.length)}`
}

const FOR_ANOTHER = new RegExp(
  String.raw`\bsame (?:time|day|thing)\b|\bright after\b|^(?:(?:and|also|ok|okay|yes|now|then|great|can i|could i|can we|could we|do|get|have|book|i need|i want) )*(?:one|another(?: one)?) (?:more )?for (?:her|him|them|my|the other)\b`,
)

/** "Same time for her", said after a booking: another like it, for somebody else. */
export const asksForAnother = ({ done }: Notes, heard: Heard): boolean =>
  done !== null &&
  FOR_ANOTHER.test(heard.plain) &&
  !heard.question() &&
  (heard.intent() === null || heard.intent() === 'book')

/** Begins the next visit like the one just booked. Under whose name it is to be is asked for. */
export function startNext(w: World, notes: Notes, heard: Heard, done: Done): Move {
  const when = heard.when() ?? timeLike(heard.plain, done)
  const fresh = { ...FRESH_BOOKING, service: done.slug, search: { when, refine: 'new' as const } }
  const task = takeIn(fresh, { w, stage: 'service', heard, fresh: true })
  return advanceBooking(w, { ...notes, aside: null }, task)
}
