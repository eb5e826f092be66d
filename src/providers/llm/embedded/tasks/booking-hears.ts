import type { Heard } from '../heard.ts'
import { isPartySize } from '../lexicon.ts'
import { type Move, say, withTask } from '../moves.ts'
import type { BookingTask, Notes } from '../notes.ts'
import { readField } from '../slots/field.ts'
import { readName, readWhose } from '../slots/name.ts'
import type { World } from '../world.ts'
import { advanceBooking, bookNow, questionOf } from './booking.ts'
import { type BookingStage, missingField, personsOf, serviceOf, stageOf } from './booking-stage.ts'
import { applyTime, hearOtherTime, hearTime } from './finding.ts'

/** Words that turn over what was said before. */
const CORRECTS =
  /\b(?:actually|instead|rather|no|not|change|make it|switch|correction|i meant|wait|sorry|let me|could (?:it|we)|can (?:it|we))\b/
const ANYONE =
  /\b(?:any(?:one|body| one| of them)?|whoever|either|no preference|doesnt matter|dont (?:care|mind)|first available|whichever|no)\b/

/** What an utterance adds to a booking, or null when it is about something else. */
export function hearBooking(w: World, notes: Notes, task: BookingTask, heard: Heard): Move | null {
  const stage = stageOf(w, task)
  const told = takeIn(w, task, stage, heard)
  if (told !== task) return advanceBooking(w, notes, told, leadFor(w, stage, heard))
  return answer(w, notes, task, stage, heard)
}

/** The booking with every fact of the utterance in it; the very same object when there is none. */
export function takeIn(w: World, task: BookingTask, stage: BookingStage, heard: Heard): BookingTask {
  const steps = [hearService, hearPerson, hearTheTime, hearFields, hearName] as const
  return steps.reduce((booking, step) => step(w, booking, stage, heard), task)
}

type Listener = (w: World, task: BookingTask, stage: BookingStage, heard: Heard) => BookingTask

const hearService: Listener = (_, task, stage, heard) => {
  const { ids, whole } = heard.services()
  const asked = stage === 'service'
  if (ids.length === 0 || (stage === 'field' && !CORRECTS.test(heard.plain))) return task
  if (!asked && (!whole || (stage === 'name' && !CORRECTS.test(heard.plain)))) return task
  const [slug] = ids
  if (slug === undefined || (task.service !== null && ids.includes(task.service))) return task
  if (ids.length > 1) return asked ? { ...task, between: ids } : task
  // The wish stays with the tools; a search without words looks for the same time anew.
  const search = task.search ?? { when: null, refine: task.service === null ? ('new' as const) : ('refine' as const) }
  return {
    ...task,
    service: slug,
    between: [],
    search,
    options: [],
    chosen: null,
    agreed: false,
    held: false,
    readBack: false,
  }
}

const hearPerson: Listener = (w, task, stage, heard) => {
  if (stage === 'person' && heard.resource() === null && ANYONE.test(heard.plain)) return { ...task, anyone: true }
  const resource = heard.resource()
  if (resource === null || resource === task.resource || stage === 'name') return task
  if (stage === 'choose' && task.options.some((option) => option.with === resource)) return task
  if (task.chosen?.with === resource) return task
  const search = task.search ?? {
    when: null,
    refine: task.options.length > 0 || task.chosen ? ('refine' as const) : ('new' as const),
  }
  return { ...task, resource, search, chosen: null, agreed: false, held: false, readBack: false }
}

const hearTheTime: Listener = (w, task, stage, heard) => {
  if (stage === 'field' && isDated(w, task)) return task
  if (task.search !== null) return withWords(task, heard)
  const time = task.chosen === null || stage === 'take' ? hearOffer(w, task, heard) : hearOtherTime(task, heard)
  if (time === null) return task
  const next = applyTime(task, time)
  const kept = next.chosen !== null && next.chosen.option === task.chosen?.option && next.agreed === task.agreed
  return kept ? task : { ...next, held: false }
}

/** An offer of one time is refused or taken by the time it is about, too. */
function hearOffer(w: World, task: BookingTask, heard: Heard): ReturnType<typeof hearTime> {
  if (task.chosen === null) return hearTime(task, heard, w)
  const other = hearOtherTime(task, heard)
  if (other) return other
  const same = hearTime({ ...task, options: [task.chosen] }, heard, w)
  return same?.type === 'chosen' && heard.yesNo() !== 'no' ? same : null
}

