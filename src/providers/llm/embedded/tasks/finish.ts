import { type Move, say } from '../moves.ts'
import type { Notes, Task } from '../notes.ts'
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

/** Asks whether to go on with a task that was set aside. */
export function goOnWith(w: World, task: Task): string {
  if (task.kind === 'booking') return w.phrases.goOnWithBooking(spokenService(w, task.service))
  return w.phrases.goOnWith(task.kind === 'form' ? task.form : task.kind)
}
