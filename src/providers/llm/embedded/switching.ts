import { goodbye } from './about-the-talk.ts'
import type { Heard } from './heard.ts'
import type { Intent } from './intents.ts'
import { after, type Move, say } from './moves.ts'
import type { Notes, Task } from './notes.ts'
import { startBooking, startIntent } from './start.ts'
import { startCancel } from './tasks/cancel.ts'
import type { World } from './world.ts'

const OLD_BOOKING =
  /\b(?:my|an? existing|existing|another|other|old|previous|upcoming) (?:\w+ ){0,3}(?:appointments?|appts?|bookings?|reservations?|visits?)\b|resched/
/** "Cancel it", and nothing else. */
export const BARE_CANCEL =
  /^(?:(?:and|also|no|yes|yeah|please|actually|ok|okay|just|then|sorry|i|have|need|want|to|lets|can|you|we|could|wait) )*cancel(?: (?:that|it|this|the (?:booking|appointment|reservation|request|order|table)))?(?: please| then| now| instead)?$/

/** "Never mind", "start over", and after a booking "cancel that". Null when it is none of these. */
export function dropping(w: World, notes: Notes, heard: Heard): Move | null {
  if (heard.topic() === 'restart') return restart(w, notes, heard)
  const bare = BARE_CANCEL.test(heard.plain)
  if (notes.task === null) return droppingNothing(w, notes, heard, bare)
  if (notes.task.kind === 'cancel') return CALLS_LATER.test(heard.plain) ? keep(w, notes, heard) : null
  const drops = heard.topic() === 'drop' && heard.when() === null && !OLD_BOOKING.test(heard.plain)
  return drops || bare ? leave(w, notes, heard) : null
}

/** "Alright, I'll call back" is no yes to cancelling. */
const CALLS_LATER = /\b(?:call|ring|phone|try|let) (?:you )?(?:back|again|later|know)\b/

const keep = (w: World, notes: Notes, heard: Heard): Move =>
  LEAVES_FOR_GOOD.test(heard.plain)
    ? after([w.phrases.kept()], goodbye(w, notes))
    : say({ ...notes, task: null, aside: 'anything_else' }, w.phrases.kept(), w.phrases.anythingElse())

/** With nothing under way, "cancel that" is about the booking just made. */
function droppingNothing(w: World, notes: Notes, heard: Heard, bare: boolean): Move | null {
  const { done } = notes
  if (bare && done !== null && w.can('cancel')) return startCancel(w, { ...notes, aside: null }, heard, done)
  if (heard.topic() !== 'drop' || bare || heard.intent() !== null) return null
  return /\b(?:call|ring|phone|try) (?:you )?(?:back|again|later|another)\b/.test(heard.plain)
    ? goodbye(w, notes)
    : leave(w, notes, heard)
}

/** "Never mind, that's all, goodbye". */
const LEAVES_FOR_GOOD = /\b(?:good ?bye|bye|thats all|thats it)\b/

function leave(w: World, notes: Notes, heard: Heard): Move {
  if (LEAVES_FOR_GOOD.test(heard.plain)) return goodbye(w, notes)
  const lines = notes.task === null ? [w.phrases.noProblem()] : w.phrases.dropped()
  return say({ ...notes, task: null, aside: 'anything_else' }, ...lines, w.phrases.anythingElse())
}

function restart(w: World, notes: Notes, heard: Heard): Move {
  if (notes.task?.kind === 'booking') return startBooking(w, { ...notes, task: null, aside: null }, heard)
  return say({ ...notes, task: null, aside: null, parked: [] }, w.phrases.sure(), ...w.phrases.howCanIHelp())
}

/** Something else is wanted than what is being done. */
export function switching(w: World, notes: Notes, heard: Heard): Move | null {
  const intent = heard.intent()
  if (intent === null || notes.task === null) return null
  const leaves = intent === 'human' || LEAVES[notes.task.kind](intent, heard, notes.task)
  return leaves ? startIntent(w, notes, intent, heard) : null
}

/** Words that leave no doubt that a new booking is wanted. */
const BOOKS =
  /\b(?:book|make|schedule|get|need|set up) (?:an?|another|my|the)? ?(?:new )?(?:\w+ )?(?:appointment|booking|reservation|table|visit)\b|\bbook (?:a|an|another)\b/
const NEW_BOOKING = /\bnew (?:appointment|booking|reservation|one)\b/

const CHECKS = /\b(?:confirm|check|verify|look up)\b/

/** Which intents lead away from a task of each kind. The others are answers to it: "move it to Thursday". */
const LEAVES: Readonly<Record<Task['kind'], (intent: Intent, heard: Heard, task: Task) => boolean>> = {
  booking: (intent, heard) => {
    if (intent === 'cancel' || intent === 'move') return OLD_BOOKING.test(heard.plain)
    return (
      intent === 'refill' ||
      intent === 'message' ||
      (intent === 'list' && (heard.question() || CHECKS.test(heard.plain)))
    )
  },
  move: (intent, heard) => {
    if (intent === 'book') return NEW_BOOKING.test(heard.plain)
    return intent === 'cancel' || intent === 'refill' || intent === 'message'
  },
  cancel: (intent, heard) =>
    intent === 'move' || intent === 'refill' || intent === 'message' || (intent === 'book' && BOOKS.test(heard.plain)),
  form: (intent, heard, task) => {
    if (task.kind === 'form' && intent === task.form) return false
    return intent !== 'list' && (intent !== 'book' || BOOKS.test(heard.plain))
  },
}
