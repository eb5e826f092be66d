import { type Move, say } from './moves.ts'
import type { Aside, Notes } from './notes.ts'
import { questionOf } from './tasks/booking.ts'
import { cancelQuestion } from './tasks/cancel.ts'
import { goOnWith } from './tasks/finish.ts'
import { formQuestion } from './tasks/form.ts'
import { moveQuestion } from './tasks/move.ts'
import type { World } from './world.ts'

/** What can be done here, for saying so. */
export const abilitiesOf = (
  w: World,
): { readonly book: boolean; readonly refill: boolean; readonly message: boolean } => ({
  book: canBook(w),
  refill: canRefill(w),
  message: canMessage(w),
})

export const canBook = (w: World): boolean => w.can('find_slots') && w.lexicon.services.length > 0
export const canRefill = (w: World): boolean => w.can('request_refill') && w.turn.document.skills.refill !== undefined
export const canMessage = (w: World): boolean => w.can('take_message')

/** The question of the task in hand, or none. */
export function taskQuestion(w: World, notes: Notes): readonly string[] {
  const { task } = notes
  if (task === null) return []
  if (task.kind === 'booking') return questionOf(w, task)
  if (task.kind === 'move') return moveQuestion(w, task)
  return task.kind === 'cancel' ? cancelQuestion(w, task) : formQuestion(w, task)
}

const ASIDES: Readonly<Record<Aside, (w: World, notes: Notes) => readonly string[]>> = {
  anything_else: ({ phrases }) => [phrases.anythingElse()],
  call_back: ({ phrases }) => [phrases.callBackOrMessage()],
  help: ({ phrases }) => [phrases.callBackOrMessage()],
  message_instead: ({ phrases }) => phrases.unknownAnswer(true).slice(1),
  resume: (w, { parked }) => parked.slice(-1).map((task) => goOnWith(w, task)),
  try_again: ({ phrases }) => phrases.diaryTrouble().slice(1),
  rebook: ({ phrases }) => [phrases.findAnother()],
  move_or_cancel: ({ phrases }) => [phrases.moveOrCancel()],
  what_to_change: ({ phrases }) => [phrases.whatToChange()],
  next_visit: ({ phrases }) => [phrases.nextVisit()],
  send_told: ({ phrases }) => [phrases.sendBeforeYouGo()],
  book_or_message: ({ phrases }) => phrases.noBookings().slice(1),
}

/** What the caller was asked last and has not answered. How to help, when nothing was. */
export function pendingQuestion(w: World, notes: Notes): readonly string[] {
  const question = notes.aside === null ? taskQuestion(w, notes) : ASIDES[notes.aside](w, notes)
  return question.length > 0 ? question : w.phrases.howCanIHelp()
}

/** Says something by the way, and comes back to what was asked. */
export function backToIt(w: World, notes: Notes, ...lines: readonly string[]): Move {
  if (notes.aside === null && notes.task === null)
    return say({ ...notes, aside: 'anything_else' }, ...lines, w.phrases.anythingElse())
  return say(notes, ...lines, ...pendingQuestion(w, notes))
}