/** The words about a time, for the search that is still to be made. */
function withWords(task: BookingTask, heard: Heard): BookingTask {
  const words = heard.when()?.words ?? null
  if (task.search === null || words === null || task.search.when === words) return task
  return { ...task, search: { ...task.search, when: words } }
}

const isDated = (w: World, task: BookingTask): boolean =>
  ['date', 'dob', 'number', 'phone', 'zip'].includes(missingField(w, task)?.type ?? '')

const hearFields: Listener = (w, task, stage, heard) => {
  const party = heard.party()
  const sized = serviceOf(w, task.service)?.fields.find((field) => isPartySize(field, w.turn.language))
  const counted = party !== null && sized && task.fields[sized.id] !== String(party)
  const base = counted ? { ...task, readBack: false, fields: { ...task.fields, [sized.id]: String(party) } } : task
  const field = missingField(w, base)
  if (stage !== 'field' || field === null || counted) return base
  const found = readField(heard, field, w.turn)
  return found.type === 'value' ? { ...base, fields: { ...base.fields, [field.id]: found.value } } : base
}

const hearName: Listener = (w, task, stage, heard) => {
  const whose = readWhose(heard.raw)
  if (whose && whose.whose !== task.whose) return { ...task, whose: whose.whose, name: whose.name, readBack: false }
  const rest = heard.when()?.rest ?? heard.raw
  // With a correction at the read-back, a bare name is one too: "no, Anne". Where a time was given it is not.
  const bare =
    stage === 'name' ||
    ((stage === 'confirm' || stage === 'take') &&
      heard.when() === null &&
      (heard.yesNo() !== 'yes' || task.name === null))
  const name = readName(rest, bare && heard.services().ids.length === 0)
  if (name === null || name === task.name || isSomeone(w, name)) return task
  return { ...task, name, readBack: false }
}

/** "Is Dr. Patel there" gives no caller's name. */
const isSomeone = (w: World, name: string): boolean =>
  w.lexicon.resources.some((resource) => resource.toLowerCase().endsWith(name.toLowerCase()))

function leadFor(w: World, stage: BookingStage, heard: Heard): readonly string[] {
  if (stage === 'name' && heard.yesNo() !== 'no') return [w.phrases.thanks()]
  return stage === 'confirm' || heard.yesNo() === 'no' ? [w.phrases.fine()] : []
}

/** Yes, no, or a hesitation, to what the booking asked. */
function answer(w: World, notes: Notes, task: BookingTask, stage: BookingStage, heard: Heard): Move | null {
  const said = heard.yesNo()
  if (said === 'unsure')
    return say(
      withTask(notes, task),
      w.phrases.noRush(),
      ...questionOf(w, task),
      ...(stage === 'choose' ? [w.phrases.orAnotherDay()] : []),
    )
  if (said === 'yes') return agree(w, notes, task, stage)
  return said === 'no' ? refuse(w, notes, task, stage) : null
}

function agree(w: World, notes: Notes, task: BookingTask, stage: BookingStage): Move | null {
  if (stage === 'take') return advanceBooking(w, notes, { ...task, agreed: true })
  if (stage === 'name') return say(withTask(notes, task), w.phrases.askNameAgain(task.whose))
  if (stage === 'choose') return say(withTask(notes, task), w.phrases.whichAgain(task.options))
  if (stage !== 'confirm') return null
  // A yes to what was not heard is no yes.
  if (!task.readBack || w.turn.lastReplyHeard === 'none') return advanceBooking(w, notes, task)
  return bookNow(w, notes, task)
}

function refuse(w: World, notes: Notes, task: BookingTask, stage: BookingStage): Move | null {
  const { phrases } = w
  if (stage === 'choose' || stage === 'take') {
    const open = { ...task, chosen: null, agreed: false, held: false, options: stage === 'take' ? [] : task.options }
    return say(withTask(notes, open), phrases.noProblem(), phrases.askOtherTime())
  }
  if (stage === 'confirm')
    return say({ ...withTask(notes, { ...task, readBack: false }), aside: 'what_to_change' }, phrases.whatToChange())
  if (stage === 'person' && personsOf(w, task).length > 0) return advanceBooking(w, notes, { ...task, anyone: true })
  return null
}
