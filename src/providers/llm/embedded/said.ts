import { aboutTheTalk, courtesy, miss, goodbye } from './about-the-talk.ts'
import { hear, type Heard } from './heard.ts'
import type { Intent } from './intents.ts'
import { after, type Move, say } from './moves.ts'
import type { Notes, Task } from './notes.ts'
import { answerAside } from './offers.ts'
import { backToIt, canBook } from './pending.ts'
import { answerCommon, askAnswer, ownAnswer, SURE_SCORE, unanswered } from './questions.ts'
import { readTimely } from './slots/choice.ts'
import { startBooking, startIntent } from './start.ts'
import { hearBooking } from './tasks/booking-hears.ts'
import { FRESH_BOOKING, stageOf } from './tasks/booking-stage.ts'
import { hearCancel, startCancel } from './tasks/cancel.ts'
import { hearForm } from './tasks/form.ts'
import { currentField } from './tasks/form-fields.ts'
import { hearMove, startMove } from './tasks/move.ts'
import type { World } from './world.ts'

type Listener = (w: World, notes: Notes, heard: Heard) => Move | null

/** Who may take an utterance, in order; the first that makes something of it answers. */
const LISTENERS: readonly Listener[] = [
  aboutTheTalk,
  dictation,
  answerAside,
  dropping,
  switching,
  digression,
  continuing,
  beginning,
  courtesy,
  asking,
]

/** What comes of an utterance. */
export function takeSaid(w: World, notes: Notes, text: string): Move {
  const heard = hear(w, text)
  if (heard.plain === '' && text.trim() !== '' && !/\p{L}/u.test(text)) return miss(w, notes)
  for (const [index, listener] of LISTENERS.entries()) {
    const move = listener(w, notes, heard)
    if (move)
      return index === 0
        ? move
        : { ...move, notes: { ...move.notes, misses: move.notes.aside === 'help' ? move.notes.misses : 0 } }
  }
  return miss(w, notes)
}

/** Free words are being taken down: they are a message, whatever they would mean elsewhere. */
function dictation(w: World, notes: Notes, heard: Heard): Move | null {
  if (notes.aside !== null || notes.task?.kind !== 'form' || notes.task.form !== 'message') return null
  const field = currentField(w, notes.task)
  const leaves = heard.topic() === 'drop' && heard.plain.split(' ').length <= DROP_WORDS_MAX
  return field?.type === 'text' &&
    !leaves &&
    !heard.raw.endsWith('?') &&
    heard.topic() !== 'hello' &&
    heard.topic() !== 'bye'
    ? hearForm(w, notes, notes.task, heard)
    : null
}

/** A longer utterance that contains "forget it" is about something. */
const DROP_WORDS_MAX = 7

const OLD_BOOKING =
  /\b(?:my|an? existing|existing|another|other|old|previous|upcoming) (?:\w+ ){0,3}(?:appointments?|appts?|bookings?|reservations?|visits?)\b|resched/

/** "Never mind", "start over", and after a booking "cancel that". */
function dropping(w: World, notes: Notes, heard: Heard): Move | null {
  const topic = heard.topic()
  const { task } = notes
  if (topic === 'restart')
    return task?.kind === 'booking' ? startBooking(w, { ...notes, task: null, aside: null }, heard) : restart(w, notes)
  const bareCancel =
    /^(?:(?:no|please|actually|ok|okay|just|then) )*cancel(?: (?:that|it|this|the (?:booking|appointment|reservation|request|order|table)))?(?: please| then)?$/.test(
      heard.plain,
    )
  if (task === null && notes.done !== null && /\bcancel (?:that|it|this)\b/.test(heard.plain))
    return startCancel(w, { ...notes, aside: null }, heard, notes.done)
  if (task === null || task.kind === 'cancel')
    return topic === 'drop' && !bareCancel && heard.intent() === null ? leave(w, notes) : null
  const drops = (topic === 'drop' && heard.when() === null && !OLD_BOOKING.test(heard.plain)) || bareCancel
  return drops ? leave(w, notes) : null
}

function leave(w: World, notes: Notes): Move {
  const lines = notes.task === null ? [w.phrases.noProblem()] : w.phrases.dropped()
  return say({ ...notes, task: null, aside: 'anything_else' }, ...lines, w.phrases.anythingElse())
}

const restart = (w: World, notes: Notes): Move =>
  say({ ...notes, task: null, aside: null, parked: [] }, w.phrases.sure(), ...w.phrases.howCanIHelp())

/** Something else is wanted than what is being done. */
function switching(w: World, notes: Notes, heard: Heard): Move | null {
  const intent = heard.intent()
  return intent !== null && notes.task !== null && leavesFor(notes.task, intent, heard)
    ? startIntent(w, notes, intent, heard)
    : null
}

