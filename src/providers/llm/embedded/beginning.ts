import type { Heard } from './heard.ts'
import type { Intent } from './intents.ts'
import type { Move } from './moves.ts'
import type { Notes } from './notes.ts'
import { asksForAnother, startNext } from './next-visit.ts'
import { backToIt, canBook } from './pending.ts'
import { answerCommon, askAnswer, ownAnswer, SURE_SCORE } from './questions.ts'
import { hurts } from './slots/hurts.ts'
import { readShift } from './slots/shift.ts'
import { startBooking, startForTrouble, startIntent } from './start.ts'
import { startMove } from './tasks/move.ts'
import { namesWith, tellWhom } from './tasks/with-whom.ts'
import type { World } from './world.ts'

const CHANGES =
  /\b(?:make|change|move|switch|push|instead|rather|actually|swap|shift|do that|have it|sooner|earlier|later)\b/

/** "I can't do ten, anything in the afternoon that day?" */
const CANNOT_THEN =
  /\b(?:cant|cannot|can not|wont|couldnt) (?:do|make|come|be)\b|\b(?:doesnt|does not|wont|isnt going to) (?:work|suit)\b/

/** "Do I need an appointment?" makes none. */
const ASKS_IF = /^(?:\w+ )?(?:do|would|will|should|must) i (?:need|have to|require)\b/

/** "I don't want to book anything, I just". */
const BOOKS_NOTHING =
  /\b(?:dont|do not|not) (?:want|need|wish|looking|trying|calling|here)(?: to)? (?:book|schedule|make|reserve)\b(?! (?:on|for|with|at|this|that|it)\b)|\bnot (?:calling )?(?:to|about) book/

/** Even in a request to book, a question in these words is a question. */
const VERY_SURE_SCORE = 0.9

/** "Do you do fillings?" where they do. */
const DO_YOU = /\bdo (?:you|yall|you guys) (?:guys )?(?:do|offer|have|provide|perform|also do|give|book)\b/

/** "Is Dr. Rivera in tomorrow?" is answered with times. */
const asksForPerson = (w: World, heard: Heard): boolean =>
  ASKS_FOR_PERSON.test(heard.plain) && heard.resource() !== null && heard.when() !== null && canBook(w)

const ASKS_FOR_PERSON = /\b(?:in|working|works?|there|around|free|available|on)\b/

/** Intents an answer of the business may come before: "do I need an appointment?" */
const YIELDING: ReadonlySet<Intent | null> = new Set<Intent | null>([null, 'book', 'list', 'message'])

/** Nothing is under way: what the caller is after. Null when no telling. */
export function beginning(w: World, notes: Notes, heard: Heard): Move | null {
  if (notes.task !== null) return null
  const clear: Notes = { ...notes, aside: null }
  return (
    withWhom(w, clear, heard) ??
    changingDone(w, clear, heard) ??
    answering(w, clear, heard) ??
    startingSet(w, clear, heard) ??
    startingLoose(w, clear, heard)
  )
}

/** "Is it with Jordan?", of the visit that was spoken of last, or of those there are. */
function withWhom(w: World, notes: Notes, heard: Heard): Move | null {
  const told = tellWhom(w, namesWith(notes.done === null ? [] : [notes.done]), heard)
  if (told === null || heard.intent() !== null) return null
  if (notes.done !== null) return notes.done.with === null ? null : backToIt(w, notes, told)
  return heard.resource() === null || heard.when() !== null ? null : startIntent(w, notes, 'list', heard)
}

/** "Can we make that Thursday instead", said of the booking just made. */
function changingDone(w: World, notes: Notes, heard: Heard): Move | null {
  const turnsDown = CANNOT_THEN.test(heard.plain) && (heard.intent() === null || heard.intent() === 'book')
  const means = notes.done !== null && (turnsDown || (heard.intent() === null && CHANGES.test(heard.plain)))
  return means && (heard.when() !== null || readShift(heard.plain) !== null)
    ? startMove(w, notes, heard, notes.done)
    : null
}

function answering(w: World, notes: Notes, heard: Heard): Move | null {
  if (!YIELDING.has(heard.intent())) return null
  const common = answerCommon(w, notes, heard)
  if (common || !heard.question()) return common
  if (asksForPerson(w, heard)) return startBooking(w, notes, heard)
  const offered = heard.services().whole && DO_YOU.test(heard.plain) && canBook(w)
  const plainly = heard.when() === null && heard.intent() !== 'book' && !offered
  return ownAnswer(w, heard, plainly ? SURE_SCORE : VERY_SURE_SCORE) ? askAnswer(notes, heard.raw) : null
}

function startingSet(w: World, notes: Notes, heard: Heard): Move | null {
  const intent = heard.intent()
  if (intent !== 'list' && WHEN_MINE.test(heard.plain) && heard.services().ids.length > 0)
    return startIntent(w, notes, 'list', heard)
  if (intent === 'book' && BOOKS_NOTHING.test(heard.plain)) return null
  if (intent === null || (intent === 'book' && (hurts(heard.plain) || ASKS_IF.test(heard.plain)))) return null
  return startIntent(w, notes, intent, heard)
}

/** "When is my haircut?" */
const WHEN_MINE = /\b(?:when|what (?:time|day)|whens) (?:(?:is|s|are|was) )?(?:my|our) (?:next )?\w+/

/** Nobody books what was. */
const isTimed = (heard: Heard): boolean =>
  heard.when() !== null && heard.topic() === null && !heard.question() && !GONE_BY.test(heard.plain)
const GONE_BY = /\b(?:last (?:week|month|year|night|time)|yesterday|ago)\b/

/** No set phrase, but a service, a trouble, or a time: a booking is meant. */
function startingLoose(w: World, notes: Notes, heard: Heard): Move | null {
  if (!canBook(w)) return null
  if (notes.done !== null && asksForAnother(notes, heard)) return startNext(w, notes, heard, notes.done)
  if (hurts(heard.plain)) return startForTrouble(w, notes, heard)
  const { ids, whole } = heard.services()
  const named = ids.length > 0 && (whole || !heard.question())
  if (whole && heard.when() === null && DO_YOU.test(heard.plain))
    return startBooking(w, notes, heard, [w.phrases.yesWeDo()])
  return named || isTimed(heard) ? startBooking(w, notes, heard) : null
}
