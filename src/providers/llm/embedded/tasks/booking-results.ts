import type { ToolResult } from '../../contract.ts'
import { inSentence } from '../lexicon.ts'
import { after, call, isTrue, type Move, say, textIn, withTask } from '../moves.ts'
import type { BookingTask, Notes } from '../notes.ts'
import type { World } from '../world.ts'
import { advanceBooking, bookCall, holdCall } from './booking.ts'
import { missingField, spokenService } from './booking-stage.ts'
import { takeSlots, takeTaken } from './finding.ts'
import { finish } from './finish.ts'

/** find_slots answered for a booking. */
export function slotsForBooking(w: World, notes: Notes, task: BookingTask, result: ToolResult): Move {
  const found = takeSlots(w, task, result)
  if (found.trouble) return trouble(notes, task, w.phrases.diaryTrouble())
  return advanceBooking(w, notes, { ...found.finding, held: false }, found.lead)
}

const trouble = (notes: Notes, task: BookingTask, lines: readonly string[]): Move =>
  say({ ...withTask(notes, task), aside: 'try_again' }, ...lines)

/** hold_slot answered: of a time that was chosen, or, after the yes, as the last step before the booking. */
export function heldForBooking(w: World, notes: Notes, task: BookingTask, result: ToolResult): Move {
  const andBook = notes.waiting === 'hold_to_book'
  if (isTrue(result, 'held')) {
    const held = { ...task, held: true }
    return andBook ? call(withTask(notes, held), 'book', bookCall(held)) : advanceBooking(w, notes, held)
  }
  const code = textIn(result, 'code')
  if (code === 'slot_taken') return taken(w, notes, task, result)
  if (code === 'unknown_option') return advanceBooking(w, notes, searchAnew(task))
  return trouble(notes, { ...task, readBack: andBook }, w.phrases.diaryTrouble())
}

function taken(w: World, notes: Notes, task: BookingTask, result: ToolResult): Move {
  const { finding, lead } = takeTaken(w, task, result)
  return advanceBooking(w, notes, { ...finding, held: false }, lead)
}

const searchAnew = (task: BookingTask): BookingTask => ({
  ...task,
  search: { when: null, refine: 'refine' },
  chosen: null,
  agreed: false,
  held: false,
  readBack: false,
})

/** book answered. Only what it read back is said to be booked. */
export function bookedResult(w: World, notes: Notes, task: BookingTask, result: ToolResult): Move {
  if (isTrue(result, 'booked')) return booked(w, notes, task, result)
  const code = textIn(result, 'code')
  if (code === 'slot_taken') return taken(w, notes, task, result)
  const holdLost = code === 'not_held' && holdsIn(w) < HOLDS_PER_TURN_MAX
  if (holdLost) return call(withTask(notes, { ...task, held: false }), 'hold_to_book', holdCall(task))
  if (code === 'missing_field') return askMissing(w, notes, task, result)
  return trouble(notes, task, w.phrases.notBookedTrouble())
}

/** Whoever wished for several visits is asked for the next. */
function booked(w: World, notes: Notes, task: BookingTask, result: ToolResult): Move {
  const after = bookedNotes(w, notes, task, result)
  const fact = bookedFact(w, task, result)
  if ((notes.more ?? 0) === 0 || notes.parked.length > 0) return finish(w, after, fact)
  return say({ ...after, aside: 'next_visit', promised: fact.join(' ') }, ...fact, w.phrases.nextVisit())
}

/** A hold that is lost twice in one turn is trouble, not bad luck. */
const HOLDS_PER_TURN_MAX = 1

const holdsIn = (w: World): number => w.turn.results.filter(({ call: { name } }) => name === 'hold_slot').length

function askMissing(w: World, notes: Notes, task: BookingTask, result: ToolResult): Move {
  const field = textIn(result, 'field')
  const { [field ?? '']: _, ...fields } = task.fields
  const open = { ...task, fields, readBack: false, name: field === 'name' ? null : task.name }
  if (field !== 'name' && missingField(w, open) === null) return trouble(notes, task, w.phrases.notBookedTrouble())
  return after([w.phrases.fine()], advanceBooking(w, notes, open))
}

function bookedFact(w: World, task: BookingTask, result: ToolResult): readonly string[] {
  const slot = { say: textIn(result, 'say') ?? task.chosen?.say ?? '', with: textIn(result, 'with') }
  const service = inSentence(textIn(result, 'service') ?? spokenService(w, task.service) ?? '')
  const name = textIn(result, 'name') ?? task.name ?? ''
  return result.value['status'] === 'requested'
    ? w.phrases.requested(service, slot, name)
    : [w.phrases.booked(service, slot, name)]
}

/** A booking made in this call is the first of those listed from now on. */
function bookedNotes(w: World, notes: Notes, task: BookingTask, result: ToolResult): Notes {
  const service = inSentence(textIn(result, 'service') ?? spokenService(w, task.service) ?? '')
  const say = textIn(result, 'say') ?? task.chosen?.say ?? ''
  const done = { booking: 1, service, slug: task.service, say, with: textIn(result, 'with') }
  const more = Math.max(0, (notes.more ?? 0) - 1)
  return { ...notes, task: null, done, more, callerName: task.whose === null ? task.name : notes.callerName }
}
