import { call, type Move, say } from './moves.ts'
import type { Finding, MoveTask, Notes, Task } from './notes.ts'
import { taskQuestion } from './pending.ts'
import { advanceBooking, bookNow } from './tasks/booking.ts'
import { stageOf } from './tasks/booking-stage.ts'
import { hearAgainToCancel } from './tasks/cancel.ts'
import { advanceForm, send } from './tasks/form.ts'
import { advanceMove, moveNow } from './tasks/move.ts'
import { withName } from './tasks/start-form.ts'
import type { World } from './world.ts'

/** Takes up the task that was set aside last. */
export function resumeTask(w: World, notes: Notes): Move {
  const task = notes.parked.at(-1)
  const rest: Notes = { ...notes, aside: null, parked: notes.parked.slice(0, -1) }
  return task ? goOn(w, rest, task) : say(rest, ...w.phrases.howCanIHelp())
}

/** "Thursday", said to whether to go on with a booking. Null where nothing is to be booked. */
export function resumeAt(w: World, notes: Notes, when: string): Move | null {
  const task = notes.parked.at(-1)
  if (task?.kind !== 'booking') return null
  const rest: Notes = { ...notes, aside: null, parked: notes.parked.slice(0, -1) }
  const search = { when, refine: 'new' as const }
  const open = { options: [], chosen: null, agreed: false, held: false, readBack: false }
  return advanceBooking(w, rest, { ...task, ...open, search })
}

function goOn(w: World, notes: Notes, task: Task): Move {
  if (task.kind === 'booking') return advanceBooking(w, notes, { ...soughtAgain(task), held: false })
  if (task.kind === 'move') return advanceMove(w, notes, soughtAgain(task))
  if (task.kind === 'form') return advanceForm(w, notes, withName(w, notes, task))
  return say({ ...notes, task }, ...taskQuestion(w, { ...notes, task }))
}

/** Other searches may have been made meanwhile, so the times on offer are no longer numbered as they were. */
function soughtAgain<F extends Finding>(task: F): F {
  const known = task.chosen ?? task.options[0] ?? null
  if (known === null || task.search !== null) return task
  const when = task.chosen === null ? (known.say.split(' at ')[0] ?? known.say) : known.say
  return { ...task, search: { when, refine: 'new' }, options: [], chosen: null, agreed: false, readBack: false }
}

/** Does once more what failed for trouble with the storage. The caller asked for it. */
export function retry(w: World, notes: Notes): Move {
  const { task } = notes
  if (task === null) return say(notes, ...w.phrases.howCanIHelp())
  if (task.kind === 'booking')
    return task.readBack && stageOf(w, task) === 'confirm' ? bookNow(notes, task) : advanceBooking(w, notes, task)
  if (task.kind === 'move') return retryMove(w, notes, task)
  if (task.kind === 'form') return task.readBack ? send(notes, task) : advanceForm(w, notes, task)
  return task.list === null
    ? call(notes, 'list_to_cancel', { name: 'my_bookings', args: {} })
    : hearAgainToCancel(w, notes, task)
}

function retryMove(w: World, notes: Notes, task: MoveTask): Move {
  if (task.list === null) return call(notes, 'list_to_move', { name: 'my_bookings', args: {} })
  return task.chosen !== null && task.readBack ? moveNow(notes, task) : advanceMove(w, notes, task)
}
