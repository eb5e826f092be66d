import type { ToolResult } from '../../contract.ts'
import { hear, type Heard } from '../heard.ts'
import { inSentence } from '../lexicon.ts'
import { call, isTrue, listedIn, type Move, say, textIn, withTask } from '../moves.ts'
import type { CancelTask, Done, Listed, Notes } from '../notes.ts'
import type { World } from '../world.ts'
import { finish } from './finish.ts'
import { meantOf, noBookings, pickBooking, whichBooking } from './pick-booking.ts'

/** "Cancel it", and "no, don't, actually yes". */
const CANCELS =
  /^(?:please )?cancel\b|\b(?:actually|on second thought|wait) (?:yes|yeah|yep|do|go ahead|cancel)\b(?!.*\b(?:no|not|dont)\b)/
const ALL =
  /\b(?:all (?:of )?(?:them|my|those|our|the|three|four)|all (?:\w+ )?(?:appointments|bookings|reservations|visits)|everything|each of them)\b/
const BOTH = /\b(?:both|all two|the two of them)\b/
/** As many as can be cancelled in one turn. */
const ALL_MAX = 4
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
  const { input } = w.turn
  const several = input.type === 'said' ? askForAll(w, notes, known, hear(w, input.text)) : null
  const meant = several === null ? meantOf(w, list) : null
  if (several !== null) return several
  return meant ? askToCancel(w, notes, known, meant) : say(withTask(notes, known), ...whichBooking(w, list))
}

function askWhatIsMeant(w: World, notes: Notes, task: CancelTask, heard: Heard): Move | null {
  const several = askForAll(w, notes, task, heard)
  const named = several === null ? pickBooking(w, task.list ?? [], heard) : null
  return named ? askToCancel(w, notes, task, named) : several
}

/** "Both", "all of them": each is read out, and goes after one yes. Null when not all are meant. */
function askForAll(w: World, notes: Notes, task: CancelTask, { plain }: Heard): Move | null {
  const [first, ...others] = task.list ?? []
  const means = others.length === 1 ? BOTH.test(plain) || ALL.test(plain) : ALL.test(plain) && others.length < ALL_MAX
  if (!first || others.length === 0 || !means) return null
  return askToCancel(w, notes, { ...task, also: others.map(({ booking }) => booking) }, first)
}

function askToCancel(w: World, notes: Notes, task: CancelTask, { booking }: Listed): Move {
  const next = { ...task, booking, readBack: true }
  return say(withTask(notes, next), ...cancelQuestion(w, next))
}

export function cancelQuestion(w: World, task: CancelTask): readonly string[] {
  const booking = cancellingOf(task)
  if (booking === null) return whichBooking(w, task.list ?? [])
  const others = (task.list ?? []).filter((one) => task.also?.includes(one.booking))
  const all = [booking, ...others].map((one) => ({ ...one, service: inSentence(one.service) }))
  if (others.length > 0) return [w.phrases.youHave(all), shallI(w, task)]
  return [w.phrases.yourBooking({ ...booking, service: inSentence(booking.service) }), w.phrases.shallICancel()]
}

const shallI = ({ phrases }: World, { also }: CancelTask): string =>
  also && also.length > 0 ? phrases.shallICancelAll(also.length + 1) : phrases.shallICancel()

/** What an utterance adds to cancelling, or null when it is about something else. */
export function hearCancel(w: World, notes: Notes, task: CancelTask, heard: Heard): Move | null {
  const booking = cancellingOf(task)
  if (booking === null) return askWhatIsMeant(w, notes, task, heard)
  const other = heard.yesNo() === 'yes' ? null : pickBooking(w, task.list ?? [], heard)
  if (other !== null && other.booking !== booking.booking) return askToCancel(w, notes, { ...task, also: [] }, other)
  const said = CANCELS.test(heard.plain) ? 'yes' : heard.yesNo()
  if (said === 'no')
    return say({ ...withTask(notes, null), aside: 'anything_else' }, w.phrases.kept(), w.phrases.anythingElse())
  if (said === 'unsure') return say(withTask(notes, task), w.phrases.noRush(), shallI(w, task))
  if (said !== 'yes') return null
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
  const { gone = [], also = [] } = task
  if (!isTrue(result, 'cancelled')) return notCancelled(w, notes, task)
  const booking = cancellingOf(task)
  const service = textIn(result, 'service') ?? booking?.service ?? ''
  const fact = w.phrases.cancelledIt(inSentence(service), textIn(result, 'say') ?? booking?.say ?? '')
  const next = task.list?.find((one) => one.booking === also[0])
  if (next)
    return cancelNow(notes, { ...task, booking: next.booking, also: also.slice(1), gone: [...gone, fact] }, next)
  return cancelled(w, notes, [...gone, fact], service)
}

function cancelled(w: World, notes: Notes, facts: readonly string[], service: string): Move {
  const left: Notes = { ...withTask(notes, null), done: null, promised: facts.join(' '), rebook: service }
  if (notes.parked.length > 0) return finish(w, left, facts)
  return w.can('find_slots') && facts.length === 1
    ? say({ ...left, aside: 'rebook' }, ...facts, w.phrases.findAnother())
    : say({ ...left, rebook: null, aside: 'anything_else' }, ...facts, w.phrases.anythingElse())
}

/** Trouble: what is cancelled already is said to be, and the rest is not. */
function notCancelled(w: World, notes: Notes, task: CancelTask): Move {
  const { gone = [] } = task
  const lines = gone.length === 0 ? w.phrases.changeTrouble() : [...gone, ...w.phrases.otherNotCancelled()]
  return say({ ...withTask(notes, { ...task, gone: [] }), aside: 'try_again' }, ...lines)
}
