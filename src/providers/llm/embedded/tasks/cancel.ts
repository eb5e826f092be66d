import type { ToolResult } from '../../contract.ts'
import type { Heard } from '../heard.ts'
import { inSentence } from '../lexicon.ts'
import { call, isTrue, listedIn, type Move, say, textIn, withTask } from '../moves.ts'
import type { CancelTask, Done, Listed, Notes } from '../notes.ts'
import type { World } from '../world.ts'
import { finish } from './finish.ts'
import { meantOf, noBookings, pickBooking, whichBooking } from './pick-booking.ts'

const REASON = /\b(?:because|since|as|due to|cause|'cause)\s+(.{3,200})/i

export const FRESH_CANCEL: CancelTask = { kind: 'cancel', list: null, booking: null, reason: null, readBack: false }

const cancellingOf = ({ list, booking }: CancelTask): Listed | null =>
  list?.find((one) => one.booking === booking) ?? null

/** Begins to cancel a booking: the one made in this call when it is meant, else one that has to be found first. */
export function startCancel(w: World, notes: Notes, heard: Heard | null, done: Done | null): Move {
  const reason = REASON.exec(heard?.raw ?? '')?.[1]?.trim() ?? null
  const task = { ...FRESH_CANCEL, reason }
  if (done === null) return call(withTask(notes, task), 'list_to_cancel', { name: 'my_bookings', args: {} })
  return askToCancel(w, notes, { ...task, list: [done] }, done)
}

/** my_bookings answered. */
export function listedToCancel(w: World, notes: Notes, task: CancelTask, result: ToolResult): Move {
  if (!result.ok) return say({ ...withTask(notes, task), aside: 'try_again' }, ...w.phrases.diaryTrouble())
  const list = listedIn(result)
  if (list.length === 0) return noBookings(w, notes)
  const known = { ...task, list }
  const meant = meantOf(w, list)
  return meant ? askToCancel(w, notes, known, meant) : say(withTask(notes, known), ...whichBooking(w, list))
}

function askToCancel(w: World, notes: Notes, task: CancelTask, { booking }: Listed): Move {
  const next = { ...task, booking, readBack: true }
  return say(withTask(notes, next), ...cancelQuestion(w, next))
}

export function cancelQuestion(w: World, task: CancelTask): readonly string[] {
  const booking = cancellingOf(task)
  if (booking === null) return whichBooking(w, task.list ?? [])
  return [w.phrases.yourBooking({ ...booking, service: inSentence(booking.service) }), w.phrases.shallICancel()]
}

/** What an utterance adds to cancelling, or null when it is about something else. */
export function hearCancel(w: World, notes: Notes, task: CancelTask, heard: Heard): Move | null {
  const booking = cancellingOf(task)
  if (booking === null) {
    const named = pickBooking(w, task.list ?? [], heard)
    return named ? askToCancel(w, notes, task, named) : null
  }
  const sure = heard.yesNo() === 'yes' || /^(?:please )?cancel\b/.test(heard.plain)
  if (heard.yesNo() === 'no' && !/^cancel\b/.test(heard.plain)) {
    return say({ ...withTask(notes, null), aside: 'anything_else' }, w.phrases.kept(), w.phrases.anythingElse())
  }
  if (heard.yesNo() === 'unsure') return say(withTask(notes, task), w.phrases.noRush(), w.phrases.shallICancel())
  if (!sure) return null
  if (!task.readBack || w.turn.lastReplyHeard === 'none') return askToCancel(w, notes, task, booking)
  return cancelNow(notes, task, booking)
}

/** After trouble, and a yes to trying again. */
export function hearAgainToCancel(w: World, notes: Notes, task: CancelTask): Move {
  const booking = cancellingOf(task)
  return booking === null
    ? say(withTask(notes, task), ...whichBooking(w, task.list ?? []))
    : cancelNow(notes, task, booking)
}

function cancelNow(notes: Notes, task: CancelTask, { booking }: Listed): Move {
  const args = task.reason === null ? { booking } : { booking, reason: task.reason }
  return call(withTask(notes, task), 'cancel', { name: 'cancel', args })
}

/** cancel answered. Only what it read back is said to be cancelled. */
export function cancelledResult(w: World, notes: Notes, task: CancelTask, result: ToolResult): Move {
  if (!isTrue(result, 'cancelled'))
    return say({ ...withTask(notes, task), aside: 'try_again' }, ...w.phrases.changeTrouble())
  const booking = cancellingOf(task)
  const service = textIn(result, 'service') ?? booking?.service ?? ''
  const fact = w.phrases.cancelledIt(inSentence(service), textIn(result, 'say') ?? booking?.say ?? '')
  const gone: Notes = { ...withTask(notes, null), done: null, promised: fact, rebook: service }
  if (notes.parked.length > 0) return finish(w, gone, [fact])
  return w.can('find_slots')
    ? say({ ...gone, aside: 'rebook' }, fact, w.phrases.findAnother())
    : say({ ...gone, aside: 'anything_else' }, fact, w.phrases.anythingElse())
}