function leavesFor(task: Task, intent: Intent, heard: Heard): boolean {
  if (intent === 'human') return true
  if (task.kind === 'form')
    return intent !== task.form && intent !== 'list' && (intent !== 'book' || OFTEN_BOOKS.test(heard.plain))
  if (task.kind === 'cancel')
    return (
      intent === 'move' ||
      intent === 'refill' ||
      intent === 'message' ||
      (intent === 'book' && OFTEN_BOOKS.test(heard.plain))
    )
  if (intent === 'cancel' || intent === 'move') return task.kind !== intent && OLD_BOOKING.test(heard.plain)
  if (intent === 'book') return task.kind === 'move' && /\bnew (?:appointment|booking|one)\b/.test(heard.plain)
  return intent === 'refill' || intent === 'message' || (intent === 'list' && heard.question())
}

/** Words that leave no doubt that a new booking is wanted. */
const OFTEN_BOOKS =
  /\b(?:book|make|schedule|get|need|set up) (?:an?|another|my|the)? ?(?:new )?(?:\w+ )?(?:appointment|booking|reservation|table|visit)\b|\bbook (?:a|an|another)\b/

/** A question in between: answered, and then back to what was asked. */
function digression(w: World, notes: Notes, heard: Heard): Move | null {
  if (notes.task === null) return null
  const common = answerCommon(w, notes, heard)
  if (common) return common
  if (!heard.question() || namesOffer(notes.task, heard)) return null
  return ownAnswer(w, heard, SURE_SCORE) ? askAnswer(notes, heard) : null
}

/** Whether the words name one of the times on offer, so that they are about it. */
const namesOffer = (task: Task, heard: Heard): boolean =>
  (task.kind === 'booking' || task.kind === 'move') && readTimely(heard.plain, task.options)?.type === 'one'

/** The answer to what the task asked. */
function continuing(w: World, notes: Notes, heard: Heard): Move | null {
  const { task } = notes
  const clear: Notes = { ...notes, aside: null }
  if (task === null) return null
  if (
    heard.topic() === 'bye' &&
    heard.yesNo() !== 'yes' &&
    heard.when() === null &&
    /\bbye\b|hang up|gotta go|have to go/.test(heard.plain)
  )
    return goodbye(w, notes)
  if (task.kind === 'booking') return hearBooking(w, clear, task, heard)
  if (task.kind === 'move') return hearMove(w, clear, task, heard)
  return task.kind === 'cancel' ? hearCancel(w, clear, task, heard) : hearForm(w, clear, task, heard)
}

const CHANGES =
  /\b(?:make|change|move|switch|push|instead|rather|actually|swap|shift|do that|have it|sooner|earlier|later)\b/
const HURTS =
  /\b(?:tooth ?aches?|aches?|aching|hurts?|hurting|pains?|painful|sore|swollen|swelling|broke|broken|chipped|cracked|lost a (?:filling|crown)|fell out|throbbing|fever|cough|rash|infection|infected|sick|unwell|not feeling well|migraine|bleeding gums)\b/
const FOR_TROUBLE = /emergenc|urgent|sick|acute|problem|same.day/i

/** Nothing is under way: what the caller is after. */
function beginning(w: World, notes: Notes, heard: Heard): Move | null {
  if (notes.task !== null && notes.task.kind !== 'form') return null
  if (notes.task !== null) return null
  const clear: Notes = { ...notes, aside: null }
  const intent = heard.intent()
  if (intent === null && notes.done !== null && heard.when() !== null && CHANGES.test(heard.plain))
    return startMove(w, clear, heard, notes.done)
  const sure =
    heard.question() && heard.when() === null ? ownAnswer(w, heard, SURE_SCORE) : ownAnswer(w, heard, VERY_SURE_SCORE)
  const asks = intent === null || intent === 'book' || intent === 'list' || intent === 'message'
  const common = asks ? answerCommon(w, clear, heard) : null
  if (common) return common
  if (sure && asks && heard.question()) return askAnswer(clear, heard)
  if (intent !== null && !(intent === 'book' && HURTS.test(heard.plain))) return startIntent(w, clear, intent, heard)
  return startFromWords(w, clear, heard)
}

const VERY_SURE_SCORE = 0.8

/** No set phrase, but a service, a trouble, or a time: a booking is meant. */
function startFromWords(w: World, notes: Notes, heard: Heard): Move | null {
  if (!canBook(w)) return null
  const { ids, whole } = heard.services()
  if (HURTS.test(heard.plain))
    return startBooking(
      w,
      notes,
      heard,
      [w.phrases.sorry()].filter(() => !whole || HURTS.test(heard.plain)),
    )
  if (ids.length > 0 && (whole || !heard.question())) return startBooking(w, notes, heard)
  if (heard.when() !== null && heard.topic() === null && !heard.question()) return startBooking(w, notes, heard)
  return null
}

/** A question nothing else took: the business's own answers are asked, and said not to know. */
function asking(w: World, notes: Notes, heard: Heard): Move | null {
  if (ownAnswer(w, heard, notes.task === null ? ANSWER_MIN : SURE_SCORE))
    return askAnswer(notes.task === null ? { ...notes, aside: null } : notes, heard)
  if (!heard.question()) return null
  return notes.task === null
    ? unanswered(w, { ...notes, aside: null }, w.phrases.unknownAnswer)
    : backToIt(w, notes, w.phrases.unknownAnswer(false)[0] ?? '')
}

const ANSWER_MIN = 0.5
void FRESH_BOOKING
void stageOf
void after
void FOR_TROUBLE
