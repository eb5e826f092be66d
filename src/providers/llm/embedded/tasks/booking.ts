import { call, type Move, say, withTask } from '../moves.ts'
import type { BookingTask, Notes } from '../notes.ts'
import { sayField } from '../../../../dialogue/capture/capture-field.ts'
import { CALLER_ID } from '../slots/field.ts'
import type { World } from '../world.ts'
import { type BookingStage, missingField, personsOf, serviceOf, spokenService, stageOf } from './booking-stage.ts'
import { searchCall } from './finding.ts'

/** More services than this are not read out. */
export const SERVICES_SAID_MAX = 6

/** Goes on with a booking: calls the tool it needs next, or says `lead` and asks for what is missing. */
export function advanceBooking(w: World, notes: Notes, task: BookingTask, lead: readonly string[] = []): Move {
  const stage = stageOf(w, task)
  const kept = withTask(task.whose === null && task.name !== null ? { ...notes, callerName: task.name } : notes, task)
  if (stage === 'search') return call(kept, 'slots', searchCall(task), lead)
  if (stage === 'hold') return call(kept, 'hold', holdCall(task), lead)
  const next = stage === 'confirm' ? { ...task, readBack: true } : task
  return say(withTask(kept, next), ...lead, ...questionOf(w, next, lead.length > 0))
}

export const holdCall = (
  task: BookingTask,
): { readonly name: string; readonly args: Readonly<Record<string, unknown>> } => ({
  name: 'hold_slot',
  args: { option: task.chosen?.option ?? 0 },
})

/** Books what was read back. Called after a yes, and nowhere else. */
export function bookNow(notes: Notes, task: BookingTask): Move {
  const agreed = { ...task, agreed: true }
  if (!task.held) return call(withTask(notes, agreed), 'hold_to_book', holdCall(agreed))
  return call(withTask(notes, agreed), 'book', bookCall(agreed))
}

export function bookCall(task: BookingTask): {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
} {
  // The tools know the number the caller rings from: it needs no field.
  const given = Object.fromEntries(Object.entries(task.fields).filter(([, value]) => value !== CALLER_ID))
  const { chosen, name } = task
  return {
    name: 'book',
    args: { option: chosen?.option ?? 0, name: name ?? '', phone: given['phone'] ?? null, fields: given },
  }
}

/**
 * What a booking asks next, in words.
 *
 * @param told  what it is about was said just before, so that the question alone will do.
 */
export const questionOf = (w: World, task: BookingTask, told = false): readonly string[] =>
  QUESTIONS[stageOf(w, task)](w, task, told)

type Question = (w: World, task: BookingTask, told: boolean) => readonly string[]

const askWhen: Question = ({ phrases }, _, told) => [told ? phrases.askOtherTime() : phrases.askWhen()]

const QUESTIONS: Readonly<Record<BookingStage, Question>> = {
  service: askService,
  search: askWhen,
  when: askWhen,
  choose: (w, task, told) => [
    told ? w.phrases.whichOne(task.options) : w.phrases.whichAgain(task.options),
    ...(told && personsOf(w, task).length > 0 ? [w.phrases.orAskFor(personsOf(w, task))] : []),
  ],
  take: ({ phrases }, { chosen }, told) =>
    told || !chosen ? [phrases.shallIBookIt()] : [phrases.isFree(chosen), phrases.shallIBookIt()],
  hold: ({ phrases }) => [phrases.shallIBookIt()],
  name: ({ phrases }, { whose }) => [phrases.askName(whose)],
  field: (w, task) => [askField(w, task)],
  confirm: (w, task) => [readBack(w, task), w.phrases.shallIBook()],
}

function askService(w: World, task: BookingTask): readonly string[] {
  const nameOf = (slug: string): string => spokenService(w, slug) ?? slug
  if (task.between.length > 1) return [w.phrases.whichService(task.between.map(nameOf))]
  const names = w.lexicon.services.map(({ id }) => nameOf(id))
  return w.phrases.askService(
    names.slice(0, SERVICES_SAID_MAX),
    names.length > SERVICES_SAID_MAX,
    (task.search?.when ?? null) !== null,
  )
}

function askField(w: World, task: BookingTask): string {
  const field = missingField(w, task)
  return field === null ? w.phrases.shallIBook() : w.ask(field)
}

export function readBack(w: World, task: BookingTask): string {
  const extra = (serviceOf(w, task.service)?.fields ?? []).flatMap((field) => {
    const value = task.fields[field.id]
    if (value === undefined || field.confirm === 'none') return []
    return [
      w.phrases.fieldSaid(
        w.lexicon.label(field),
        value === CALLER_ID ? w.phrases.thisNumber() : sayField(field.type, value),
      ),
    ]
  })
  const option = task.chosen ?? { option: 0, say: '', with: null }
  return w.phrases.readBack(spokenService(w, task.service) ?? '', option, task.name ?? '', extra)
}
