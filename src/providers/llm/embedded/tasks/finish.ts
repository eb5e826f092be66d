import { type Move, say } from '../moves.ts'
import type { FormTask, Notes, Task } from '../notes.ts'
import type { World } from '../world.ts'
import { spokenService } from './booking-stage.ts'

/** Says what was done, and asks what is next: a task that was set aside, or anything else. */
export function finish(w: World, notes: Notes, fact: readonly string[]): Move {
  const parked = notes.parked.at(-1)
  const promised = fact.join(' ')
  const rest: Notes = { ...notes, task: null, promised }
  if (parked) return say({ ...rest, aside: 'resume' }, ...fact, goOnWith(w, parked))
  return say({ ...rest, aside: 'anything_else' }, ...fact, w.phrases.anythingElse())
}

/** What is to be passed on is known, and nothing of it was asked yet. */
const isTold = ({ values }: FormTask): boolean => values['message'] !== undefined

/** Asks whether to go on with a task that was set aside. */
export function goOnWith(w: World, task: Task): string {
  if (task.kind === 'booking') return w.phrases.goOnWithBooking(spokenService(w, task.service))
  if (task.kind === 'form' && task.form === 'message' && isTold(task)) return w.phrases.passOnToo()
  return w.phrases.goOnWith(task.kind === 'form' ? task.form : task.kind)
}
