import type { ToolResult } from '../contract.ts'
import { after, textIn, isTrue, type Move, say } from './moves.ts'
import type { BookingTask, CancelTask, FormTask, MoveTask, Notes, Waiting } from './notes.ts'
import { backToIt, canMessage, pendingQuestion } from './pending.ts'
import { questionResult } from './questions.ts'
import { startMessage } from './start.ts'
import { bookedResult, heldForBooking, slotsForBooking } from './tasks/booking-results.ts'
import { cancelledResult, listedToCancel } from './tasks/cancel.ts'
import { sentResult } from './tasks/form.ts'
import { listedToMove, movedResult, slotsForMove } from './tasks/move.ts'
import type { World } from './world.ts'

type Taker = (w: World, notes: Notes, result: ToolResult) => Move

type Kinds = { booking: BookingTask; move: MoveTask; cancel: CancelTask; form: FormTask }

/** A taker for one kind of task. Without such a task the answer comes too late, and what is pending is asked again. */
const forTask =
  <K extends keyof Kinds>(kind: K, take: (w: World, notes: Notes, task: Kinds[K], result: ToolResult) => Move): Taker =>
  (w, notes, result) =>
    notes.task?.kind === kind
      ? take(w, notes, notes.task as Kinds[K], result)
      : say(notes, ...pendingQuestion(w, notes))

const slots: Taker = (w, notes, result) =>
  notes.task?.kind === 'move'
    ? slotsForMove(w, notes, notes.task, result)
    : forTask('booking', slotsForBooking)(w, notes, result)

const TAKERS: Readonly<Record<Waiting, Taker>> = {
  slots,
  hold: forTask('booking', heldForBooking),
  hold_to_book: forTask('booking', heldForBooking),
  book: forTask('booking', bookedResult),
  list_to_move: forTask('move', listedToMove),
  list_to_cancel: forTask('cancel', listedToCancel),
  list_to_tell: questionResult,
  move: forTask('move', movedResult),
  cancel: forTask('cancel', cancelledResult),
  hours: questionResult,
  answer: questionResult,
  message: forTask('form', sentResult),
  refill: forTask('form', sentResult),
  transfer: transferResult,
  voicemail: voicemailResult,
  end: (_, notes) => say(notes),
}

/** What comes of a tool's answer. */
export function takeResult(w: World, before: Notes, result: ToolResult): Move {
  const { waiting } = before
  if (waiting === null) return say(before)
  const lead = besides(w, before.beside)
  const move = after(lead, TAKERS[waiting](w, { ...before, beside: 0 }, result))
  return move.calls.length > 0 ? move : { ...move, notes: { ...move.notes, waiting: null } }
}

/** What the tools answered that were called, before the last one, for what was asked by the way. */
const besides = ({ turn: { results } }: World, count: number): readonly string[] =>
  count > 0 ? results.slice(-1 - count, -1).flatMap((one) => textIn(one, 'answer') ?? textIn(one, 'say') ?? []) : []

/** No tone to speak after: the message is taken down instead. */
function voicemailResult(w: World, notes: Notes, result: ToolResult): Move {
  const said = textIn(result, 'say')
  return isTrue(result, 'voicemail') && said !== null ? say(notes, said) : startMessage(w, notes, null)
}

function transferResult(w: World, notes: Notes, result: ToolResult): Move {
  const said = textIn(result, 'say')
  if (isTrue(result, 'transferring')) return say(notes, ...(said === null ? w.phrases.connecting() : [said]))
  if (isTrue(result, 'callback'))
    return backToIt(w, { ...notes, task: null, misses: 0 }, ...(said === null ? w.phrases.willCallBack() : [said]))
  return say(
    canMessage(w) ? { ...notes, asked: null, aside: 'message_instead' } : notes,
    ...w.phrases.nobodyThere(canMessage(w)),
  )
}
